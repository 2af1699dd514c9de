"""Why a process ended, in words."""

import signal
from pathlib import Path

from desktop.problems import EngineCrashError
from engine.errors import SetupError

_REMEDY = "It starts again with the next job. All that was saved is there."
_MEMORY_REMEDY = (
    "Close other programs, or choose a smaller model. The engine starts again with the next job."
)
_CRASHES = frozenset({"SIGSEGV", "SIGBUS", "SIGILL", "SIGABRT", "SIGFPE"})
_WINDOWS_CRASHES = frozenset({0xC0000005, 0xC0000409, 0xC000001D, 0xC0000374})
"""Access violation, stack overrun, illegal instruction, damaged heap (ntstatus.h)."""

GPU_LOST = 75
"""With which the engine ends by itself: its process can use the GPU no more."""


def in_words(code: int | None, *, out_of_memory: bool = False) -> SetupError:
    """What the exit code of the engine means; `out_of_memory` where the system has told so."""
    if code == GPU_LOST:
        return EngineCrashError(
            "The GPU stopped answering, and the engine was restarted.",
            remedy="Begin again what was running; all that was saved is there. If it happens "
            "again, update the GPU's driver, or work without the GPU.",
        )
    if out_of_memory:
        return SetupError(
            "The system ended the engine, because memory ran out.", remedy=_MEMORY_REMEDY
        )
    name = _signal(code)
    if name == "SIGKILL":
        return SetupError(
            "The engine was killed from outside. Often that is the system, short of memory.",
            remedy=_MEMORY_REMEDY,
        )
    if name in _CRASHES or code in _WINDOWS_CRASHES:
        return EngineCrashError(
            f"The engine crashed ({name or hex(code or 0)}).",
            remedy=f"{_REMEDY} If it happens again, update the graphics driver.",
        )
    if name:
        return SetupError(f"The engine was ended from outside ({name}).", remedy=_REMEDY)
    return SetupError(f"The engine ended unexpectedly (exit code {code}).", remedy=_REMEDY)


def memory_kills() -> int:
    """How often this system, or this container, has ended a process for memory; 0 if untold."""
    return _counted(Path("/proc/vmstat")) + _counted(Path("/sys/fs/cgroup/memory.events"))


def _counted(file: Path) -> int:
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))


def _signal(code: int | None) -> str:
    """The name of the signal that a POSIX exit code stands for; empty where it is none."""
    if code is None or code >= 0:
        return ""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
