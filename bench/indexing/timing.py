"""Builds one index, searches it and adds to it, in the process that is watched."""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.indexing.systems import SYSTEMS, Index
from bench.indexing.vectors import ADDED, parts, queries

T = TypeVar("T")

TOP = 1000
QUERIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """What a process measured of its own index, in seconds of the clock and of the processor."""

    vectors: int
    """That were in before time was up."""
    built: float
    searched: float
    """Median of one search."""
    searched_cpu: float
    added: float
    """For 1,000 more."""
    found: list[list[int]]
    """The rows found for each query."""


def timed_index(name: str, path: str, count: int, seconds: float) -> Timed | str:
    """The figures of one system; in words why there are none."""
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        try:
            index = SYSTEMS[name](Path(folder))
        except (ImportError, AttributeError) as error:  # what a machine or its Python lacks
            return str(error)
        began = time.monotonic()
        done = _built(index, Path(path), count, began + seconds)
        built = time.monotonic() - began
        ((rows, more),) = parts(Path(path), done, done + ADDED)
        _, added, _ = _clocked(lambda: index.add(rows, more))
        looks = [_clocked(partial(index.search, one, TOP)) for one in queries(QUERIES)]
    return Timed(
        vectors=done,
        built=built,
        searched=statistics.median(seconds for _, seconds, _ in looks),
        searched_cpu=statistics.median(seconds for _, _, seconds in looks),
        added=added,
        found=[rows.tolist() for rows, _, _ in looks],
    )


def _built(index: Index, path: Path, count: int, until: float) -> int:
    """How many vectors are in when all are, or when time is up."""
    done = 0
    for rows, part in parts(path, 0, count):
        for at in range(0, len(rows), TOP):
            index.add(rows[at : at + TOP], part[at : at + TOP])
            done += len(rows[at : at + TOP])
            if time.monotonic() > until:
                return done
    return done


def _clocked(work: Callable[[], T]) -> tuple[T, float, float]:
    """The result, and seconds by the clock and of the processor."""
    began, worked = time.monotonic(), time.process_time()
    result = work()
    return result, time.monotonic() - began, time.process_time() - worked
