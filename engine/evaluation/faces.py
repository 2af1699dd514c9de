"""Facial similarity: is the person who was drawn the person in the photos?

As in the paper (method.md 2.9): the first detected face of each drawing, its cosine to the face of
every real photo, averaged; drawings without a face are left out of the mean, so their share is
given beside it. The embedder is the shipped 512-d one, not ArcFace: the scale is its own.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from PIL.Image import Image

from engine.evaluation.examinee import Examinee
from engine.events import Job, Progress
from engine.vision.faces import Faces
from engine.vision.models import Floats

NAME = "facial similarity (512-d, shipped embedder)"
NOTE = "Looking at faces"
NOT_MEASURABLE = "not measurable"
LEAST_KEPT = 0.5
"""A face and its own encode–decode must be this alike, else the image tokenizer keeps no faces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceScores:
    """None is what cannot be told: no face was found, or the image tokenizer keeps none."""

    kept: float | None
    """Mean cosine of real faces to their own encode–decode."""
    similarity: float | None
    """Mean over drawings with a face; None where `measurable` is False."""
    ceiling: float | None
    """Of two different real photos."""
    missed: float | None
    """Share of drawings without a face."""
    real_missed: float
    """Share of real photos without a face."""

    @property
    def measurable(self) -> bool:
        """Whether faces survive encode–decode at all."""
        return self.kept is not None and self.kept >= LEAST_KEPT

    @property
    def words(self) -> str:
        """The cell of a table."""
        if not self.measurable or self.similarity is None:
            return NOT_MEASURABLE
        return f"{self.similarity:.3f}"

    @property
    def figures(self) -> dict[str, float | str]:
        """What could be measured, by name."""
        found = {name: value for name, value in asdict(self).items() if value is not None}
        return {**found, "cell": self.words}


def measure(
    examinee: Examinee, drawn: Sequence[Image], reals: Sequence[Image], faces: Faces
) -> Job[FaceScores]:
    """Compare drawings with real photos of a person, after asking whether that can be done."""
    yield Progress(0, 2, NOTE)
    real = [first_face(faces, photo) for photo in reals]
    rebuilt = [first_face(faces, photo) for photo in examinee.reconstructed(reals)]
    kept = [
        float(one @ other)
        for one, other in zip(real, rebuilt, strict=True)
        if one is not None and other is not None
    ]
    lost = sum(one is not None and other is None for one, other in zip(real, rebuilt, strict=True))
    yield Progress(1, 2, NOTE)
    shown = [first_face(faces, picture) for picture in drawn]
    yield Progress(2, 2, NOTE)
    return score(shown, real, sum(kept) / (len(kept) + lost) if kept else None)


def score(
    drawn: Sequence[Floats | None], real: Sequence[Floats | None], kept: float | None
) -> FaceScores:
    """Scores from unit features (512,) of faces, None where there was none.

    A real face that encode–decode lost counts as a likeness of 0 in `kept`.
    """
    found = [one for one in drawn if one is not None]
    known = [one for one in real if one is not None]
    measurable = kept is not None and kept >= LEAST_KEPT
    reached = _mean_cosine(found, known) if measurable and found and known else None
    pairs = [float(one @ other) for place, one in enumerate(known) for other in known[place + 1 :]]
    return FaceScores(
        kept=kept,
        similarity=reached,
        ceiling=float(np.mean(pairs)) if pairs else None,
        missed=1 - len(found) / len(drawn) if drawn else None,
        real_missed=1 - len(known) / len(real) if real else 1.0,
    )


def first_face(faces: Faces, picture: Image) -> Floats | None:
    """(512,) of the surest face of a picture; None where none is found."""
    found = faces.find(picture)
    return faces.embed(picture, found[0]) if found else None


def _mean_cosine(found: Sequence[Floats], known: Sequence[Floats]) -> float:
    return float((np.stack(found) @ np.stack(known).T).mean())
