"""Numbers about numbers: ranking, gaps, and how sure one may be of a mean. Numpy only."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Table: TypeAlias = NDArray[np.float64]

RESAMPLES = 2_000
"""Of a bootstrap; its two ends then move by about a hundredth of the interval's width."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and where it lies with 95 % confidence; NaN where it cannot be told."""

    value: float
    low: float
    high: float


def auroc(positives: ArrayLike, negatives: ArrayLike) -> float:
    """How likely a positive scores above a negative, ties counting half (Mann and Whitney's U).

    Scores (P,) and (N,) → 0…1; NaN where either is empty.
    """
    above, below = (np.asarray(scores, np.float64).ravel() for scores in (positives, negatives))
    if not (above.size and below.size):
        return math.nan
    ranks = _ranks(np.concatenate([above, below]))
    wins = ranks[: above.size].sum() - above.size * (above.size + 1) / 2
    return float(wins / (above.size * below.size))


def gap_closed(concept: ArrayLike, class_name: ArrayLike, ceiling: ArrayLike) -> float:
    """(concept − class name) / (ceiling − class name), each the mean over concepts (N,).

    0 is no better than the class name, 1 as good as another photo; NaN where there is no gap.
    """
    reached, base, best = (
        float(np.mean(np.asarray(one))) for one in (concept, class_name, ceiling)
    )
    return (reached - base) / (best - base) if best > base else math.nan


def bootstrap(
    rows: Table,
    statistic: Callable[[Table], float],
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Interval:
    """The statistic of `rows` (N, K) and its percentile interval over resampled rows.

    The same seed gives the same interval. Resamples that leave the statistic undefined do not
    count; of a single row, or an undefined statistic, there is no interval.
    """
    value = statistic(rows)
    if len(rows) < 2 or not math.isfinite(value):
        return Interval(value, math.nan, math.nan)
    dice = np.random.default_rng(seed)
    picks = dice.integers(len(rows), size=(resamples, len(rows)))
    values = np.array([statistic(rows[pick]) for pick in picks])
    values = values[np.isfinite(values)]
    low, high = np.percentile(values, [2.5, 97.5]) if values.size else (math.nan, math.nan)
    return Interval(value, float(low), float(high))


def _ranks(scores: Table) -> Table:
    """Ranks from 1; equal scores share the mean of theirs."""
    _, group, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    mean_rank: Table = (last - (sizes - 1) / 2)[group.ravel()]
    return mean_rank
