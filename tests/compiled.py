"""A compiled model of a checkpoint for tests: all but the gate, and rounded the quick way."""

from pathlib import Path
from typing import Any

from engine.events import finish
from engine.model import checkpoints
from engine.model.quantized_file import QuantizedWeights
from engine.runtime import self_test
from engine.runtime.backends.pytorch import PyTorchBackend
from engine.runtime.compiled import CompiledModel, write_manifest
from engine.runtime.self_test_files import save_reference
from engine.tokens.vocabulary import Vocabulary
from export.config import ExportConfig
from export.decoder import write_decoder
from export.description import described
from export.images import write_image_decoder, write_image_encoder
from export.quantization import write_quantized


def write_compiled(checkpoint: Path, folder: Path, **config: Any) -> Path:
    """Compile `checkpoint` into `folder` and give the folder back; `config` as `ExportConfig`."""
    chosen = ExportConfig(**config)
    found = checkpoints.find(checkpoint)
    folder.mkdir(parents=True)
    weights = None
    if chosen.bits:
        path = folder.with_name(f"{folder.name}-weights")
        finish(write_quantized(checkpoint, chosen.bits, path, rounding="nearest"))
        weights = QuantizedWeights.open(path, found.fingerprint)
    finish(write_decoder(checkpoint, chosen, folder, weights=weights))
    finish(write_image_encoder(checkpoint, folder))
    finish(write_image_decoder(checkpoint, folder))
    write_manifest(folder, finish(described(found, chosen, folder)))
    return folder


def ask_pytorch(folder: Path, model: Any, vocabulary: Vocabulary) -> None:
    """Put PyTorch's answers beside a compiled model; `model` has the same weights."""
    compiled = CompiledModel.open(folder)
    asked = self_test.questions(vocabulary, compiled.manifest.sizes)
    save_reference(finish(self_test.record(PyTorchBackend(model), asked, "fp32")), folder)
