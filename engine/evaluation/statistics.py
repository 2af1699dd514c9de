"""Numbers about numbers: ranking, gaps, and how sure one may be of a mean. Numpy only."""

import math
from collections.abc import Callable, Sequence
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


def over_both(table: Table, *, paired: bool = False, seed: int = 0) -> Interval:
    """The mean of a table (N, M) and its percentile interval where rows and columns were drawn.

    Both are resampled, because drawings and photos are two samples; with `paired` the table is
    square and one draw serves both. NaN cells do not count. One row and column have no interval.
    """
    value = float(np.nanmean(table))
    if min(table.shape) < 2 and max(table.shape) < 2:
        return Interval(value, math.nan, math.nan)
    dice = np.random.default_rng(seed)
    means = np.empty(RESAMPLES)
    for place in range(RESAMPLES):
        rows = dice.integers(table.shape[0], size=table.shape[0])
        columns = rows if paired else dice.integers(table.shape[1], size=table.shape[1])
        some = table[np.ix_(rows, columns)]
        counted = some[np.isfinite(some)]
        means[place] = counted.mean() if counted.size else math.nan
    low, high = np.nanpercentile(means, [2.5, 97.5])
    return Interval(value, float(low), float(high))


def hierarchical(
    groups: Sequence[ArrayLike], *, seed: int = 0, resamples: int = RESAMPLES
) -> Interval:
    """The mean of group means and its interval: groups are resampled, then values within each.

    `groups` holds one array of values for each concept (its seeds): the concept is the unit.
    """
    arrays = [np.asarray(one, np.float64).ravel() for one in groups]
    value = float(np.mean([one.mean() for one in arrays])) if arrays else math.nan
    if len(arrays) < 2 or not math.isfinite(value):
        return Interval(value, math.nan, math.nan)
    sizes = np.array([one.size for one in arrays])
    table = np.zeros((len(arrays), sizes.max()))
    for place, one in enumerate(arrays):
        table[place, : one.size] = one
    dice = np.random.default_rng(seed)
    chosen = dice.integers(len(arrays), size=(resamples, len(arrays)))
    drawn = dice.random((*chosen.shape, table.shape[1])) * sizes[chosen][..., None]
    values = table[chosen[..., None], drawn.astype(np.int64)]
    counted = np.arange(table.shape[1]) < sizes[chosen][..., None]
    means = np.where(counted, values, 0).sum(axis=2) / sizes[chosen]
    low, high = np.percentile(means.mean(axis=1), [2.5, 97.5])
    return Interval(value, float(low), float(high))


@dataclass(frozen=True, slots=True)
class Equivalence:
    """A difference, its 90 % interval, and what that says about a margin."""

    difference: float
    low: float
    high: float
    margin: float

    @property
    def verdict(self) -> str:
        """`equivalent` only where the whole interval lies within the margin."""
        if not (math.isfinite(self.low) and math.isfinite(self.high)):
            return "undecided"
        if -self.margin < self.low and self.high < self.margin:
            return "equivalent"
        if self.low > self.margin or self.high < -self.margin:
            return "different"
        return "undecided"


def equivalence(
    first: ArrayLike, second: ArrayLike, margin: float = 0.02, seed: int = 0
) -> Equivalence:
    """Two one-sided tests at 5 % by a paired bootstrap over concepts (N,) (Schuirmann 1987).

    The 90 % interval of mean(first − second) within ±margin rejects both “at least a margin
    better” and “at least a margin worse”. “Not significant” would say nothing of the kind.
    """
    differences = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    value = float(differences.mean()) if differences.size else math.nan
    if differences.size < 2:
        return Equivalence(value, math.nan, math.nan, margin)
    dice = np.random.default_rng(seed)
    picks = dice.integers(differences.size, size=(RESAMPLES, differences.size))
    low, high = np.percentile(differences[picks].mean(axis=1), [5, 95])
    return Equivalence(value, float(low), float(high), margin)


def _ranks(scores: Table) -> Table:
    """Ranks from 1; equal scores share the mean of theirs."""
    _, group, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    mean_rank: Table = (last - (sizes - 1) / 2)[group.ravel()]
    return mean_rank
