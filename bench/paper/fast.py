"""The fast subset's figures against the intervals that docs/reproduction.md states."""

import math
from collections.abc import Iterator

import numpy as np

from bench.bars import Bar
from bench.paper import controls
from bench.paper.findings import Findings, likeness_at
from bench.paper.plan import run_name
from bench.paper.tables import at, cell, values
from bench.teaching.results import Record
from engine.evaluation.statistics import Interval

CONCEPTS = 2
"""The first ones of the plan."""
PAIRS = 4
"""Concepts that must have been learned twice before anything is stated of one learning."""
NORMAL = 1.96


def stated(full: Findings) -> dict[str, Interval]:
    """What the fast subset must lie in, by arm and concept, where that can be told.

    Drawings of the class name are the same again, so theirs is the interval over drawings and
    photos. What is learned need not be: sums that are rounded otherwise lead elsewhere. So there
    the spread between two learnings is added, as seeds of one concept tell it.
    """
    found: dict[str, Interval] = {}
    spread = learning_spread(full)
    for name, record, learned in _records(full):
        value, low, high = (
            _read(full.metric, record, one) for one in ("similarity", "low", "high")
        )
        more = (math.nan if spread is None else NORMAL * spread * 2**0.5) if learned else 0.0
        interval = Interval(
            value, value - math.hypot(value - low, more), value + math.hypot(high - value, more)
        )
        if math.isfinite(interval.low):
            found[name] = interval
    return found


def learning_spread(full: Findings) -> float | None:
    """The standard deviation of one learning's similarity; None before enough were repeated."""
    figures = values(full.main, at(*likeness_at(full.metric)))
    spreads = [np.var(some, ddof=1) for some in figures.values() if len(some) > 1]
    return float(np.mean(spreads)) ** 0.5 if len(spreads) >= PAIRS else None


def bars(quick: Findings, full: Findings) -> list[Bar]:
    """What must always hold; and, where the full plan was measured, that figures lie within it."""
    reached = cell(quick.main, at(*likeness_at(quick.metric))).interval.value
    found = [
        Bar(
            name=f"soft prompt above {name}",
            figure=reached
            - cell(quick.broken(name), at(*likeness_at(quick.metric))).interval.value,
            bound=0.0,
        )
        for name in controls.BROKEN
    ]
    own = {name: _read(quick.metric, one, "similarity") for name, one, _ in _records(quick)}
    for name, interval in stated(full).items():
        figure, title = own.get(name, math.nan), f"similarity of {name}: the {{}} end"
        found.append(Bar(name=title.format("low"), figure=figure, bound=interval.low))
        found.append(
            Bar(name=title.format("high"), figure=figure, bound=interval.high, at_most=True)
        )
    return found


def _records(found: Findings) -> Iterator[tuple[str, Record, bool]]:
    """Of the fast subset's concepts, what was measured; and whether it was learned."""
    for subject in found.plan.scope.main[:CONCEPTS]:
        if own := found.plan.get(run_name(found.plan.arms.main, subject, 0)):
            yield f"soft prompt, {subject.key}", own, True
        if words := found.plan.get(f"words-{subject.key}"):
            yield f"class name, {subject.key}", words[controls.CLASS], False


def _read(metric: str, record: Record, figure: str) -> float:
    found = at(*likeness_at(metric, figure))(record)
    return math.nan if found is None else found
