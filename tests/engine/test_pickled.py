"""Weights stored as pickle are refused in words, wherever a person may name a folder."""

import pickle
import shutil
from pathlib import Path

import pytest

from engine.errors import FormatError
from engine.model.bringing import Bringing, bring
from engine.model.checkpoints import add
from engine.model.config import INDEX
from engine.model.inpainting import Inpainter
from engine.model.weights import open_checkpoint
from engine.pickled import SUFFIXES, refuse_pickled
from tests.booby_trap import Trap, lay_trap

KINDS = [".bin", ".pt", ".ckpt"]


@pytest.fixture
def checkpoint(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_checkpoint, tmp_path / "anole"))


def test_the_trap_is_one(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Trap(tmp_path / "sprung")))
    assert (tmp_path / "sprung").exists()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_pickled_weights_alone_are_refused_by_name(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"pytorch_model{suffix}").touch()
    with pytest.raises(FormatError, match=rf"pickle \(pytorch_model\{suffix}\)") as error:
        refuse_pickled(tmp_path)
    assert "safetensors" in error.value.remedy


def test_a_folder_with_safetensors_beside_them_is_none_of_these(tmp_path: Path) -> None:
    for name in ("model.safetensors", "pytorch_model.bin", "training_args.bin"):
        (tmp_path / name).touch()
    refuse_pickled(tmp_path)


@pytest.mark.parametrize("suffix", KINDS)
def test_a_checkpoint_of_pickled_weights_is_refused_unopened(suffix: str, checkpoint: Path) -> None:
    sprung = lay_trap(checkpoint, suffix)
    (checkpoint / INDEX).rename(checkpoint / "pytorch_model.bin.index.json")
    for opened in (lambda: open_checkpoint(checkpoint), lambda: list(add(checkpoint))):
        with pytest.raises(FormatError, match="stored as pickle"):
            opened()
    assert not sprung.exists()


@pytest.mark.parametrize(
    "name", ["pytorch_model.bin", "../elsewhere.safetensors", "/etc/x.safetensors", ""]
)
def test_an_index_that_names_other_files_is_refused(name: str, checkpoint: Path) -> None:
    written = (checkpoint / INDEX).read_text()
    shard = next(path.name for path in sorted(checkpoint.glob("*.safetensors")))
    (checkpoint / INDEX).write_text(written.replace(shard, name))
    with pytest.raises(FormatError, match="no safetensors file of this folder"):
        list(add(checkpoint))


def test_a_copy_writes_nothing_beside_its_own_folder(checkpoint: Path, home: Path) -> None:
    from engine.licences import find_licence

    written = (checkpoint / INDEX).read_text()
    shard = next(path.name for path in sorted(checkpoint.glob("*.safetensors")))
    (checkpoint / INDEX).write_text(written.replace(shard, f"../{shard}"))
    shutil.copy(checkpoint / shard, checkpoint.parent)
    licence = find_licence(checkpoint).sha256
    with pytest.raises(FormatError, match="no safetensors file"):
        list(bring(Bringing(folder=checkpoint, name="a", copy=True, licence=licence)))
    assert not list(home.rglob(shard))


@pytest.mark.parametrize("suffix", KINDS)
def test_an_inpainting_model_of_pickled_weights_is_refused(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "unet").mkdir()
    (tmp_path / "model_index.json").write_text("{}")
    (tmp_path / "unet" / "diffusion_pytorch_model.safetensors").touch()
    sprung = lay_trap(tmp_path, suffix)
    with pytest.raises(FormatError, match="stored as pickle"):
        Inpainter(tmp_path)
    assert not sprung.exists()
