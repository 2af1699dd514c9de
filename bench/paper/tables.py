"""From records to figures: the concept is the unit, its seeds lie within it. Numbers only."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bench.teaching.results import Record
from engine.evaluation.statistics import (
    Equivalence,
    Interval,
    bootstrap,
    equivalence,
    gap_closed,
    hierarchical,
)

MARGIN = 0.02
"""Within which two figures match; set before anything was measured (PLAN.md)."""
Runs: TypeAlias = Mapping[str, Sequence[Record]]
"""The records of an arm: for each concept, one of every seed."""
Reading: TypeAlias = Callable[[Record], float | None]
"""One figure of a record; None where it was not measured."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, its interval, and over how many concepts."""

    interval: Interval
    concepts: int

    def __str__(self) -> str:
        found = self.interval
        if not math.isfinite(found.value):
            return "–"
        if not math.isfinite(found.low):
            return f"{found.value:.3f} (n {self.concepts})"
        return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}] (n {self.concepts})"


def at(*path: str) -> Reading:
    """The figure that lies at a path through a record."""

    def read(record: Record) -> float | None:
        found: object = record
        for name in path:
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return float(found) if isinstance(found, int | float) else None

    return read


def values(runs: Runs, reading: Reading) -> dict[str, list[float]]:
    """What was measured of each concept, over its seeds; concepts without any are left out."""
    found = {
        key: [value for one in records if (value := reading(one)) is not None]
        for key, records in runs.items()
    }
    return {key: some for key, some in found.items() if some}


def cell(runs: Runs, reading: Reading) -> Cell:
    """The mean over concepts with its hierarchical interval."""
    found = values(runs, reading)
    return Cell(hierarchical(list(found.values())), len(found))


def matched(first: Runs, second: Runs, reading: Reading) -> tuple[Equivalence, int]:
    """Equivalence of two arms over the concepts that both have, means over seeds; and how many."""
    one, other = values(first, reading), values(second, reading)
    shared = sorted(one.keys() & other.keys())
    pairs = [(float(np.mean(one[key])), float(np.mean(other[key]))) for key in shared]
    left, right = ([pair[place] for pair in pairs] for place in (0, 1))
    return equivalence(left, right, MARGIN), len(shared)


def gap(arm: Runs, floor: Runs, best: Mapping[str, float | None], reading: Reading) -> Cell:
    """Gap closed: a ratio of means over concepts, with its bootstrap interval over them."""
    reached, base = values(arm, reading), values(floor, reading)
    keys = [key for key in reached if key in base and best.get(key) is not None]
    rows = [[np.mean(reached[key]), np.mean(base[key]), best[key]] for key in sorted(keys)]
    table = np.array(rows, np.float64).reshape(-1, 3)
    if not len(table):
        return Cell(Interval(math.nan, math.nan, math.nan), 0)
    closed = bootstrap(table, lambda some: gap_closed(some[:, 0], some[:, 1], some[:, 2]))
    return Cell(closed, len(table))


def shared(arms: Mapping[str, Runs]) -> dict[str, Runs]:
    """Arms over the concepts that all of them have: else their means are of different concepts."""
    keys = set.intersection(*(set(runs) for runs in arms.values())) if arms else set()
    return {name: {key: runs[key] for key in runs if key in keys} for name, runs in arms.items()}


def excluded(runs: Runs) -> int:
    """Runs that ended in nothing to measure."""
    return sum("excluded" in one for records in runs.values() for one in records)


def picked(runs: Runs, *path: str) -> Runs:
    """The part of every record at a path; records without it are left out."""

    def part(record: Record) -> Record | None:
        found: object = record
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, dict) else None

    kept = {
        key: [own for one in records if (own := part(one)) is not None]
        for key, records in runs.items()
    }
    return {key: some for key, some in kept.items() if some}


def markdown(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """A table; the first column is words, the others are figures."""
    yield f"| {' | '.join(header)} |"
    yield "|---|" + "---:|" * (len(header) - 1)
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def verdict(found: Equivalence, concepts: int) -> str:
    """A row's end: the difference, its 90 % interval, and the verdict."""
    if not math.isfinite(found.difference):
        return "–"
    if not math.isfinite(found.low):
        return f"{found.difference:+.3f}, undecided (n {concepts})"
    return (
        f"{found.difference:+.3f} [{found.low:+.3f}, {found.high:+.3f}], "
        f"**{found.verdict}** (n {concepts})"
    )
