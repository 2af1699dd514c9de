"""Whether an NVIDIA GPU is here at all, asked without loading anything."""

import shutil
from pathlib import Path

_SIGNS = ("/proc/driver/nvidia/version", "/usr/lib/wsl/lib/libcuda.so.1")


def nvidia_driver() -> bool:
    """Whether this machine has an NVIDIA GPU with its driver, whatever PyTorch can do."""
    return shutil.which("nvidia-smi") is not None or any(Path(sign).exists() for sign in _SIGNS)
