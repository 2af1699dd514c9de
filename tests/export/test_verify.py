"""The self-test after compiling: what it keeps beside the model, and whom it refuses."""

from pathlib import Path

import pytest
import torch

from engine.events import finish
from engine.model.weights import open_checkpoint
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.compiled import CompiledModel
from engine.runtime.self_test_files import load_reference, remembered
from export.config import ExportConfig
from export.pipeline import compile_model
from export.verify import verify
from tests.tiny import write_tiny_checkpoint


@pytest.fixture(scope="module")
def compiled(tiny_checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled") / "tiny"
    finish(compile_model(tiny_checkpoint, folder, ExportConfig()))
    return folder


def test_a_compiled_model_says_what_pytorch_says(compiled: Path, tiny_checkpoint: Path):
    backend = OrtBackend.open(compiled, threads=1)
    outcome = finish(verify(compiled, tiny_checkpoint, backend))
    assert outcome.problem == ""
    assert (outcome.equal_ids, outcome.same_codes) == (64, 1.0)
    assert outcome.error < 1e-5
    assert load_reference(compiled).precision == "fp32"
    assert remembered(CompiledModel.open(compiled), backend.name) == outcome


def test_a_backend_of_other_weights_is_refused_with_the_reason(
    compiled: Path, tiny_checkpoint: Path, tmp_path: Path
):
    other = write_tiny_checkpoint(tmp_path / "other", seed=1)
    wrong = PyTorchBackend(open_checkpoint(other, dtype=torch.float32))
    outcome = finish(verify(compiled, tiny_checkpoint, wrong))
    assert "logits are off" in outcome.problem
    kept = remembered(CompiledModel.open(compiled), wrong.name)
    assert kept is not None
    assert kept.problem == outcome.problem
