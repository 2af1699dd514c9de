"""Does it know the concept when it sees it? Accuracies on photos that it was not learned from.

Two rules: the probability of a yes (the default), or the paper's search for words in a whole
reply (method.md 2.9), for comparison with published numbers.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from PIL.Image import Image

from engine.errors import InputError
from engine.evaluation.statistics import auroc
from engine.events import Job, Noticed, Progress
from engine.runtime.session import Session

NOTE = "Recognising"
HALF = 0.5
REPLY_LENGTH = 14
"""New ids of a reply: the paper's 30 less the 16 understanding tokens, which we force (2.8)."""
_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainties:
    """P(yes) / (P(yes) + P(no)) of each photo."""

    positives: tuple[float, ...]
    easy: tuple[float, ...] = ()
    """Photos of other things."""
    hard: tuple[float, ...] = ()
    """Photos of what is easily taken for the concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionScores:
    """Shares of photos judged right; None where there were no such photos.

    A weighted accuracy is the mean of the positive and a negative one (method.md 2.9): a model
    that always says yes, or always no, has 0.5.
    """

    threshold: float | None
    """A certainty above it is a yes; None: the paper's rule for replies."""
    positive_accuracy: float
    easy_accuracy: float | None = None
    hard_accuracy: float | None = None
    weighted_easy: float | None = None
    weighted_hard: float | None = None
    easy_auroc: float | None = None
    hard_auroc: float | None = None

    @property
    def figures(self) -> dict[str, float]:
        """What could be measured, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def measure(
    session: Session,
    positives: Sequence[Image],
    negatives: Sequence[Image],
    *,
    hard: Sequence[Image] = (),
    question: str | None = None,
) -> Job[RecognitionScores]:
    """Ask of each photo whether the concept is in it; `negatives` are the easy ones.

    By default the question is “Is NAME in this photo?”. InputError without a positive photo.
    """
    certain = yield from certainties(session, positives, negatives, hard=hard, question=question)
    return judge(certain)


def certainties(
    session: Session,
    positives: Sequence[Image],
    negatives: Sequence[Image],
    *,
    hard: Sequence[Image] = (),
    question: str | None = None,
) -> Job[Certainties]:
    """The certainties that `judge` needs, so that several thresholds cost one look."""
    _require_positives(positives)
    photos = [*positives, *negatives, *hard]
    found: list[float] = []
    for start in range(0, len(photos), _AT_ONCE):
        yield Progress(start, len(photos), NOTE)
        asked = session.recognise_all(photos[start : start + _AT_ONCE], question)
        found += [one.yes / max(one.yes + one.no, 1e-12) for one in asked]
    yield Progress(len(photos), len(photos), NOTE)
    first, second = len(positives), len(positives) + len(negatives)
    return Certainties(
        positives=tuple(found[:first]), easy=tuple(found[first:second]), hard=tuple(found[second:])
    )


def judge(certain: Certainties, threshold: float = HALF) -> RecognitionScores:
    """Accuracies where a certainty above the threshold is a yes."""
    positives = np.asarray(certain.positives)

    def against(negatives: tuple[float, ...]) -> tuple[float | None, float | None]:
        if not negatives:
            return None, None
        return float(np.mean(np.asarray(negatives) <= threshold)), auroc(positives, negatives)

    (easy, easy_auroc), (hard, hard_auroc) = against(certain.easy), against(certain.hard)
    right = float(np.mean(positives > threshold))
    return RecognitionScores(
        threshold=threshold,
        positive_accuracy=right,
        easy_accuracy=easy,
        hard_accuracy=hard,
        weighted_easy=_weighted(right, easy),
        weighted_hard=_weighted(right, hard),
        easy_auroc=easy_auroc,
        hard_auroc=hard_auroc,
    )


def choose_threshold(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """The threshold that tells these certainties apart best; of equal ones that nearest 0.5.

    To be chosen on photos that were learned from, never on those that are scored.
    """
    levels = np.unique([*positives, *negatives])
    between = (levels[1:] + levels[:-1]) / 2

    def quality(threshold: float) -> tuple[float, float]:
        scores = judge(Certainties(positives=tuple(positives), easy=tuple(negatives)), threshold)
        return scores.weighted_easy or 0.0, -abs(threshold - HALF)

    return max((HALF, *map(float, between)), key=quality)


def measure_replies(
    session: Session,
    positives: Sequence[Image],
    negatives: Sequence[Image],
    *,
    hard: Sequence[Image] = (),
) -> Job[RecognitionScores]:
    """As `measure`, by the paper's rule: what words stand in the reply (method.md 2.9)."""
    _require_positives(positives)
    name = " and ".join(concept.name for concept in session.concepts) or "it"
    photos = [*positives, *negatives, *hard]
    said: list[bool | None] = []
    for done, photo in enumerate(photos):
        yield Progress(done, len(photos), NOTE)
        reply = yield from _quietly(
            session.ask(f"Is {name} in this photo?", photo, limit=REPLY_LENGTH)
        )
        said.append(said_yes(reply))
    yield Progress(len(photos), len(photos), NOTE)
    right = _share(said[: len(positives)], True)
    easy = _share(said[len(positives) : len(photos) - len(hard)], False)
    difficult = _share(said[len(photos) - len(hard) :], False)
    return RecognitionScores(
        threshold=None,
        positive_accuracy=right or 0.0,
        easy_accuracy=easy,
        hard_accuracy=difficult,
        weighted_easy=_weighted(right, easy),
        weighted_hard=_weighted(right, difficult),
    )


def said_yes(reply: str) -> bool | None:
    """The paper's rule: yes before no, anywhere in the reply; None is wrong whatever was right."""
    if "Yes" in reply or "yes" in reply:
        return True
    return False if "No" in reply or "no" in reply else None


def _quietly(job: Job[str]) -> Job[str]:
    """The job, of whose events only what deserves attention is passed on."""
    while True:
        try:
            event = next(job)
        except StopIteration as done:
            return str(done.value)
        if isinstance(event, Noticed):
            yield event


def _share(said: Sequence[bool | None], wanted: bool) -> float | None:
    return sum(one is wanted for one in said) / len(said) if said else None


def _weighted(positive: float | None, negative: float | None) -> float | None:
    return None if positive is None or negative is None else (positive + negative) / 2


def _require_positives(positives: Sequence[Image]) -> None:
    if not positives:
        raise InputError(
            "There is no photo of the concept to recognise.",
            remedy="Give at least one that it was not learned from.",
        )
