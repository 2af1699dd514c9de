"""What a GPU in trouble looks like from Python, in words.

PyTorch, ONNX Runtime and NVIDIA's libraries tell it as text in errors of several types; nothing of
them is loaded here. After most of these errors a process can use the GPU no more: CUDA answers
every later call with the same one (its documentation: "sticky" errors), and the process must end.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto

from engine.errors import SetupError

_TOLD = re.compile(
    r"CUDA (error|failure)|CUDNN(_STATUS| error| failure)|CUBLAS(_STATUS| error| failure)", re.I
)
_MEMORY = re.compile(r"out of memory|ALLOC_FAILED", re.I)
_UNFIT = re.compile(
    r"no kernel image|driver version is insufficient|unsupported toolchain|"
    r"no CUDA-capable device|not compiled with CUDA",
    re.I,
)


class Trouble(Enum):
    """What is wrong with the GPU."""

    MEMORY = auto()
    """Its memory is full; it can be used on."""
    UNFIT = auto()
    """This program, the driver and the card do not fit each other; it was never used."""
    LOST = auto()
    """It failed or was reset: this process can use it no more."""


def trouble(error: BaseException) -> Trouble | None:
    """What an error, or one that led to it, says of the GPU; None where it says nothing of it."""
    for one in _chain(error):
        words = str(one)
        if type(one).__name__ != "AcceleratorError" and not _TOLD.search(words):
            continue
        if _MEMORY.search(words):
            return Trouble.MEMORY
        return Trouble.UNFIT if _UNFIT.search(words) else Trouble.LOST
    return None


def in_words(error: BaseException) -> SetupError | None:
    """What a person can do about it; None where the error is another one."""
    match trouble(error):
        case Trouble.MEMORY:
            return SetupError(
                "There is not enough free GPU memory for this.",
                remedy="Close other programs that use the GPU, or choose a smaller model.",
            )
        case Trouble.UNFIT:
            return SetupError(
                "This program, the GPU and its driver do not fit each other.",
                remedy="Update the GPU's driver and this program, or choose the device cpu.",
            )
        case Trouble.LOST:
            return SetupError(
                "The GPU stopped answering.",
                remedy="Begin again what was running; all that was saved is there. If it happens "
                "again, update the GPU's driver, or choose the device cpu.",
            )
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, also where that is not to be shown; each once."""
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield at
        at = at.__cause__ or at.__context__
