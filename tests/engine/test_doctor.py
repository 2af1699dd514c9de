"""What the doctor says about machines that are not this one."""

from pathlib import Path

import pytest

from engine.doctor import cuda_command, examine, nvidia_driver
from engine.jobs import find_checkpoint
from engine.open_model import wish
from engine.runtime.backends.choose import choose
from engine.runtime.compiled import MANIFEST, compiled_folder
from engine.settings import Settings


@pytest.fixture
def driver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with NVIDIA's driver on it."""
    tool = tmp_path / "bin" / "nvidia-smi"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent))


def test_a_gpu_that_pytorch_cannot_use_comes_with_the_command_to_change_that(
    driver: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runtime.backends.pytorch.cuda_device", lambda: None)
    advice = "\n".join(examine(Settings()).advice)
    assert nvidia_driver()
    assert "pip install --force-reinstall" in advice


def test_on_windows_the_command_names_pytorchs_own_index() -> None:
    assert "--index-url https://download.pytorch.org/whl/" in cuda_command(windows=True)
    assert "--index-url" not in cuda_command(windows=False)


def test_a_gpu_that_pytorch_uses_needs_no_advice(
    driver: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.runtime.backends.pytorch.cuda_device", lambda: "A GPU")
    found = examine(Settings())
    assert found.gpus == ("A GPU",)
    assert found.advice == ()


def test_the_doctor_makes_no_folder(home: Path) -> None:
    assert examine(Settings()).library == home
    assert not (home / "library").exists()


def test_compiled_models_are_listed_and_broken_ones_explained(settings: Settings) -> None:
    own = find_checkpoint(settings)
    folder = compiled_folder() / f"{own.short}-onnx-int4"
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text('{"format": 99}')
    wished = wish(own, settings)
    assert "newer version" in choose(own.folder, wished).why
    (bundled,) = examine(Settings()).checkpoints
    assert bundled.compiled == ()
    ours = compiled_folder() / f"{bundled_fingerprint()[:12]}-onnx-int4"
    folder.rename(ours)
    (bundled,) = examine(Settings()).checkpoints
    assert bundled.compiled == (str(ours),)
    assert f"{ours.name} is not used" in bundled.runs and "newer version" in bundled.runs


def test_what_was_never_run_on_a_gpu_is_said() -> None:
    assert "TensorRT" in examine(Settings()).untried


def bundled_fingerprint() -> str:
    """Of the checkpoint that comes with the program."""
    return find_checkpoint(Settings()).fingerprint
