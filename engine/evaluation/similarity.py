"""Do drawings look like the concept? Cosines of picture features, between a floor and a ceiling.

Photos pass through the model's own encode–decode before they are compared, so that what its image
tokenizer cannot show counts neither for nor against a drawing. The features are those of the
shipped EfficientNet-Lite0, of a CLIP folder, or of `invariant.py`: each is a column of its own,
named, because their scales differ.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from engine.evaluation.statistics import Interval, auroc, over_both
from engine.vision.embedder import Embedder, similarity
from engine.vision.models import Floats

NAME = f"{Embedder.name} similarity"
"""How these figures are called wherever they are shown."""
NOTE = "Comparing"
DRAWINGS = 8
_SLACK = 1e-4  # cosines of the same picture in another batch differ by less


class Looks(Protocol):
    """What turns pictures into features whose cosines are compared."""

    @property
    def name(self) -> str:
        """How figures of it are called."""
        ...

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, D) float32, of any length."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """Features (N, D) of what drawings are compared with; none of a group: (0, D) or None."""

    reals: Floats
    """New photos of the concept."""
    others: Floats | None = None
    """Other individuals of the same noun: the floor."""
    training: Floats | None = None
    """Photos that it was learned from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityScores:
    """Mean cosines, -1…1; None where there was nothing to compare with."""

    similarity: float
    """Of drawings to photos of the concept that it was not learned from."""
    each: tuple[float, ...]
    """The same for each drawing."""
    low: float | None = None
    high: float | None = None
    """Where `similarity` lies with 95 % confidence, over drawings and photos."""
    training: float | None = None
    """Of drawings to the photos that it was learned from."""
    floor: float | None = None
    """Of new photos of the concept to photos of other individuals of the noun."""
    ceiling: float | None = None
    """Of two different photos of the concept: what a perfect drawing reaches on average."""
    normalised: float | None = None
    """Where `similarity` lies between floor (0) and ceiling (1)."""
    others: float | None = None
    """Of drawings to photos of other individuals."""
    copy: float | None = None
    """The highest of any drawing to any photo that was learned from."""
    copy_limit: float | None = None
    """The highest of any new photo to any photo that was learned from."""
    copies: float | None = None
    """The share of drawings that are nearer to a learned photo than any new photo is, 0…1."""
    original: float | None = None
    """`similarity` of the other drawings; None where all are copies."""
    diversity: float | None = None
    """1 − mean cosine of two drawings; 0 where all are the same."""
    real_diversity: float | None = None
    """The same of the new photos."""

    @property
    def copied(self) -> bool:
        """Whether a drawing is nearer to a learned photo than any new photo is."""
        return bool(self.copies)

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


def score(drawn: Floats, compared: Compared) -> SimilarityScores:
    """Scores of drawings from their features (N, D)."""
    reals, training = compared.reals, compared.training
    cosines = similarity(drawn, reals)
    reached, best = float(cosines.mean()), ceiling(reals)
    floor = _over(np.mean, reals, compared.others)
    span, each = over_both(cosines.astype(np.float64)), cosines.mean(axis=1)
    flagged = _flagged(drawn, reals, training)
    return SimilarityScores(
        similarity=reached,
        each=tuple(float(one) for one in each),
        low=_finite(span.low),
        high=_finite(span.high),
        training=_over(np.mean, drawn, training),
        floor=floor,
        ceiling=best,
        normalised=normalised(reached, floor, best),
        others=_over(np.mean, drawn, compared.others),
        copy=_over(np.max, drawn, training),
        copy_limit=_over(np.max, reals, training),
        copies=None if flagged is None else float(flagged.mean()),
        original=None if flagged is None or flagged.all() else float(each[~flagged].mean()),
        diversity=_diversity(drawn),
        real_diversity=_diversity(reals),
    )


def normalised(reached: float, floor: float | None, best: float | None) -> float | None:
    """0 at the floor, 1 at the ceiling; None where one is unknown or they are the wrong way."""
    if floor is None or best is None or best <= floor:
        return None
    return (reached - floor) / (best - floor)


def averaged(drawn: Floats, reals: Floats) -> float:
    """The paper's rule (method.md 2.9): cosine of each drawing to the mean of the photos' features.

    Features (N, D) as the network gives them: not brought to length 1 before they are averaged.
    """
    return float(similarity(drawn, reals.mean(axis=0, keepdims=True)).mean())


def ceiling(reals: Floats) -> float | None:
    """Mean cosine over pairs of two different photos (N, D); None where there is but one."""
    pairs = _pairs(len(reals))
    return float(similarity(reals, reals)[pairs].mean()) if len(pairs[0]) else None


def ceiling_interval(reals: Floats) -> Interval:
    """`ceiling` with its 95 % interval over photos, each compared with all others."""
    cosines = similarity(reals, reals).astype(np.float64)
    np.fill_diagonal(cosines, np.nan)
    return over_both(cosines, paired=True)


def nearest_copy(pictures: Floats, training: Floats) -> tuple[int, int, float]:
    """The most alike pair of a picture (N, D) and a learned photo (M, D): places, and cosine."""
    cosines = similarity(pictures, training)
    place = int(cosines.argmax())
    return place // len(training), place % len(training), float(cosines.max())


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


def _flagged(drawn: Floats, reals: Floats, training: Floats | None) -> NDArray[np.bool_] | None:
    """Which drawings are copies (N,); None where nothing was learned from."""
    limit = _over(np.max, reals, training)
    if training is None or limit is None:
        return None
    nearest: NDArray[np.bool_] = similarity(drawn, training).max(axis=1) > limit + _SLACK
    return nearest


def _diversity(pictures: Floats) -> float | None:
    alike = ceiling(pictures)
    return None if alike is None else 1 - alike


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _over(summary: Callable[[Floats], np.floating], a: Floats, b: Floats | None) -> float | None:
    return None if b is None or not len(b) else float(summary(similarity(a, b)))


def _pairs(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = np.array(list(combinations(range(count), 2)), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
