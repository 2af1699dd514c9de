"""Times every system in turn, round after round, so that a busy moment hits them all alike."""

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from bench.decoding.systems import Ids, System

WARMING = 2
"""Steps at the begin of each round that are not timed: caches and threads wake up."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`batch` rows that go on behind `context` ids."""

    batch: int
    context: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How often and how long."""

    rounds: int
    steps: int
    """Timed steps of one system in one round."""

    @property
    def room(self) -> int:
        """Positions that a round takes behind the context."""
        return WARMING + self.steps


def measure(
    systems: Sequence[System], cell: Cell, plan: Plan, ids: range, seed: int = 0
) -> dict[str, list[float]]:
    """System → seconds a step in each round, the median of the round's steps.

    Every system reads the same ids, drawn from `ids`. Each round begins with another system.
    """
    dice = np.random.default_rng(seed)
    prompt = _drawn(dice, ids, cell.context)
    columns = [_drawn(dice, ids, cell.batch) for _ in range(plan.room)]
    times: dict[str, list[float]] = {system.name: [] for system in systems}
    with _begun(systems, prompt, cell.batch, plan.room):
        for number in range(plan.rounds):
            first = number % len(systems)
            for system in [*systems[first:], *systems[:first]]:
                times[system.name].append(_round(system, columns))
    return times


def medians(times: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """System → the median of its rounds."""
    return {name: statistics.median(each) for name, each in times.items()}


def _round(system: System, columns: Sequence[Ids]) -> float:
    system.rewind()
    seconds = []
    for column in columns:
        began = time.perf_counter()
        system.step(column)
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds[WARMING:])


@contextmanager
def _begun(systems: Sequence[System], prompt: Ids, batch: int, room: int) -> Iterator[None]:
    try:
        for system in systems:
            system.begin(prompt, batch, room)
        yield
    finally:
        for system in systems:
            system.end()


def _drawn(dice: np.random.Generator, ids: range, count: int) -> Ids:
    return dice.integers(ids.start, ids.stop, count, dtype=np.int64)
