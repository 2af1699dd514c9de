"""How much memory a process and this machine have in use, without a library for it."""

import ctypes
import os
import sys
from pathlib import Path


def resident(pid: int) -> int | None:
    """Bytes that the process holds in memory; None where the system does not tell."""
    if sys.platform == "win32":
        return _windows_resident(pid)
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def available() -> int | None:
    """Bytes that programs can still take; None where the system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(li.split()[1]) * 1024 for li in lines if li.startswith("MemAvailable")), None)


def _windows_resident(pid: int) -> int | None:
    """`GetProcessMemoryInfo`: WorkingSetSize is the fourth field of the structure."""
    if sys.platform != "win32":
        return None
    kernel, size = ctypes.windll.kernel32, ctypes.c_size_t
    fields = [("cb", ctypes.c_uint32), ("faults", ctypes.c_uint32)]
    fields += [(f"value{number}", size) for number in range(8)]
    counters = type("Counters", (ctypes.Structure,), {"_fields_": fields})()
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return None
    counters.cb = ctypes.sizeof(counters)
    told = kernel.K32GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.cb)
    kernel.CloseHandle(handle)
    return int(counters.value1) if told else None
