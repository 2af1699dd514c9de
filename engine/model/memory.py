"""How much memory this machine has, and has to give. Standard library only."""

import ctypes
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GpuMemory:
    """Bytes of the GPU that this process uses."""

    taken: int
    """By this process and by all others."""
    total: int
    own: int = 0
    """What this process has taken through PyTorch, in use or kept for its next need."""


def gpu_memory() -> GpuMemory | None:
    """What is taken of the GPU that this process works on; None where it does not work on one.

    Asks PyTorch only where that is loaded and has begun to use CUDA, and so costs nothing else.
    """
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_initialized():
        return None
    free, total = torch.cuda.mem_get_info()
    return GpuMemory(total - free, total, torch.cuda.memory_reserved())


def available_memory() -> int:
    """Bytes that a program can take without swapping; an estimate from the operating system."""
    if sys.platform == "win32":
        return int(_windows().available)
    return _linux("MemAvailable") or os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


def total_memory() -> int:
    """Bytes of RAM that the operating system manages."""
    if sys.platform == "win32":
        return int(_windows().total)
    return _linux("MemTotal") or os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _linux(what: str) -> int:
    """A line of /proc/meminfo in bytes; 0 where there is none."""
    meminfo = Path("/proc/meminfo")
    if meminfo.exists():
        for line in meminfo.read_text(encoding="ascii").splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) * 1024
    return 0


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = [
        ("length", ctypes.c_ulong),
        ("load", ctypes.c_ulong),
        *((name, ctypes.c_ulonglong) for name in ("total", "available", "a", "b", "c", "d", "e")),
    ]


def _windows() -> _MemoryStatus:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined]
    return status


def own_memory() -> int:
    """Bytes of RAM that this process takes now; 0 where the system does not tell."""
    return _of_process("VmRSS")


def peak_memory() -> int:
    """Bytes of RAM that this process has taken at most, since `forget_peak` where that works."""
    if own := _of_process("VmHWM"):
        return own
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(most) * (1 if sys.platform == "darwin" else 1024)


def forget_peak() -> None:
    """Begin to watch the peak anew, where the system allows it: Linux does."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _of_process(what: str) -> int:
    """A line of /proc/self/status in bytes; 0 where there is none."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) * 1024
    return 0
