"""The graphics cards of this machine, and which of them is used. Changes nothing but on request.

Facts come from NVIDIA's own tool in a child process, which may take its time or hang; the caller
never waits longer than it chose. Cards of other makers are not in its list: nothing here runs on
them, so where a laptop has two, the NVIDIA one is the one that is used.
"""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Collection, Iterable, MutableMapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from engine.settings import Settings

NO_NAME = "The driver's tool is here, but it names no GPU."
PATIENCE = 5.0
"""Seconds that NVIDIA's tool may take to answer; the first call after a start takes longest."""
VISIBLE = "CUDA_VISIBLE_DEVICES"
"""What CUDA reads when a process first uses it: the cards that it may see, by number or UUID."""
_ASKED = ("name", "uuid", "driver_version", "compute_cap", "memory.total", "memory.free")
_PLAIN = "--format=csv,noheader,nounits"
_MEBIBYTE = 1 << 20
_GIBIBYTE = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One NVIDIA GPU, as its driver names it. `uuid` stays when its number changes."""

    name: str
    uuid: str
    driver: str
    capability: str
    """Compute capability, such as `8.6`; empty where the driver does not tell."""
    memory: int
    """Bytes in all."""
    free: int
    """Bytes that nobody uses now."""


class Reason(StrEnum):
    """Why a card is used, or none."""

    NONE = "There is none that NVIDIA's driver names."
    ALONE = "It is the only one."
    FREEST = "It has the most free memory."
    CHOSEN = "You have chosen it."
    GONE = "The one that you have chosen is not here now; it is used again when it is back."
    WITHOUT = "You work without the GPU."
    OUTSIDE = "CUDA_VISIBLE_DEVICES says which are used."


@dataclass(frozen=True, slots=True)
class Used:
    """The card that is used here, and why; None where all are hidden or not to be used."""

    gpu: Gpu | None
    reason: Reason


Asking: TypeAlias = Callable[[], tuple[tuple[Gpu, ...], str]]


def ranked(cards: Iterable[Gpu]) -> tuple[Gpu, ...]:
    """The one with the most free memory first.

    Free memory counts in whole GiB, so that a few windows more do not turn two like cards round.
    """
    return tuple(sorted(cards, key=lambda one: (-(one.free // _GIBIBYTE), -one.memory, one.uuid)))


def choose(cards: Sequence[Gpu], settings: Settings, visible: str | None = None) -> Used:
    """Which of `cards` is used.

    `visible` is what CUDA_VISIBLE_DEVICES says; None where it says nothing.
    """
    if settings.without_gpu:
        return Used(None, Reason.WITHOUT)
    best, wanted = ranked(cards), settings.gpu
    seen = _of(best, visible)
    if visible is not None and seen is None:
        return Used(best[0] if best and visible.strip() else None, Reason.OUTSIDE)
    own = seen or _of(best, wanted) or (best[0] if best else None)
    if own is None:
        return Used(None, Reason.GONE if wanted else Reason.NONE)
    if wanted:
        return Used(own, Reason.CHOSEN if own.uuid == wanted else Reason.GONE)
    return Used(own, Reason.ALONE if len(best) == 1 else Reason.FREEST)


def ask_driver(patience: float = PATIENCE) -> tuple[tuple[Gpu, ...], str]:
    """GPUs, the one with the most free memory first, and what went wrong; never raises."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return (), ""
    command = [tool, f"--query-gpu={','.join(_ASKED)}", _PLAIN]
    try:
        said = _said(command, patience)
    except TimeoutError:
        return (), f"The GPU's driver did not answer within {patience:.0f} seconds."
    except OSError as error:
        return (), f"The GPU's driver could not be asked: {error.strerror or error}."
    found = [_gpu(row) for row in csv.reader(said.splitlines(), skipinitialspace=True)]
    gpus = [gpu for gpu in found if gpu is not None]
    trouble = "" if gpus else NO_NAME
    return ranked(gpus), trouble


def held_by(processes: Collection[int], patience: float = PATIENCE) -> int | None:
    """Bytes of GPU memory that these processes hold, through whatever library; never raises.

    None where the driver does not tell: on Windows, mostly, and where a container has numbers of
    its own for processes.
    """
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    try:
        said = _said([tool, "--query-compute-apps=pid,used_memory", _PLAIN], patience)
        rows = [row for row in csv.reader(said.splitlines()) if row]
        held = [int(size) for process, size in rows if int(process) in processes]
    except (OSError, ValueError):  # of which TimeoutError is one; a size may be “[N/A]”
        return None
    return sum(held) * _MEBIBYTE if held else None


def hold(
    settings: Settings, ask: Asking = ask_driver, environment: MutableMapping[str, str] = os.environ
) -> None:
    """Have CUDA see only the card that is used, where there are several, or none at all.

    Call it before anything loads CUDA. What the person, or a program that began several processes,
    has put into the environment holds, but for a person who wants to work without the GPU.
    """
    if settings.without_gpu:
        environment[VISIBLE] = ""
        return
    if settings.device == "cpu" or VISIBLE in environment or "WORLD_SIZE" in environment:
        return
    cards, _ = ask()
    if len(cards) > 1 and (used := choose(cards, settings)).gpu is not None:
        environment[VISIBLE] = used.gpu.uuid


def _of(cards: Sequence[Gpu], uuid: str | None) -> Gpu | None:
    return next((one for one in cards if one.uuid == uuid), None)


def _said(command: list[str], patience: float) -> str:
    """What a program writes. TimeoutError where it is not done in time; then it is killed."""
    process = subprocess.Popen(  # noqa: S603 - the driver's own tool, found by its name
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would show a console
    )
    try:
        said, _ = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        process.kill()
        with suppress(subprocess.TimeoutExpired):  # a driver in trouble may hold even a killed one
            process.wait(timeout=1)
        if process.stdout is not None:
            process.stdout.close()
        raise TimeoutError from None
    return said


def _gpu(row: list[str]) -> Gpu | None:
    if len(row) != len(_ASKED):
        return None
    name, uuid, driver, capability, memory, free = row
    with suppress(ValueError):
        return Gpu(
            name=name,
            uuid=uuid,
            driver=driver,
            capability=capability if capability[:1].isdigit() else "",
            memory=int(memory) * _MEBIBYTE,
            free=int(free) * _MEBIBYTE,
        )
    return None
