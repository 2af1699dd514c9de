"""How the next id is chosen from logits. Pure functions of numbers; nothing here knows a model.

The noise is counted, not drawn from a running generator: it depends on the seed, the position and
the candidate only. So a picture is the same in a batch of one and of eight, and can be drawn again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError

Scores: TypeAlias = NDArray[np.float32]
"""Logits of the allowed ids only: (B, candidates)."""
FIXED_NOISE, SJD, CONTINUED = "fixed-noise", "sjd", "sjd-ac"
DRAFTING = (FIXED_NOISE, SJD, CONTINUED)
MOST_AHEAD = 128
"""Codes; every one of them is a row of logits of each picture and branch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """Applied in this order: guidance, repetition penalty, temperature, top-k, top-p."""

    temperature: float = 1.0
    """0 takes the likeliest id always."""
    top_k: int = 0
    """Keep the k likeliest; 0 keeps all."""
    top_p: float = 1.0
    """Keep the fewest ids whose probabilities reach p."""
    repetition_penalty: float = 1.0
    """Of words already said in this answer; never of image codes (method.md trap 40)."""
    guidance: float = 1.0
    """Pictures only: how far to go from the unconditional towards the prompt; 1 is off."""
    image_guidance: float = 1.2
    """The same from nothing towards the photos of a prompt that has any (method.md 1.5)."""
    seed: int = 0
    ahead: int = 0
    """Pictures only: codes that are drafted ahead and checked in one step; 0 is off."""
    drafting: str = FIXED_NOISE
    """How drafts are made and checked: one of `DRAFTING` (speculative.py)."""

    def __post_init__(self) -> None:
        sound = (
            self.temperature >= 0
            and self.top_k >= 0
            and 0 < self.top_p <= 1
            and self.repetition_penalty > 0
            and self.guidance >= 0
            and self.seed >= 0
            and 0 <= self.ahead <= MOST_AHEAD
            and self.drafting in DRAFTING
        )
        if not sound:
            raise InputError(
                "These sampling settings make no sense.",
                remedy="Use temperature, top-k, guidance and seed of 0 or more, top-p in 0…1, "
                f"at most {MOST_AHEAD} codes ahead, drafting {', '.join(DRAFTING)}.",
            )


GREEDY = Sampling(temperature=0.0)
"""Answers by default: the paper's own answers and scores are greedy (method.md 2.8)."""
TEXT = Sampling(temperature=0.7, top_p=0.9, repetition_penalty=1.2)
"""Livelier answers: Meta's settings (method.md 1.5)."""
IMAGE = Sampling(temperature=0.7, top_p=0.9, guidance=3.0)
"""Pictures: Meta's settings, which Anole kept (method.md 1.5, 1.6)."""
MOST_GUIDANCE, MOST_TEMPERATURE, LEAST_TOP_P = 20.0, 3.0, 0.01
"""As far as people are offered to go."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Choice:
    """What the next ids are chosen by, from the logits after one step."""

    sampling: Sampling
    seeds: Sequence[int]
    """One for each picture or answer."""
    position: int = 0
    """How many were chosen before."""
    weights: Sequence[float] = (1.0,)
    """Of the branches of guidance, whose rows lie one branch below the other."""
    among: NDArray[np.int64] | None = None
    """Columns (n,) that may be chosen; None: all."""
    said: Sequence[int] = ()
    """Places in `among` that were chosen before; for the repetition penalty."""


def chosen(logits: Scores, choice: Choice) -> list[int]:
    """The place (a column, or one of `among`) that is chosen for each seed.

    logits: (branches · seeds, columns).
    """
    scores = guided(logits, choice.weights)
    if choice.among is not None:
        scores = scores[:, choice.among]
    scores = penalised(scores, choice.said, choice.sampling.repetition_penalty)
    return pick(scores, choice.sampling, choice.seeds, choice.position)


def guided(logits: Scores, weights: Sequence[float]) -> Scores:
    """Logits (branches · n, …), branch by branch → their weighted sum (n, …)."""
    if len(weights) == 1:
        return logits
    by_branch = np.split(logits, len(weights))
    weighted = (np.float32(w) * part for w, part in zip(weights, by_branch, strict=True))
    return reduce(np.add, weighted)  # summed in one order: the same for one picture and for many


def pick(scores: Scores, sampling: Sampling, seeds: Sequence[int], position: int) -> list[int]:
    """The chosen candidate (a column of `scores`) of each row; row r uses noise of `seeds[r]`."""
    kept = drawable(scores, sampling)
    if sampling.temperature == 0:
        return [int(best) for best in kept.argmax(axis=1)]
    noise = np.stack([gumbel(seed, position, scores.shape[1]) for seed in seeds])
    return [int(best) for best in (kept + noise).argmax(axis=1)]


def drawable(scores: Scores, sampling: Sampling) -> Scores:
    """Scores (n, candidates) whose softmax is drawn from; -inf where nothing may be drawn.

    At temperature 0 all but the likeliest are dropped.
    """
    if sampling.temperature == 0:
        dropped = np.full(scores.shape, -np.inf, np.float32)
        dropped[np.arange(len(scores)), scores.argmax(axis=1)] = 0
        return dropped
    return filtered(scores / np.float32(sampling.temperature), sampling)


def filtered(scores: Scores, sampling: Sampling) -> Scores:
    """`scores` with -inf where top-k and top-p drop a candidate."""
    if 0 < sampling.top_k < scores.shape[1]:
        weakest = np.partition(scores, -sampling.top_k, axis=1)[:, [-sampling.top_k]]
        scores = np.where(scores < weakest, np.float32(-np.inf), scores)
    return _nucleus(scores, sampling.top_p) if sampling.top_p < 1 else scores


def _nucleus(scores: Scores, top_p: float) -> Scores:
    """Top-p. Values are sorted, not places: five times as fast over 8,192 codes."""
    ranked = np.sort(scores, axis=1)[:, ::-1]
    likely = probabilities(ranked)
    before = np.cumsum(likely, axis=1) - likely
    kept = (before < top_p).sum(axis=1)
    weakest = np.take_along_axis(ranked, kept[:, None] - 1, axis=1)
    dropped = scores < weakest
    for row in np.flatnonzero((~dropped).sum(axis=1) > kept):
        equal = np.flatnonzero(scores[row] == weakest[row])  # of equals the first ones stay
        dropped[row, equal[kept[row] - (~dropped[row]).sum() :]] = True
    return np.where(dropped, np.float32(-np.inf), scores)


def penalised(scores: Scores, said: Sequence[int], penalty: float) -> Scores:
    """Scores (1, n) with the candidates `said` made less likely (CTRL, arXiv 1909.05858, 4.1)."""
    if penalty == 1 or not said:
        return scores
    here = np.unique(np.asarray(said))
    changed = scores.copy()
    old = scores[:, here]
    changed[:, here] = np.where(old > 0, old / penalty, old * penalty)
    return changed


def probabilities(scores: Scores) -> NDArray[np.float64]:
    """Softmax over the last axis."""
    shifted = np.exp(scores.astype(np.float64) - scores.max(axis=-1, keepdims=True))
    result: NDArray[np.float64] = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def gumbel(seed: int, position: int, candidates: int) -> NDArray[np.float64]:
    """Noise (candidates,) whose argmax with log-probabilities draws from them.

    Built from Philox's raw bits, which numpy promises never to change.
    """
    uniform = _uniform(seed, [0, 0, position, 0], candidates)
    result: NDArray[np.float64] = -np.log(-np.log(uniform))
    return result


def chances(seed: int, position: int, visit: int) -> tuple[float, float]:
    """Two numbers in 0…1 for the `visit`-th look at a position: new ones for each, and others
    than those that `gumbel` is made of.
    """
    first, second = _uniform(seed, [0, visit, position, 1], 2)
    return float(first), float(second)


def _uniform(seed: int, counter: Sequence[int], count: int) -> NDArray[np.float64]:
    bits = np.random.Philox(key=seed, counter=counter).random_raw(count)
    result: NDArray[np.float64] = (np.asarray(bits >> np.uint64(11), np.float64) + 0.5) * 2.0**-53
    return result
