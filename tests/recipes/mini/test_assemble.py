"""From a work folder to a checkpoint, and what is refused."""

from pathlib import Path

import pytest
import torch

from engine.model import inspection

pytest.importorskip("cv2")

from recipes.mini import assemble, image_tokenizer
from recipes.mini.sizes import Size


def test_an_assembled_folder_is_a_sound_checkpoint(trained: Path, tiny_size: Size, tmp_path: Path):
    out = assemble.assemble(trained, tiny_size, tmp_path / "out" / "mini")
    inspection.check_headers(out)
    list(inspection.check_values(out))


def test_assembling_again_replaces_the_folder(trained: Path, tiny_size: Size, tmp_path: Path):
    out = tmp_path / "mini"
    out.mkdir()
    (out / "model-00009-of-00009.safetensors").write_bytes(b"stale")
    assemble.assemble(trained, tiny_size, out)
    assert not (out / "model-00009-of-00009.safetensors").exists()
    assert [path.name for path in tmp_path.glob("mini*")] == ["mini"]


def test_nothing_is_assembled_before_the_decoder_is_saved(
    trained: Path, tiny_size: Size, tmp_path: Path
):
    (trained / "decoder.safetensors").unlink()
    with pytest.raises(FileNotFoundError):
        assemble.assemble(trained, tiny_size, tmp_path / "mini")
    assert not (tmp_path / "mini").exists()


def test_a_folder_of_other_weights_is_not_proved(trained: Path, tiny_size: Size, tmp_path: Path):
    out = assemble.assemble(trained, tiny_size, tmp_path / "mini")
    model = assemble.load_decoder(trained, tiny_size)
    vqgan = image_tokenizer.load(trained, tiny_size)
    assemble.prove(out, model, vqgan)
    with torch.no_grad():
        model.inner.layers[0].mlp.down_proj.weight.add_(1.0)
    with pytest.raises(RuntimeError, match="logits are off"):
        assemble.prove(out, model, vqgan)


def test_a_folder_of_another_picture_decoder_is_not_proved(
    trained: Path, tiny_size: Size, tmp_path: Path
):
    out = assemble.assemble(trained, tiny_size, tmp_path / "mini")
    model, vqgan = (
        assemble.load_decoder(trained, tiny_size),
        image_tokenizer.load(trained, tiny_size),
    )
    with torch.no_grad():
        vqgan.decoder.conv_out.bias.add_(0.5)
    with pytest.raises(RuntimeError, match="draws other pictures"):
        assemble.prove(out, model, vqgan)


def test_a_heavy_folder_is_not_proved(
    trained: Path, tiny_size: Size, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(assemble, "MOST_BYTES", 1000)
    with pytest.raises(RuntimeError, match="more than"):
        assemble.assemble(trained, tiny_size, tmp_path / "mini")
    assert not (tmp_path / "mini").exists()
