"""From the records of single subjects to the figures of a bench. Pure functions of numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.teaching.results import Record
from engine.evaluation.statistics import Interval, Table, bootstrap, gap_closed

MEASURED = ("concept", "class", "description", "other", "ceiling")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One subject: means over its learnings. NaN is what was not measured."""

    key: str
    level: str
    similarity: Mapping[str, float]
    """By `MEASURED`."""
    weighted_easy: float
    weighted_hard: float
    own_threshold_easy: float
    own_threshold_hard: float
    easy_auroc: float
    hard_auroc: float
    described_hard: float
    """Weighted accuracy of the description against hard negatives."""
    seconds: tuple[float, ...]
    copied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The subjects of one level together."""

    subjects: int
    similarity: Mapping[str, float]
    gap: Interval
    described: float
    """Gap closed by the description."""
    other: float
    """Gap closed by another concept's rows."""
    weighted_easy: Interval
    weighted_hard: Interval
    easy_auroc: float
    hard_auroc: float
    seconds: float
    """Of a learning, on average."""


def row(
    subject: tuple[str, str], runs: Sequence[Record], words: Record, other: Sequence[float]
) -> Row:
    """A row from records; `subject` is (key, level), `other` one similarity for each learning."""

    def over_runs(part: str, name: str) -> float:
        return _mean([run[part].get(name, math.nan) for run in runs])

    described = words.get("description", {})
    return Row(
        key=subject[0],
        level=subject[1],
        similarity={
            "concept": over_runs("similarity", "similarity"),
            "class": words["class"]["similarity"],
            "description": described.get("similarity", math.nan),
            "other": _mean(other),
            "ceiling": math.nan if words["ceiling"] is None else words["ceiling"],
        },
        weighted_easy=over_runs("recognition", "weighted_easy"),
        weighted_hard=over_runs("recognition", "weighted_hard"),
        own_threshold_easy=over_runs("own_threshold", "weighted_easy"),
        own_threshold_hard=over_runs("own_threshold", "weighted_hard"),
        easy_auroc=over_runs("recognition", "easy_auroc"),
        hard_auroc=over_runs("recognition", "hard_auroc"),
        described_hard=described.get("recognition", {}).get("weighted_hard", math.nan),
        seconds=tuple(run["lesson"]["seconds"] for run in runs),
        copied=sum(run["similarity"]["copied"] for run in runs),
    )


def level(rows: Sequence[Row]) -> Level:
    """The figures of subjects of one level; intervals are over subjects."""
    table = np.array([[one.similarity[name] for name in MEASURED] for one in rows])
    easy, hard = (
        [getattr(one, name) for one in rows] for name in ("weighted_easy", "weighted_hard")
    )
    return Level(
        subjects=len(rows),
        similarity={name: _mean(table[:, place]) for place, name in enumerate(MEASURED)},
        gap=bootstrap(table, _gap),
        described=gap_closed(table[:, 2], table[:, 1], table[:, 4]),
        other=gap_closed(table[:, 3], table[:, 1], table[:, 4]),
        weighted_easy=bootstrap(np.array(easy)[:, None], _table_mean),
        weighted_hard=bootstrap(np.array(hard)[:, None], _table_mean),
        easy_auroc=_mean([one.easy_auroc for one in rows]),
        hard_auroc=_mean([one.hard_auroc for one in rows]),
        seconds=_mean([second for one in rows for second in one.seconds]),
    )


def levels(rows: Sequence[Row]) -> dict[str, Level]:
    """The figures of each level that there is."""
    names = sorted({one.level for one in rows})
    return {name: level([one for one in rows if one.level == name]) for name in names}


def _gap(table: Table) -> float:
    return gap_closed(table[:, 0], table[:, 1], table[:, 4])


def _table_mean(table: Table) -> float:
    return float(table.mean())


def _mean(values: Sequence[float] | Table) -> float:
    return float(np.mean(values)) if len(values) else math.nan
