"""Copies of learned photos, beside every similarity: what copies is similar, and knows nothing."""

from collections.abc import Iterable

from bench.paper.findings import likeness_at
from bench.paper.tables import Runs, at, cell, values

HEADER = ("with a copy", "copies among drawings", "similarity without copies")


def columns(runs: Runs, metric: str) -> list[object]:
    """How many learnings drew a copy, how many of the drawings are some, and how like the rest is.

    Cells of what records do not hold are dashes.
    """
    return [
        with_a_copy(runs, metric),
        cell(runs, at(*likeness_at(metric, "copies"))),
        cell(runs, at(*likeness_at(metric, "original"))),
    ]


def with_a_copy(runs: Runs, metric: str) -> str:
    """`3 of 4 (n 2)`: learnings of which a drawing is flagged, of 2 concepts."""
    found = values(runs, at(*likeness_at(metric, "copied")))
    if not found:
        return "–"
    flagged, learned = sum(map(sum, found.values())), sum(map(len, found.values()))
    return f"{flagged:.0f} of {learned} (n {len(found)})"


def note(lines: Iterable[Runs], metric: str) -> str:
    """What the columns mean, and of how many records less is known."""
    records = [one for runs in lines for some in runs.values() for one in some]
    flags = [at(*likeness_at(metric, name)) for name in ("copied", "copies")]
    lacking = sum(flags[0](one) is not None and flags[1](one) is None for one in records)
    return f"\n{_MEANING}{_LACKING.format(lacking) if lacking else ''}\n"


_MEANING = """A drawing is a copy where it is nearer to a photo that was learned from than any
held-out photo is. The last column is over the concepts of which a drawing is no copy."""
_LACKING = """
{} records of this table say only whether any drawing is a copy: how many are, and
how like the others are, was not kept when they were measured."""
