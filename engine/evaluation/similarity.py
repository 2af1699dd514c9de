"""Do drawings look like the concept? Cosines of EfficientNet-Lite0 features, with a ceiling.

Photos pass through the model's own encode–decode before they are compared, so that what its image
tokenizer cannot show counts neither for nor against a drawing. Not CLIP: the scale is its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from engine.errors import InputError
from engine.evaluation.statistics import auroc
from engine.events import Job, Progress
from engine.runtime.session import Session
from engine.tokens.images import square, to_image, to_pixels
from engine.vision.embedder import Embedder, similarity
from engine.vision.models import Floats

NAME = f"{Embedder.name} similarity"
"""How these figures are called wherever they are shown."""
NOTE = "Comparing"
DRAWINGS = 8
_AT_ONCE = 8  # photos encoded and decoded together
_SLACK = 1e-4  # cosines of the same picture in another batch differ by less


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityScores:
    """Mean cosines, -1…1; None where there was nothing to compare with."""

    similarity: float
    """Of drawings to photos of the concept that it was not learned from."""
    each: tuple[float, ...]
    """The same for each drawing."""
    ceiling: float | None = None
    """Of two different photos of the concept: what a perfect drawing reaches on average."""
    others: float | None = None
    """Of drawings to photos of other things."""
    copy: float | None = None
    """The highest of any drawing to any photo that was learned from."""
    copy_limit: float | None = None
    """The highest of any new photo to any photo that was learned from."""

    @property
    def copied(self) -> bool:
        """Whether a drawing is nearer to a learned photo than any new photo is."""
        known = self.copy is not None and self.copy_limit is not None
        return known and (self.copy or 0) > (self.copy_limit or 0) + _SLACK

    @property
    def figures(self) -> dict[str, float]:
        """What could be measured, by name, without the single drawings."""
        measured = {name: value for name, value in asdict(self).items() if name != "each"}
        return {name: value for name, value in measured.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Qualification:
    """Whether the metric itself can tell individuals apart in what the tokenizer leaves of them."""

    auc: float
    """How likely two photos of one individual are more alike than two of different ones."""
    same_pairs: int
    different_pairs: int


def measure(
    session: Session,
    reals: Sequence[Image],
    others: Sequence[Image] = (),
    *,
    training: Sequence[Image] = (),
    embedder: Embedder | None = None,
) -> Job[SimilarityScores]:
    """Draw “A photo of NAME.” and compare with photos that are new to the concept.

    `training` are the photos it was learned from, to find copies. InputError without `reals`.
    """
    if not reals:
        raise InputError(
            "There is no photo to compare drawings with.",
            remedy="Give at least one that it was not learned from.",
        )
    looks = embedder or Embedder()
    caption = f"A photo of {' and '.join(one.name for one in session.concepts) or 'it'}."
    drawn = yield from session.imagine(caption, count=DRAWINGS, preview=False)
    yield Progress(0, 1, NOTE)
    embedded = [looks.embed(reconstructed(session, one)) for one in (reals, others, training)]
    scores = score(looks.embed([one.picture for one in drawn]), *embedded)
    yield Progress(1, 1, NOTE)
    return scores


def reconstructed(session: Session, photos: Sequence[Image]) -> list[Image]:
    """Photos as the model's image tokenizer gives them back: squares of its picture size."""
    size = session.tokenizer.image_size
    pictures: list[Image] = []
    for start in range(0, len(photos), _AT_ONCE):
        some = photos[start : start + _AT_ONCE]
        pixels = np.stack([to_pixels(square(photo, size)) for photo in some])
        decoded = session.backend.decode_image(session.backend.encode_image(pixels))
        pictures += [to_image(one) for one in decoded]
    return pictures


def score(
    drawn: Floats, reals: Floats, others: Floats | None = None, training: Floats | None = None
) -> SimilarityScores:
    """Scores from embeddings (N, D) of drawings, new photos, other things, learned photos."""
    cosines = similarity(drawn, reals)
    return SimilarityScores(
        similarity=float(cosines.mean()),
        each=tuple(float(one) for one in cosines.mean(axis=1)),
        ceiling=ceiling(reals),
        others=_over(np.mean, drawn, others),
        copy=_over(np.max, drawn, training),
        copy_limit=_over(np.max, reals, training),
    )


def ceiling(reals: Floats) -> float | None:
    """Mean cosine over pairs of two different photos (N, D); None where there is but one."""
    pairs = _pairs(len(reals))
    return float(similarity(reals, reals)[pairs].mean()) if len(pairs[0]) else None


def qualify(embedded: Floats, individuals: Sequence[str]) -> Qualification:
    """Same/different AUC over all pairs of photos (N, D), of which `individuals` says whom."""
    cosines = similarity(embedded, embedded)
    who = np.asarray(individuals)
    first, second = _pairs(len(who))
    same = who[first] == who[second]
    likeness = cosines[first, second]
    return Qualification(
        auroc(likeness[same], likeness[~same]), int(same.sum()), int((~same).sum())
    )


def _over(summary: Callable[[Floats], np.floating], a: Floats, b: Floats | None) -> float | None:
    return None if b is None or not len(b) else float(summary(similarity(a, b)))


def _pairs(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = np.array(list(combinations(range(count), 2)), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
