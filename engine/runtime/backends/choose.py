"""Which backend runs here, and why. The one place that decides."""

from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError, SetupError
from engine.runtime.backends.base import Backend

DEVICES = ("auto", "cpu", "cuda")


@dataclass(frozen=True, slots=True)
class Choice:
    """Plain facts for `engine doctor`."""

    backend: str
    device: str
    """`cpu` or `cuda`."""
    precision: str
    """The decoder's dtype; the picture codec is float32 always."""
    why: str
    """One sentence for people."""


def choose(checkpoint: Path, device: str = "auto") -> Choice:
    """What `open_backend` would open. Reads sizes, loads no weights.

    InputError for an unknown device; SetupError where CUDA is asked for and missing.
    """
    from engine.runtime.backends import pytorch

    if device not in DEVICES:
        raise InputError(
            f"There is no device “{device}”.", remedy=f"Choose one of {', '.join(DEVICES)}."
        )
    gpu = None if device == "cpu" else pytorch.cuda_device()
    if device == "cuda" and gpu is None:
        raise SetupError(
            "PyTorch sees no NVIDIA GPU here.",
            remedy="Use the device cpu, or install a GPU driver and a CUDA build of PyTorch.",
        )
    found = "cuda" if gpu else "cpu"
    why = gpu or ("the CPU was asked for" if device == "cpu" else "PyTorch sees no NVIDIA GPU")
    precision = pytorch.precision(checkpoint, found)
    return Choice("PyTorch", found, precision, why=f"{_reason(found, precision)} ({why}).")


def open_backend(checkpoint: Path, *, device: str = "auto", threads: int | None = None) -> Backend:
    """Load a checkpoint folder into the best backend for this machine.

    `threads` sets the CPU threads of this process; None leaves them as they are. SetupError where
    the device, a file or memory is missing; FormatError where a file is damaged.
    """
    from engine.runtime.backends.pytorch import PyTorchBackend

    chosen = choose(checkpoint, device)
    return PyTorchBackend.open(
        checkpoint, device=chosen.device, dtype=chosen.precision, threads=threads
    )


def _reason(device: str, precision: str) -> str:
    if device == "cuda":
        return f"Runs on the GPU in {precision}"
    if precision == "float32":
        return "Runs on the CPU in float32, which fits into memory and is exact"
    return f"Runs on the CPU in {precision}, because float32 would take too much memory"
