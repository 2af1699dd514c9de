"""What the doctor says about machines that are not this one."""

from pathlib import Path

import pytest

from engine import jobs
from engine.doctor import Examination, cuda_command, examination, examine, nvidia_driver
from engine.errors import SetupError
from engine.events import finish
from engine.fitting import Built, Card, Trial
from engine.jobs import find_checkpoint
from engine.open_model import wish
from engine.runtime.backends.choose import choose
from engine.runtime.compiled import MANIFEST, compiled_folder
from engine.settings import Settings
from tests.graphics_cards import DriverTool


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


def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, built: Built) -> None:
    """A machine with this card, and a PyTorch that was built so and sees no GPU."""
    DriverTool(tmp_path / "bin", monkeypatch).says(row)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr("engine.runtime.backends.pytorch.cuda_device", lambda: None)
    monkeypatch.setattr("engine.model.kernel.built", lambda: built)


NEW = Built("13.0", ("sm_75", "sm_80", "sm_90", "sm_120"))


def test_an_old_driver_is_said_before_anything_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(tmp_path, monkeypatch, "RTX, GPU-a, 535.104, 8.6, 8192, 7000", NEW)
    found = finish(examination(Settings()))
    assert "driver 535.104 is too old for the CUDA 13.0" in found.trouble
    assert found.trial is None
    assert found.trouble == found.advice[0]
    assert "--index-url https://download.pytorch.org/whl/cu126" in found.advice[2]


def test_a_card_that_is_too_old_gets_the_wheels_that_still_know_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(tmp_path, monkeypatch, "GTX, GPU-a, 580.65, 6.1, 8192, 7000", NEW)
    what, _, command = examine(Settings()).advice
    assert "the GPU is sm_61" in what and "cu126" in command


def test_where_no_wheels_fit_the_driver_must_be_newer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(tmp_path, monkeypatch, "RTX, GPU-a, 570.1, 12.0, 8192, 7000", NEW)
    assert "Update the GPU's driver" in examine(Settings()).advice[1]


def test_a_card_that_fits_is_tried_with_what_the_driver_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(tmp_path, monkeypatch, "RTX, GPU-a, 580.65, 8.9, 8192, 7000", NEW)
    asked: list[object] = []

    def tried(device: str, card: Card) -> object:
        asked.append((device, card))
        yield from ()
        return Trial(device="RTX", teraflops=50.0, seconds=1.0)

    monkeypatch.setattr(jobs, "try_device", tried)
    found: Examination = finish(examination(Settings()))
    assert asked == [("cuda", Card("8.9", "580.65"))]
    assert found.trial is not None and found.trial.teraflops == 50.0
    for settings in (Settings(device="cpu"), Settings(without_gpu=True)):
        assert finish(examination(settings)).trial is None


def test_a_trial_that_fails_is_no_reason_to_say_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(tmp_path, monkeypatch, "RTX, GPU-a, 580.65, 8.9, 8192, 7000", NEW)

    def failing(device: str, card: Card) -> object:
        yield from ()
        raise SetupError("The GPU stopped answering.", remedy="Update.")

    monkeypatch.setattr(jobs, "try_device", failing)
    found = finish(examination(Settings()))
    assert found.trouble == "The GPU stopped answering."
    assert found.checkpoints


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
