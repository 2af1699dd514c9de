"""Random unit vectors in a file, a part at a time, and what an exact search finds in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Halves: TypeAlias = NDArray[np.float16]
Floats: TypeAlias = NDArray[np.float32]
Rows: TypeAlias = NDArray[np.int64]

DIMENSIONS = 1280
AT_ONCE = 10_000
ADDED = 1000
"""Vectors that come later, to an index that is full already."""
_SEED = 4


def write(path: Path, count: int) -> None:
    """`count` + `ADDED` vectors of length 1 in fp16, normally distributed in every direction."""
    dice = np.random.default_rng(_SEED)
    with path.open("wb") as file:
        for start in range(0, count + ADDED, AT_ONCE):
            file.write(_unit(dice, min(AT_ONCE, count + ADDED - start)).tobytes())


def queries(count: int) -> Floats:
    """(count, 1280) of length 1, none of which is in the file."""
    return _unit(np.random.default_rng(_SEED + 1), count).astype(np.float32)


def parts(path: Path, start: int, stop: int) -> Iterator[tuple[Rows, Halves]]:
    """Numbers and vectors of start…stop, `AT_ONCE` at a time; read, so that no memory maps them."""
    for first in range(start, stop, AT_ONCE):
        count = min(AT_ONCE, stop - first)
        offset = first * DIMENSIONS * 2
        flat = np.fromfile(path, np.float16, count * DIMENSIONS, offset=offset)
        yield np.arange(first, first + count), flat.reshape(count, DIMENSIONS)


def nearest(path: Path, count: int, query: Floats, most: int) -> Rows:
    """The rows among the first `count` with the largest cosine to `query` (1280,): the truth."""
    cosines = np.concatenate([part.astype(np.float32) @ query for _, part in parts(path, 0, count)])
    best: Rows = np.argpartition(-cosines, most)[:most]
    return best


def _unit(dice: np.random.Generator, count: int) -> Halves:
    drawn = dice.standard_normal((count, DIMENSIONS), np.float32)
    half: Halves = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float16)
    return half
