"""Jobs for the engine's process that need no model."""

import ctypes
import os
import time
from pathlib import Path

from engine.errors import InputError, SetupError
from engine.events import Job, Progress, Said


def counted(total: int, note: str = "Counting") -> Job[int]:
    """Count to `total`, slowly enough that each step is told."""
    for step in range(1, total + 1):
        time.sleep(0.04)
        yield Progress(step, total, note)
    return total


def stepping(seconds: float) -> Job[None]:
    """Step for ever, each step as long."""
    while True:
        time.sleep(seconds)
        yield Progress(0, 1)


def stubborn(left: Path) -> Job[None]:
    """Never ends, not even when asked; writes `left` when it is asked."""
    try:
        while True:
            time.sleep(0.02)
            yield Progress(0, 1)
    except GeneratorExit:
        left.touch()
        time.sleep(60)


def tidy(left: Path) -> Job[None]:
    """Never ends by itself; writes `left` when it is closed."""
    try:
        while True:
            time.sleep(0.01)
            yield Progress(0, 1)
    finally:
        left.write_text("in order")


def spoken(words: str) -> Job[str]:
    """Say each letter at once."""
    for letter in words:
        yield Said(letter)
    return words


def speaking(asked: Path, late: Path) -> Job[None]:
    """Speak for ever; each step that begins when `asked` is there leaves a letter in `late`."""
    while True:
        if asked.exists():
            with late.open("a") as file:
                file.write("x")
        yield Said("more ")


def environment(name: str) -> Job[str | None]:
    """A variable as the engine's process sees it."""
    yield Progress(1, 1)
    return os.environ.get(name)


def loaded(*names: str) -> Job[list[str]]:
    """Which of these modules the engine's process has imported."""
    import sys

    yield Progress(1, 1)
    return [name for name in names if name in sys.modules]


def holding(*models: str) -> Job[None]:
    """Open models, which the engine's process is then asked for."""
    from engine import jobs

    jobs.open_models = lambda: models  # this process is the test's own
    yield Progress(1, 1)


def refusing() -> Job[None]:
    """Fail in a way that a person can act on."""
    yield Progress(0, 1)
    raise InputError("This photo is too small.", remedy="Take a larger one.")


def buggy() -> Job[None]:
    """Fail in a way that is ours to repair."""
    yield Progress(0, 1)
    raise KeyError("no such thing")


def unsendable() -> Job[object]:
    """Return what cannot travel."""
    yield Progress(1, 1)
    return lambda: None


def out_of_memory() -> Job[None]:
    """Fail as Python does where memory ran out."""
    yield Progress(0, 1)
    raise MemoryError


def breaking() -> Job[None]:
    """Read where no memory is, as a driver in trouble does."""
    yield Progress(0, 1)
    ctypes.string_at(0)


def losing_the_gpu() -> Job[None]:
    """Fail as CUDA does after which it answers no more, behind words of our own."""
    yield Progress(0, 1)
    try:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")
    except RuntimeError as error:
        raise SetupError("The device cuda cannot be used.", remedy="Update.") from error


def losing_the_gpu_at_once() -> Job[None]:
    """Fail so before there is a job."""
    raise RuntimeError("CUDA error: unspecified launch failure")


def losing_the_gpu_when_closed() -> Job[None]:
    """Never ends by itself; fails so when it is asked to."""
    try:
        while True:
            time.sleep(0.01)
            yield Progress(0, 1)
    finally:
        raise RuntimeError("CUDA error: unspecified launch failure")


def crashing(code: int) -> Job[None]:
    """Take the whole process away."""
    yield Progress(0, 1)
    os._exit(code)
