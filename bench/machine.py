"""The machine and the versions that a figure was measured with, in words."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path

from engine.runtime.backends.pytorch import cuda_device

PACKAGES = ("torch", "transformers", "onnxruntime", "llama-cpp-python", "numpy", "pillow")


def in_words() -> str:
    """`2 cores of Intel Xeon, 8 GB, no GPU; Linux 6.1; Python 3.11.2, torch 2.13.0, …`."""
    hardware = f"{_cores()} of {_processor()}{_memory()}, {_gpu()}"
    release = ".".join(platform.release().split(".")[:2])
    return f"{hardware}; {platform.system()} {release}; {', '.join(_versions())}"


def load() -> str:
    """How busy the machine is besides, where it tells: `load 1.9`; else empty."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def _cores() -> str:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{count} core{'' if count == 1 else 's'}"


def _processor() -> str:
    """The processor's name: Linux tells it in a file only."""
    facts = Path("/proc/cpuinfo")
    text = facts.read_text(encoding="utf-8", errors="replace") if facts.exists() else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found[1].strip() if found else platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return ""
    return f", {size / 2**30:.0f} GB"


def _gpu() -> str:
    return cuda_device() or "no GPU"


def _versions() -> list[str]:
    installed = {
        found.metadata["Name"].lower(): found.version for found in metadata.distributions()
    }
    known = [f"{name} {installed[name]}" for name in PACKAGES if name in installed]
    return [f"Python {platform.python_version()}", *known]
