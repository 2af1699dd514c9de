"""The self-test after compiling: PyTorch answers on the same weights, then the new backend does.

PyTorch's answers stay beside the compiled model, so that every machine can ask its backends again
without PyTorch (`engine.runtime.self_test`).
"""

from functools import partial
from pathlib import Path

from engine.events import Job, Progress
from engine.runtime import self_test
from engine.runtime.backends.base import Backend
from engine.runtime.compiled import CompiledModel
from engine.runtime.self_test import Outcome, Reference
from engine.runtime.self_test_files import remember, save_reference
from engine.tokens.tokenizer import Tokenizer
from export.aside import aside
from export.oracle import open_oracle, precision_of


def verify(
    folder: Path, checkpoint: Path, backend: Backend, *, quantized: Path | None = None
) -> Job[Outcome]:
    """Hold `backend`, opened from the compiled `folder`, to PyTorch on the same weights.

    `quantized` is the file of weights that the folder was compiled from. PyTorch's answers and the
    outcome are kept in the folder. SetupError where memory for PyTorch is missing.
    """
    model = CompiledModel.open(folder)
    reference = yield from recorded(model, checkpoint, quantized)
    save_reference(reference, folder)
    outcome = yield from self_test.examine(backend, reference, model.manifest.precision)
    remember(model, backend.name, outcome)
    return outcome


def recorded(model: CompiledModel, checkpoint: Path, quantized: Path | None) -> Job[Reference]:
    """What PyTorch answers to the self-test's questions, on the weights of a compiled model."""
    say = Progress(0, 1, "Opening the model")
    oracle = yield from aside(partial(open_oracle, checkpoint, quantized), say)
    try:
        vocabulary = Tokenizer.open(checkpoint).vocabulary
        asked = self_test.questions(vocabulary, model.manifest.sizes)
        kept_in = model.manifest.precision if quantized else precision_of(oracle)
        return (yield from self_test.record(oracle, asked, kept_in))
    finally:
        oracle.close()
