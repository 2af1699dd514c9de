"""How long calibrated rounding takes on this machine, reckoned before it begins.

It is products of matrices for the most part, whose pace is measured in a second; at 7B on two cores
they are hours, and nobody should learn that by waiting.
"""

import time
from collections.abc import Callable, Mapping

import torch

from engine.model.quantized_file import Spec
from export.calibration import GROUPS
from export.material import CALIBRATION_TOKENS
from export.rounding import calibrated

TOLD_FROM = 600
"""Seconds; what takes less needs no forecast."""
_SIDE, _TOKENS, _ROWS, _COLUMNS = 1024, 1024, 4096, 256
_RUNS = 3


def calibration_seconds(specs: Mapping[str, Spec]) -> float:
    """Seconds that GPTQ takes for these tensors here: an estimate, most likely too low.

    The head is not calibrated. Measures for about a second.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    shapes = {name: spec.shape for name, spec in specs.items() if name.startswith("model.layers.")}
    pace, each = _pace(device), _each(device)
    work = sum(products(name, *shape) for name, shape in shapes.items())
    return work / pace + each * sum(rows * columns for rows, columns in shapes.values())


def products(name: str, rows: int, columns: int) -> float:
    """Multiplications and additions for one weight (rows, columns).

    Its sequences run through it as it was and as it became; the inputs of each group of layers
    make one Hessian; each weight has its own inverse, and its errors are passed on.
    """
    running = 2 * 2 * CALIBRATION_TOKENS * rows * columns
    watched = name.removesuffix(".weight").endswith(tuple(GROUPS))
    hessian = 2 * CALIBRATION_TOKENS * columns**2 if watched else 0
    return running + hessian + 4 / 3 * columns**3 + rows * columns**2


def in_words(seconds: float) -> str:
    """`2.5 hours`, `40 minutes`."""
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} hours"
    return f"{max(1, round(seconds / 60))} minutes"


def _pace(device: str) -> float:
    """Multiplications and additions a second."""
    x = torch.ones(_TOKENS, _SIDE, device=device)
    seconds = min(_seconds(lambda: x.T @ x) for _ in range(_RUNS))
    return 2 * _TOKENS * _SIDE**2 / seconds


def _each(device: str) -> float:
    """Seconds a number takes besides: its scale is found, and columns are rounded one by one."""
    weight = torch.linspace(-1, 1, _ROWS * _COLUMNS, device=device).reshape(_ROWS, _COLUMNS)
    hessian = torch.eye(_COLUMNS, device=device)
    return _seconds(lambda: calibrated(weight, hessian, 4)) / weight.numel()


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter() - began
