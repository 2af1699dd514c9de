"""PyTorch on a checkpoint's own weights, or on quantized ones: what compiled models are held to."""

from pathlib import Path

import torch

from engine.model.quantized_file import QuantizedWeights
from engine.model.weights import open_checkpoint
from engine.runtime.backends.pytorch import PyTorchBackend

_PRECISIONS = {torch.float32: "fp32", torch.bfloat16: "bf16", torch.float16: "fp16"}


def open_oracle(checkpoint: Path, quantized: Path | None = None) -> PyTorchBackend:
    """On a GPU where PyTorch sees one. SetupError where memory or a file is missing."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    weights = QuantizedWeights.open(quantized) if quantized else None
    return PyTorchBackend(open_checkpoint(checkpoint, device=device, quantized=weights))


def precision_of(oracle: PyTorchBackend) -> str:
    """What it computes in, as an export would call it: `fp32` or `bf16`."""
    return _PRECISIONS[oracle.model.dtype]
