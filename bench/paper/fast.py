"""The fast subset's figures against the intervals that docs/reproduction.md states."""

import math

from bench.bars import Bar
from bench.paper import controls
from bench.paper.findings import Findings, likeness_at
from bench.paper.plan import run_name
from bench.paper.tables import Reading, at, cell
from bench.teaching.results import Record

CONCEPTS = 2
"""The first ones of the plan."""


def stated(full: Findings) -> dict[str, Record]:
    """Of the fast subset's concepts, what the full plan has measured: by arm and concept."""
    first = full.plan.scope.main[:CONCEPTS]
    found: dict[str, Record] = {}
    for subject in first:
        if own := full.plan.get(run_name(full.plan.arms.main, subject, 0)):
            found[f"soft prompt, {subject.key}"] = own
        if words := full.plan.get(f"words-{subject.key}"):
            found[f"class name, {subject.key}"] = words[controls.CLASS]
    return found


def bars(quick: Findings, full: Findings) -> list[Bar]:
    """What must always hold; and, where the full plan was measured, that figures lie within it."""
    similar = at(*likeness_at(quick.metric))
    reached = cell(quick.main, similar).interval.value
    found = [
        Bar(
            name=f"soft prompt above {name}",
            figure=reached - cell(quick.broken(name), similar).interval.value,
            bound=0.0,
        )
        for name in controls.BROKEN
    ]
    known, own = stated(full), stated(quick)
    for name in sorted(known):
        found += _within(name, quick.metric, own.get(name, {}), known[name])
    return found


def _within(name: str, metric: str, own: Record, known: Record) -> list[Bar]:
    """None where the page states no interval; a learning that failed here is in none."""

    def read(figure: str) -> Reading:
        return at(*likeness_at(metric, figure))

    figure, low, high = read("similarity")(own), read("low")(known), read("high")(known)
    if low is None or high is None:
        return []
    figure = math.nan if figure is None else figure
    title = f"similarity of {name}: {{}} of the stated interval"
    return [
        Bar(name=title.format("the low end"), figure=figure, bound=low),
        Bar(name=title.format("the high end"), figure=figure, bound=high, at_most=True),
    ]
