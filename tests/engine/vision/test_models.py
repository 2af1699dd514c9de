import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import SetupError
from engine.vision.models import MODELS, Network, read_model

LANDMARKS = "face_landmarks.onnx"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of models that a test may spoil."""
    for name in (LANDMARKS, "models.json"):
        shutil.copy(MODELS / name, tmp_path)
    return tmp_path


def test_every_bundled_model_is_the_one_that_was_released():
    listed = json.loads((MODELS / "models.json").read_text())
    assert {file.name for file in MODELS.glob("*.onnx")} == set(listed)
    assert sum(len(read_model(name)) for name in listed) < 14e6


def test_a_damaged_model_says_what_to_do(models: Path):
    content = bytearray((models / LANDMARKS).read_bytes())
    content[len(content) // 2] ^= 1
    (models / LANDMARKS).write_bytes(content)
    with pytest.raises(SetupError, match=f"{LANDMARKS} is damaged") as error:
        Network(LANDMARKS, folder=models)
    assert "again" in error.value.remedy


def test_a_model_cut_in_half_says_what_to_do(models: Path):
    content = (models / LANDMARKS).read_bytes()
    (models / LANDMARKS).write_bytes(content[: len(content) // 2])
    with pytest.raises(SetupError, match=f"{LANDMARKS} is damaged"):
        Network(LANDMARKS, folder=models)


@pytest.mark.parametrize("missing", [LANDMARKS, "models.json"])
def test_a_missing_file_is_named(models: Path, missing: str):
    (models / missing).unlink()
    with pytest.raises(SetupError, match=f"{missing} is missing") as error:
        Network(LANDMARKS, folder=models)
    assert "again" in error.value.remedy


def test_a_damaged_list_of_models_is_named(models: Path):
    (models / "models.json").write_text('{"face_landm')
    with pytest.raises(SetupError, match=r"models\.json is damaged"):
        Network(LANDMARKS, folder=models)


def test_without_onnx_runtime_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SetupError, match="not installed") as error:
        Network(LANDMARKS)
    assert "pip install" in error.value.remedy


def test_importing_vision_loads_no_onnx_runtime_and_no_torch():
    code = (
        "import sys, engine.vision.embedder, engine.vision.segmenter, engine.vision.faces\n"
        "sys.exit(bool({'onnxruntime', 'torch'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_opening_a_model_turns_telemetry_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    Network(LANDMARKS, threads=1)
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
