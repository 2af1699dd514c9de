"""Vectors of pictures: one file of fp16 that grows at its end, searched exactly where it lies.

Why a file and no graph: docs/decisions/011-pool-index.md.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import FormatError, SetupError
from engine.files import storing

if TYPE_CHECKING:
    from engine.vision.models import Floats

Halves: TypeAlias = NDArray[np.float16]
Rows: TypeAlias = NDArray[np.int64]

_BYTES = 2  # of a number


@dataclass(frozen=True, slots=True)
class VectorFile:
    """Vectors (N, `dimensions`) of length 1 at `path`. Who uses it knows N: bytes after are void.

    A search reads the file through the system's cache: nothing is loaded, nothing is built.
    """

    path: Path
    dimensions: int

    def append(self, vectors: "Floats", count: int) -> None:
        """Put (n, D) after the first `count`; what an interrupted call left there is replaced.

        SetupError where the disk refuses, FormatError where fewer than `count` are there.
        """
        self._check(count)
        with storing(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            with self.path.open("r+b") as file:
                file.truncate(count * self._row)
                file.seek(count * self._row)
                file.write(vectors.astype(np.float16).tobytes())

    def nearest(self, query: "Floats", most: int, count: int) -> tuple[Rows, "Floats"]:
        """Rows among the first `count` with the largest cosine to `query` (D,), best first.

        At most `most`: numbers (n,) and cosines (n,). Exact but for fp16, which is 0.001.
        """
        if not count:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        usearch = _import_usearch()
        found = usearch.search(
            self._mapped(count),
            query.astype(np.float16),
            min(most, count),
            usearch.MetricKind.IP,
            exact=True,
        )
        cosines: Floats = 1 - np.asarray(found.distances, np.float32).ravel()
        return np.asarray(found.keys, np.int64).ravel(), cosines

    def rows(self, numbers: Rows, count: int) -> "Floats":
        """(n, D) float32: these of the first `count`."""
        if not len(numbers):
            return np.zeros((0, self.dimensions), np.float32)
        chosen: Floats = np.asarray(self._mapped(count)[numbers], np.float32)
        return chosen

    def copy(self, numbers: Rows, count: int, target: "VectorFile") -> None:
        """Write these of the first `count` to a new file, a part at a time."""
        for start in range(0, len(numbers), 8192):
            target.append(self.rows(numbers[start : start + 8192], count), start)

    @property
    def _row(self) -> int:
        return self.dimensions * _BYTES

    def _mapped(self, count: int) -> Halves:
        self._check(count)
        mapped: Halves = np.memmap(self.path, np.float16, "r", shape=(count, self.dimensions))
        return mapped

    def _check(self, count: int) -> None:
        size = self.path.stat().st_size if self.path.exists() else 0
        if size < count * self._row:
            raise FormatError(
                f"The pool's file {self.path.name} is damaged: it is too short.",
                remedy="Remove its source with `engine pool remove`, and add it again.",
            )


def _import_usearch() -> Any:
    try:
        from usearch import index
    except ImportError as error:
        raise SetupError(
            "The package usearch is not installed.", remedy="Install it: `pip install usearch`."
        ) from error
    return index
