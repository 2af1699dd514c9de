"""A decoder of another size stands on the same pictures and words, and changes neither."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
import torch

from engine.model import inspection

pytest.importorskip("cv2")

from recipes.mini import assemble, beside, decoder, picture_decoder, resume
from recipes.mini.beside import share
from recipes.mini.checkpoint import vocabulary_map
from recipes.mini.decoder import Mini
from recipes.mini.sizes import CPU, SMALL, Size


@pytest.fixture
def far(trained: Path) -> Path:
    """A work folder whose pictures are drawn and polished."""
    (trained / "pictures").mkdir()
    (trained / "pictures" / "0000.safetensors").touch()
    resume.save(trained / picture_decoder.FILE, {}, {"seconds": 0.0})
    return trained


@pytest.fixture
def other(tiny_size: Size) -> Size:
    """Another width, and a layer more."""
    return replace(tiny_size, name="small", width=96, layers=2, heads=3)


def written(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_the_small_size_differs_from_the_mini_in_its_decoder_alone():
    changed = {
        one.name for one in fields(Size) if getattr(SMALL, one.name) != getattr(CPU, one.name)
    }
    assert changed == {"name", "width", "layers", "heads"}
    assert SMALL.width // SMALL.heads == CPU.width // CPU.heads


def test_its_checkpoint_has_the_same_words_and_pictures_in_another_decoder(
    far: Path, tiny_size: Size, other: Size, tmp_path: Path
):
    own = tmp_path / "own"
    before = written(far)
    share(far, own, other)
    share(far, own, other)
    text = assemble.tokenizer_file(own).read_text(encoding="utf-8")
    model = Mini(other, vocabulary_map(text))
    resume.save(own / decoder.FILE, {"model": model}, {"seconds": 1.0, "step": 1, "seen": 4})
    made = assemble.assemble(own, other, tmp_path / "small")
    mini = assemble.assemble(far, tiny_size, tmp_path / "mini")
    list(inspection.check_values(made))
    assert (made / "tokenizer.json").read_bytes() == (mini / "tokenizer.json").read_bytes()
    codes = [picture_decoder.load(*pair).vqvae.quantize.embedding.weight
             for pair in ((own, other), (far, tiny_size))]  # fmt: skip
    assert torch.equal(*codes)
    assert written(far) == before


def test_nothing_is_learned_from_the_codes_of_random_weights(
    far: Path, other: Size, tmp_path: Path
):
    (far / beside.NEEDED[-2]).unlink()
    with pytest.raises(FileNotFoundError, match="Train the mini first"):
        next(beside.learn(far, tmp_path / "own", other, 1, tmp_path / "small"))
    assert not (tmp_path / "own").exists()
