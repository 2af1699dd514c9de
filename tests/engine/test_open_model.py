"""What stays open between jobs: a compiled model for sessions, PyTorch for learning."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.events import finish
from engine.model import checkpoints
from engine.open_model import OpenModel
from engine.runtime.backends.ort import OrtBackend
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.compiled import compiled_folder, quantized_weights
from engine.settings import Settings
from engine.tokens.vocabulary import Vocabulary
from tests.compiled import ask_pytorch, write_compiled


def compiled(settings: Settings, model: Any, vocabulary: Vocabulary, precision: str) -> Path:
    """The tiny checkpoint compiled where the runtime looks for it."""
    found = checkpoints.find(settings.checkpoint)
    folder = compiled_folder() / f"{found.short}-onnx-{precision}"
    write_compiled(found.folder, folder, precision=precision)
    ask_pytorch(folder, model, vocabulary)
    return folder


def test_without_a_compiled_model_sessions_and_learning_share_one(settings: Settings) -> None:
    for first, second in (("get", "get_for_learning"), ("get_for_learning", "get")):
        model = OpenModel()
        one, other = (finish(getattr(model, name)(settings)) for name in (first, second))
        assert one.backend is other.backend
        assert isinstance(one.backend, PyTorchBackend)
        model.close()


def test_what_is_in_memory_is_named_once_with_what_runs_it(settings: Settings) -> None:
    model = OpenModel()
    assert model.held == ()
    finish(model.get(settings))
    finish(model.get_for_learning(settings))
    (held,) = model.held
    assert held.endswith("(PyTorch on cpu, float32)")
    model.close()
    assert model.held == ()


def test_sessions_run_compiled_while_learning_has_pytorch(
    settings: Settings, tiny_model: Any, vocabulary: Vocabulary
) -> None:
    compiled(settings, tiny_model, vocabulary, "fp32")
    model = OpenModel()
    base, learning = finish(model.get(settings)), finish(model.get_for_learning(settings))
    assert isinstance(base.backend, OrtBackend)
    assert learning.model is learning.backend.model
    assert finish(model.get(settings)) is base  # neither closed the other
    model.close()


def test_what_was_compiled_since_is_noticed(
    settings: Settings, tiny_model: Any, vocabulary: Vocabulary
) -> None:
    model = OpenModel()
    assert isinstance(finish(model.get(settings)).backend, PyTorchBackend)
    folder = compiled(settings, tiny_model, vocabulary, "fp32")
    assert isinstance(finish(model.get(settings)).backend, OrtBackend)
    shutil.rmtree(folder)
    assert isinstance(finish(model.get(settings)).backend, PyTorchBackend)
    model.close()


def test_rows_are_learned_on_the_weights_that_sessions_run_on(
    settings: Settings, tiny_model: Any, vocabulary: Vocabulary
) -> None:
    folder = compiled(settings, tiny_model, vocabulary, "int8")
    weights = quantized_weights(checkpoints.find(settings.checkpoint).fingerprint, 8)
    weights.parent.mkdir()
    folder.with_name(f"{folder.name}-weights").rename(weights)
    model = OpenModel()
    assert finish(model.get(settings)).backend.name == "ONNX Runtime on cpu, int8"
    learning = finish(model.get_for_learning(settings))
    kinds = {type(module).__name__ for module in learning.model.inner.modules()}
    assert "QuantizedLinear" in kinds
    model.close()


@pytest.mark.parametrize("backend", ["pytorch", "onnx"])
def test_the_backend_of_the_settings_is_taken(
    settings: Settings, tiny_model: Any, vocabulary: Vocabulary, backend: str
) -> None:
    folder = compiled(settings, tiny_model, vocabulary, "fp32")
    moved = folder.rename(folder.parent.parent / "elsewhere")
    chosen = Settings(
        checkpoint=settings.checkpoint, device="cpu", backend=backend, compiled=str(moved)
    )
    model = OpenModel()
    name = finish(model.get(chosen)).backend.name
    assert name.startswith("PyTorch" if backend == "pytorch" else "ONNX Runtime")
    model.close()
