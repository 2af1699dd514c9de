"""The GPU of this machine: what it is called, and how fast it reads its memory."""

import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import torch

NOMINAL = {
    "H200": 4800.0,
    "H100 80GB HBM3": 3350.0,
    "H100 PCIe": 2000.0,
    "A100-SXM4-80GB": 2039.0,
    "RTX 4090": 1008.0,
    "RTX 5090": 1792.0,
    "RTX 3060": 360.0,
}
"""GB/s by NVIDIA's data sheets, by a part of the device's name."""
_BYTES = 8 << 30
_PACKAGES = ("torch", "transformers", "onnxruntime-gpu", "tensorrt", "tensorrt-rtx-cu12")


def in_words() -> str:
    """`NVIDIA H200, 4800 GB/s by its data sheet; torch 2.11.0, transformers 5.17.0`."""
    name = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
    nominal = next((rate for part, rate in NOMINAL.items() if part in name), None)
    said = f", {nominal:.0f} GB/s by its data sheet" if nominal else ""
    found = [f"{package} {known}" for package in _PACKAGES if (known := _version(package))]
    return f"{name}{said}; Python {platform.python_version()}, {', '.join(found)}"


def measured_bandwidth(repetitions: int = 10) -> float | None:
    """Bytes a second of the best read-only sum over a large buffer; None without a GPU."""
    if not torch.cuda.is_available():
        return None
    free, _ = torch.cuda.mem_get_info()
    values = torch.ones(min(_BYTES, free // 2) // 4, device="cuda")
    best = 0.0
    for _ in range(repetitions):
        for kind in (values.sum, values.amax):
            best = max(best, values.nbytes / seconds(kind))
    return best


def seconds(work: Callable[[], object]) -> float:
    """What the GPU needs for `work`, by its own clock."""
    cuda: Any = torch.cuda
    began, ended = (cuda.Event(enable_timing=True) for _ in range(2))
    torch.cuda.synchronize()
    began.record()
    work()
    ended.record()
    ended.synchronize()
    return float(began.elapsed_time(ended)) / 1e3


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
