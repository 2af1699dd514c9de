"""How good a snapshot is, on a photo that it was not learned from; cheap enough for every epoch."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from engine.events import Job, Measured, Progress, Sampled

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.concepts.concept import Concept
    from engine.open_model import Base
    from engine.runtime.recognition import Recognition
    from engine.vision.embedder import PictureEmbedder

T = TypeVar("T")

NOTE = "Scoring"
DRAWINGS = 2
"""Drawn for each snapshot, always with the same seeds."""


class Judge:
    """Scores snapshots of one concept against its held-out photo and photos of other things."""

    def __init__(
        self,
        base: "Base",
        embedder: "PictureEmbedder",
        held_out: "Image",
        others: Sequence["Image"],
    ) -> None:
        self._base, self._embedder = base, embedder
        self._held_out, self._others = held_out, tuple(others)
        self._target = embedder.embed([held_out])

    @property
    def embedder(self) -> str:
        """The name of what similarity is measured by."""
        return self._embedder.name

    def score(self, concept: "Concept", epoch: int) -> Job[Mapping[str, float]]:
        """`recognition` and `similarity`, each 0…1 (a cosine may be below 0).

        Recognition is the mean of the certainty of the right answer about the held-out photo and
        about the others (method.md 2.9, with probabilities for counts). Similarity is the mean
        cosine of the drawings with the held-out photo, in the embedder's own scale.
        """
        from engine.runtime.session import Session

        session = Session(
            self._base.backend, self._base.tokenizer, [concept],
            checkpoint=self._base.checkpoint.fingerprint,
        )  # fmt: skip
        yield Progress(0, 1, NOTE)
        asked = session.recognise_all([self._held_out, *self._others])
        drawn = yield from _quietly(
            session.imagine(f"A photo of {concept.name}.", count=DRAWINGS, preview=False)
        )
        for index, one in enumerate(drawn):
            yield Sampled(epoch, index, one.picture)
        cosines = self._embedder.embed([one.picture for one in drawn]) @ self._target.T
        scores = {"recognition": recognition(asked), "similarity": float(cosines.mean())}
        for name, value in scores.items():
            yield Measured(name, value, epoch)
        return scores


def recognition(asked: Sequence["Recognition"]) -> float:
    """Certainty of yes for the first, the subject, and of no for all others; half and half."""
    certain = [one.yes / max(one.yes + one.no, 1e-12) for one in asked]
    wrong = certain[1:]
    return (certain[0] + 1 - sum(wrong) / len(wrong)) / 2 if wrong else certain[0]


def quality(scores: Mapping[str, float]) -> float:
    """What the best snapshot is chosen by: the mean of both, as in the paper (method.md 2.3)."""
    return sum(scores.values()) / len(scores)


def _quietly(job: Job[T]) -> Job[T]:
    """The same job with its progress told as that of scoring."""
    try:
        while True:
            event = next(job)
            if isinstance(event, Progress):
                yield Progress(event.done, event.total, NOTE)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        job.close()
