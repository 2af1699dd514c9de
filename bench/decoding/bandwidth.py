"""How fast this machine reads memory: the floor under every step that streams its weights."""

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

BYTES = 1_000_000_000
_CACHES = Path("/sys/devices/system/cpu/cpu0/cache")
_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


class Bandwidth:
    """Read-only sums over one buffer, again and again through a run; the best one counts."""

    def __init__(self, threads: int, size: int = BYTES) -> None:
        self._values = np.ones(size // 8, np.int64)
        self._threads = threads
        self.best = 0.0
        """Bytes a second."""

    def measure(self, repetitions: int = 3) -> float:
        """Read the buffer by each kind of sum; returns the best rate of all calls so far."""
        for _ in range(repetitions):
            for kind in (self._by_numpy, self._by_torch):
                self.best = max(self.best, self._values.nbytes / _seconds(kind))
        return self.best

    def _by_numpy(self) -> None:
        parts = np.array_split(self._values, self._threads)
        with ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(np.sum, parts))

    def _by_torch(self) -> None:
        torch.from_numpy(self._values.view(np.float32)).sum()


def largest_cache() -> int:
    """Bytes of the last cache level, in which weights may stay; 0 where nothing tells."""
    sizes = [path.read_text().strip() for path in sorted(_CACHES.glob("index*/size"))]
    found = [re.fullmatch(r"(\d+)([KMG]?)", size) for size in sizes]
    return max((int(one[1]) * _UNITS.get(one[2], 1) for one in found if one), default=0)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
