"""How the next id is chosen from logits. Pure functions of numbers; nothing here knows a model.

The noise is counted, not drawn from a running generator: it depends on the seed, the position and
the candidate only. So a picture is the same in a batch of one and of eight, and can be drawn again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError

Scores: TypeAlias = NDArray[np.float32]
"""Logits of the allowed ids only: (B, candidates)."""


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

    def __post_init__(self) -> None:
        sound = (
            self.temperature >= 0
            and self.top_k >= 0
            and 0 < self.top_p <= 1
            and self.repetition_penalty > 0
            and self.guidance >= 0
            and self.seed >= 0
        )
        if not sound:
            raise InputError(
                "These sampling settings make no sense.",
                remedy="Use temperature, top-k, guidance and seed of 0 or more, top-p in 0…1.",
            )


GREEDY = Sampling(temperature=0.0)
"""Answers by default: the paper's own answers and scores are greedy (method.md 2.8)."""
TEXT = Sampling(temperature=0.7, top_p=0.9, repetition_penalty=1.2)
"""Livelier answers: Meta's settings (method.md 1.5)."""
IMAGE = Sampling(temperature=0.7, top_p=0.9, guidance=3.0)
"""Pictures: Meta's settings, which Anole kept (method.md 1.5, 1.6)."""


def pick(scores: Scores, sampling: Sampling, seeds: Sequence[int], position: int) -> list[int]:
    """The chosen candidate (a column of `scores`) of each row; row r uses noise of `seeds[r]`."""
    if sampling.temperature == 0:
        return [int(best) for best in scores.argmax(axis=1)]
    kept = filtered(scores / np.float32(sampling.temperature), sampling)
    noise = np.stack([gumbel(seed, position, scores.shape[1]) for seed in seeds])
    return [int(best) for best in (kept + noise).argmax(axis=1)]


def filtered(scores: Scores, sampling: Sampling) -> Scores:
    """`scores` with -inf where top-k and top-p drop a candidate."""
    if 0 < sampling.top_k < scores.shape[1]:
        weakest = np.partition(scores, -sampling.top_k, axis=1)[:, [-sampling.top_k]]
        scores = np.where(scores < weakest, np.float32(-np.inf), scores)
    if sampling.top_p < 1:
        order = np.argsort(-scores, axis=1, kind="stable")
        ranked = np.take_along_axis(probabilities(scores), order, axis=1)
        beyond = np.cumsum(ranked, axis=1) - ranked >= sampling.top_p  # mass before this one
        dropped = np.zeros(scores.shape, bool)
        np.put_along_axis(dropped, order, beyond, axis=1)
        scores = np.where(dropped, np.float32(-np.inf), scores)
    return scores


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
    bits = np.random.Philox(key=seed, counter=[0, 0, position, 0]).random_raw(candidates)
    uniform = (np.asarray(bits >> np.uint64(11), np.float64) + 0.5) * 2.0**-53
    result: NDArray[np.float64] = -np.log(-np.log(uniform))
    return result
