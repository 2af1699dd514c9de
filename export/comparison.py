"""How far the distributions of one backend lie from another's, id by id, on the same passages.

Words: over the ids that chat may say. Pictures: after guidance, temperature, top-k and top-p, over
the codes that either of the two would draw, so that equal models are at 0 and the rest is finite.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.events import Job, Progress
from engine.runtime.backends.base import Backend, Ids, Logits
from engine.runtime.generation import words
from engine.runtime.sampling import GREEDY, IMAGE, Sampling, Scores, filtered
from engine.tokens.vocabulary import Vocabulary
from export.aside import aside
from export.material import Passage

ANSWER = 24
"""Ids of an answer that are compared."""
_AT_ONCE = 256
"""Ids read in one step; bounds the logits in memory."""


@dataclass(frozen=True, slots=True)
class Distance:
    """Mean over ids: KL divergence of the reference to the candidate in nats, and agreement."""

    kl: float
    top1: float
    """Share of ids whose likeliest choice is the same. Reported only: image tokens are flat."""
    ids: int
    worst: float
    """The 99th percentile of the divergences."""


def record(
    backend: Backend, passages: Sequence[Passage], vocabulary: Vocabulary, folder: Path
) -> Job[None]:
    """Keep the scores of the reference in `folder`, a file for each passage."""
    for number, passage in enumerate(passages):
        progress = Progress(number, len(passages), "Reading the reference")
        ours = yield from aside(partial(scores, backend, passage, vocabulary), progress)
        np.save(folder / f"{number}.npy", ours)


def compare(
    backend: Backend, passages: Sequence[Passage], vocabulary: Vocabulary, folder: Path
) -> Job[Distance]:
    """How far `backend` is from what was recorded in `folder` on the same passages."""
    divergences: list[NDArray[np.float64]] = []
    agreed: list[NDArray[np.bool_]] = []
    for number, passage in enumerate(passages):
        progress = Progress(number, len(passages), "Comparing")
        theirs = yield from aside(partial(scores, backend, passage, vocabulary), progress)
        ours: Scores = np.load(folder / f"{number}.npy")
        if passage.head == "images":
            ours, theirs = narrowed(ours, theirs, IMAGE)
        divergences.append(divergence(ours, theirs))
        agreed.append(ours.argmax(axis=1) == theirs.argmax(axis=1))
    each, same = np.concatenate(divergences), np.concatenate(agreed)
    return Distance(
        float(each.mean()), float(same.mean()), len(each), float(np.quantile(each, 0.99))
    )


def answered(
    backend: Backend, asked: Sequence[Passage], vocabulary: Vocabulary
) -> Job[list[Passage]]:
    """Each question with the backend's own greedy answer, its end included: at least one id."""
    stops = frozenset((vocabulary.end_turn, vocabulary.end_text))
    passages: list[Passage] = []
    for number, one in enumerate(asked):
        said = words(backend, one.prompt, sayable(one, vocabulary), stops, GREEDY)
        progress = Progress(number, len(asked), "Asking the reference")
        answer: list[int] = yield from aside(partial(list, islice(said, ANSWER)), progress)
        passages.append(replace(one, reply=(*answer, vocabulary.end_turn)[:ANSWER]))
    return passages


def sayable(passage: Passage, vocabulary: Vocabulary) -> Ids:
    """Ids of ordinary text, the ends of an answer, and names (n,): what chat may say."""
    ends = (vocabulary.end_turn, vocabulary.end_text)
    return np.array(sorted({*vocabulary.text_ids, *ends, *passage.named}), np.int64)


def scores(backend: Backend, passage: Passage, vocabulary: Vocabulary) -> Scores:
    """What a backend gives each id of the reply (n, candidates), before any filter."""
    full = replies(backend, passage)
    if passage.head == "words":
        return full[:, sayable(passage, vocabulary)]
    if IMAGE.guidance == 1:
        return full
    nothing = replies(backend, replace(passage, prompt=passage.unconditional))
    return nothing + np.float32(IMAGE.guidance) * (full - nothing)


def replies(backend: Backend, passage: Passage) -> Logits:
    """Logits (n, columns) of each id of the reply, given the ids before it."""
    parts = [backend.prefill([passage.prompt], passage.head)]
    before = passage.reply[:-1]
    for at in range(0, len(before), _AT_ONCE):
        ids = np.array([before[at : at + _AT_ONCE]], np.int64)
        parts.append(backend.step(ids, passage.head)[0])
    return np.concatenate(parts)


def narrowed(ours: Scores, theirs: Scores, sampling: Sampling) -> tuple[Scores, Scores]:
    """Both at the temperature, -inf where the filters of neither keep a candidate."""
    warm = [one / np.float32(sampling.temperature) for one in (ours, theirs)]
    kept = np.isfinite(filtered(warm[0], sampling)) | np.isfinite(filtered(warm[1], sampling))
    first, second = (np.where(kept, one, np.float32(-np.inf)) for one in warm)
    return first, second


def divergence(ours: Scores, theirs: Scores) -> NDArray[np.float64]:
    """KL(ours ‖ theirs) of each row (n,) in nats; candidates at -inf are the same in both."""
    p, q = _log_softmax(ours), _log_softmax(theirs)
    difference = np.zeros_like(p)
    np.subtract(p, q, out=difference, where=np.isfinite(p))
    result: NDArray[np.float64] = (np.exp(p) * difference).sum(axis=1)
    return result


def _log_softmax(scores: Scores) -> NDArray[np.float64]:
    shifted = scores.astype(np.float64) - scores.max(axis=1, keepdims=True)
    with np.errstate(divide="ignore"):
        result: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result
