"""Model sizes side by side: what grows with the model, and what only depth or fine-tuning gives."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bench.paper import arms, controls, copies
from bench.paper.findings import Findings, exam, likeness_at
from bench.paper.tables import Runs, at, cell, gap, markdown, matched, values, verdict
from engine.training.baselines import KEPT

LAST = max(KEPT)
NOTHING = "–"
Arm: TypeAlias = Callable[[Findings], Runs]
Shown: TypeAlias = Callable[[Findings, Sequence[Runs]], object]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: the arms that it needs, and how it is told from them."""

    title: str
    arms: tuple[Arm, ...]
    shown: Shown

    def cells(self, found: Sequence[Findings]) -> list[object]:
        """Of every size, over the concepts that all sizes have of all these arms."""
        every = [[arm(one) for arm in self.arms] for one in found]
        keys = set.intersection(*(set(runs) for some in every for runs in some))
        return [
            self.shown(one, [{key: runs[key] for key in runs if key in keys} for runs in some])
            for one, some in zip(found, every, strict=True)
        ]


def ordered(found: Sequence[Findings]) -> list[Findings]:
    """The smallest model first."""
    return sorted(found, key=lambda one: one.layers * one.width**2)


def section(found: Sequence[Findings], plots: str) -> Iterator[str]:
    """The table, the trend and its plot in the folder `plots`; nothing before sizes share any."""
    if len(found) < 2:
        return
    sizes = ordered(found)
    rows = [[line.title, *line.cells(sizes)] for line in _lines(sizes)]
    shared = [row for row in rows if any(str(one) != NOTHING for one in row[1:])]
    if not shared:
        return
    yield "## Sizes side by side\n"
    yield _WORDS
    header = ["figure", *(one.title for one in sizes)]
    yield "\n".join(markdown(header, shared))
    ends = f"{sizes[0].title} less {sizes[-1].title}"
    yield f"\nThe trend: {ends}, over the concepts that both have.\n"
    trend = ["of what", "difference [90 % interval], verdict"]
    yield "\n".join(markdown(trend, list(_trend(sizes[0], sizes[-1]))))
    yield f"\n![Similarity by size]({plots}/sizes.png)\n"


_WORDS = """Every line is over the concepts that all sizes have of it. Sizes are not trained for as
long as each other: what each base model can do stands in the first lines.
"""


def full(found: Findings) -> Runs:
    """Full fine-tuning at its last stopping point."""
    return found.full(LAST)


def soft(found: Findings) -> Runs:
    """The product's own learning."""
    return found.main


def deep(found: Findings) -> Runs:
    """The same with a prefix in every layer."""
    return found.deep


def plain(found: Findings) -> Runs:
    """The class name in words."""
    return found.control(controls.CLASS)


ARMS: tuple[tuple[str, Arm], ...] = (
    ("class name", plain),
    ("soft prompt", soft),
    (arms.DEEP, deep),
    (f"full, {LAST}", full),
)


def _lines(sizes: Sequence[Findings]) -> Iterator[Line]:
    exams = [name for name in sizes[0].exam_names() if all(name in o.exam_names() for o in sizes)]
    for name in exams:
        yield Line(f"base model: {name}", (lambda one: one.base,), _exam(name))
    for title, arm in ARMS:
        yield Line(f"{title}: similarity", (arm,), _similar)
        yield Line(f"{title}: with a copy", (arm,), _copied)
    for title, arm in ARMS[1:]:
        yield Line(f"{title}: gap closed", (arm, plain), _gap)
        yield Line(f"{title}: recognition, hard", (arm,), _hard)
        for name in exams:
            yield Line(f"{title}: {name}", (arm,), _exam(name))
    yield Line(f"soft prompt − full, {LAST}: similarity", (soft, full), _difference)
    yield Line(f"{arms.DEEP} − full, {LAST}: similarity", (deep, full), _difference)
    yield Line(f"{arms.DEEP} − soft prompt: similarity", (deep, soft), _difference)


def _exam(name: str) -> Shown:
    return lambda _, runs: cell(runs[0], at(*exam(name)))


def _similar(found: Findings, runs: Sequence[Runs]) -> object:
    return cell(runs[0], at(*likeness_at(found.metric)))


def _copied(found: Findings, runs: Sequence[Runs]) -> object:
    return copies.with_a_copy(runs[0], found.metric)


def _hard(found: Findings, runs: Sequence[Runs]) -> object:
    return cell(runs[0], found.recognised("weighted_hard"))


def _gap(found: Findings, runs: Sequence[Runs]) -> object:
    return gap(runs[0], runs[1], found.ceilings(found.metric), at(*likeness_at(found.metric)))


def _difference(found: Findings, runs: Sequence[Runs]) -> object:
    return verdict(*matched(runs[0], runs[1], at(*likeness_at(found.metric))))


def _trend(small: Findings, large: Findings) -> Iterator[Sequence[object]]:
    """Whether what rows, or depth, lack against full fine-tuning shrinks with the model."""
    for title, arm, other in (
        (f"soft prompt − full, {LAST}", soft, full),
        (f"{arms.DEEP} − full, {LAST}", deep, full),
        (f"{arms.DEEP} − soft prompt", deep, soft),
    ):
        pair = [_apart(one, arm(one), other(one)) for one in (small, large)]
        test = verdict(*matched(pair[0], pair[1], at("apart")))
        yield f"{title}: similarity", test


def _apart(found: Findings, arm: Runs, other: Runs) -> Runs:
    """By concept, how much more similar one arm is than the other."""
    reading = at(*likeness_at(found.metric))
    one, two = values(arm, reading), values(other, reading)
    keys = one.keys() & two.keys()
    return {key: [{"apart": float(np.mean(one[key]) - np.mean(two[key]))}] for key in keys}
