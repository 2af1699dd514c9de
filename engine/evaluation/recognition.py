"""Does it know the concept when it sees it? Accuracies on photos that it was not learned from.

Two rules: the probability of a yes (the default), or the paper's search for words in a whole
reply (method.md 2.9), for comparison with published numbers. Both with the understanding tokens
forced, or left to the model to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from PIL.Image import Image

from engine.errors import InputError
from engine.evaluation.examinee import Asked, Examinee, parts
from engine.evaluation.protocol import OURS, PAPER, Protocol
from engine.evaluation.statistics import auroc
from engine.events import Job, Progress

NOTE = "Recognising"
HALF = 0.5
_AT_ONCE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Photos that are asked about."""

    positives: Sequence[Image]
    easy: Sequence[Image] = ()
    """Other things."""
    hard: Sequence[Image] = ()
    """What is easily taken for the concept."""

    @property
    def all(self) -> list[Image]:
        """Every photo, in the order of the fields."""
        return [*self.positives, *self.easy, *self.hard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainties:
    """P(yes) / (P(yes) + P(no)) of each photo."""

    positives: tuple[float, ...]
    easy: tuple[float, ...] = ()
    hard: tuple[float, ...] = ()


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
    opened: float | None = None
    """Share of replies that opened with all understanding tokens by themselves."""

    @property
    def figures(self) -> dict[str, float]:
        """What could be measured, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def certainties(
    examinee: Examinee, shown: Shown, question: str = "Is it in this photo?"
) -> Job[Certainties]:
    """The certainties that `judge` needs, so that several thresholds cost one look.

    Understanding tokens are forced. InputError without a positive photo.
    """
    _require_positives(shown)
    photos, found = shown.all, list[float]()
    for some in parts(photos, _AT_ONCE):
        yield Progress(len(found), len(photos), NOTE)
        found += examinee.certainties([Asked(question, one) for one in examinee.encode(some)])
    yield Progress(len(photos), len(photos), NOTE)
    first, second = len(shown.positives), len(shown.positives) + len(shown.easy)
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


def replied(
    examinee: Examinee, shown: Shown, question: str, *, emitted: bool = False
) -> Job[RecognitionScores]:
    """Accuracies by the paper's rule: what words stand in the greedy reply (method.md 2.9).

    With `emitted` no understanding token is forced. InputError without a positive photo.
    """
    _require_positives(shown)
    limit = PAPER.reply if emitted else OURS.reply
    photos, said, opened = shown.all, list[bool | None](), 0
    for some in parts(photos, _AT_ONCE):
        yield Progress(len(said), len(photos), NOTE)
        asked = [Asked(question, one) for one in examinee.encode(some)]
        replies = examinee.replies(asked, limit, emitted=emitted)
        said += [said_yes(one.text) for one in replies]
        opened += sum(one.emitted for one in replies)
    yield Progress(len(photos), len(photos), NOTE)
    scores = _of_words(said, shown)
    return scores if not emitted else _with_opened(scores, opened / len(photos))


def said_yes(reply: str) -> bool | None:
    """The paper's rule: yes before no, anywhere in the reply; None is wrong whatever was right."""
    if "Yes" in reply or "yes" in reply:
        return True
    return False if "No" in reply or "no" in reply else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Scores by every rule, and what the likelihoods were."""

    rules: Mapping[str, RecognitionScores]
    """The protocol's own stands first, as `protocol`."""
    certainties: Certainties


def examine(
    examinee: Examinee, shown: Shown, name: str, protocol: Protocol, known: Shown | None = None
) -> Job[Examined]:
    """Judge by every rule. `known` are photos that were learned from, and others: the threshold's.

    InputError without a positive photo.
    """
    question = protocol.recognition.format(name=name)
    certain = yield from certainties(examinee, shown, question)
    scores = {"likelihood": judge(certain)}
    if known is not None and known.easy:
        own = yield from certainties(examinee, known, question)
        threshold = choose_threshold(own.positives, own.easy)
        scores["threshold from training photos"] = judge(certain, threshold)
    scores["words, forced"] = yield from replied(examinee, shown, question)
    scores["words, self-emitted"] = yield from replied(examinee, shown, question, emitted=True)
    words = "words, self-emitted" if protocol.emitted else "words, forced"
    chosen = words if protocol.by_words else "likelihood"
    return Examined(rules={"protocol": scores[chosen], **scores}, certainties=certain)


def _of_words(said: Sequence[bool | None], shown: Shown) -> RecognitionScores:
    hard = len(said) - len(shown.hard)
    right = _share(said[: len(shown.positives)], True)
    easy = _share(said[len(shown.positives) : hard], False)
    difficult = _share(said[hard:], False)
    return RecognitionScores(
        threshold=None,
        positive_accuracy=right or 0.0,
        easy_accuracy=easy,
        hard_accuracy=difficult,
        weighted_easy=_weighted(right, easy),
        weighted_hard=_weighted(right, difficult),
    )


def _with_opened(scores: RecognitionScores, opened: float) -> RecognitionScores:
    return RecognitionScores(**{**asdict(scores), "opened": opened})


def _share(said: Sequence[bool | None], wanted: bool) -> float | None:
    return sum(one is wanted for one in said) / len(said) if said else None


def _weighted(positive: float | None, negative: float | None) -> float | None:
    return None if positive is None or negative is None else (positive + negative) / 2


def _require_positives(shown: Shown) -> None:
    if not shown.positives:
        raise InputError(
            "There is no photo of the concept to recognise.",
            remedy="Give at least one that it was not learned from.",
        )
