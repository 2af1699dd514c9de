"""Pictures of other things, from which soft positives and negatives are drawn. Numpy only.

A pool is a folder of pictures, with or without an `index.json` that says what each one shows.
Rules of ranking and length: method.md 2.6.
"""

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import FormatError, InputError
from engine.tokens.images import ENDINGS
from engine.training.config import TrainingConfig

INDEX = "index.json"
_FACTS = ("noun", "main", "second", "pattern", "place", "mesh", "individual")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PoolPicture:
    """A picture and what it shows, as far as that is known (else empty)."""

    path: Path
    noun: str = ""
    main: str = ""
    """Main colour."""
    second: str = ""
    pattern: str = ""
    place: str = ""
    mesh: str = ""
    individual: str = ""
    """Pictures with the same value show the very same thing."""
    source: str = "bundled"
    """Where it comes from, in words; facts of the concept name it."""
    may_show_it: bool = False
    """Of the person's own photos: the concept may be on it, so it is no hard negative."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one learning takes from a pool."""

    soft_positives: tuple[PoolPicture, ...] = ()
    """The most similar, in the order least → most similar."""
    hard_negatives: tuple[PoolPicture, ...] = ()
    """The most similar, most similar first."""
    colour_negatives: tuple[PoolPicture, ...] = ()
    """Other things of the same colours, most alike first."""
    easy_negatives: tuple[PoolPicture, ...] = ()
    """Of everything else: other nouns where these are known. Of pictures that may show the concept,
    only those of the less similar half."""

    @property
    def negatives(self) -> tuple[PoolPicture, ...]:
        """All three kinds."""
        return (*self.hard_negatives, *self.colour_negatives, *self.easy_negatives)


def read_pool(folder: Path) -> tuple[PoolPicture, ...]:
    """The pictures of `folder`, in a fixed order; of a plain folder, sub-folders included.

    InputError where there is none, FormatError where the index cannot be read.
    """
    index = folder / INDEX
    if index.exists():
        pictures = _indexed(folder, index)
    else:
        paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
        pictures = tuple(map(PoolPicture, paths))
    if not pictures:
        raise InputError(
            f"The folder {folder} holds no pictures.", remedy="Choose a folder with photos."
        )
    return pictures


def similarity_to(pool: Floats, own: Floats) -> Floats:
    """Cosine of each pool embedding (N, D) to the mean of the concept's own (P, D): (N,).

    Own embeddings are brought to length 1 before they are averaged, as the authors do.
    """
    result: Floats = _unit(pool) @ centre_of(own)
    return result


def centre_of(own: Floats) -> Floats:
    """The mean of the concept's own embeddings (P, D), each of length 1, as a unit vector (D,)."""
    (centre,) = _unit(_unit(own).mean(axis=0, keepdims=True))
    result: Floats = centre
    return result


def most_similar(similarity: Floats, count: int) -> list[int]:
    """Indices of the `count` most similar, in the order least → most similar."""
    ascending = np.argsort(similarity, kind="stable")
    return [int(index) for index in ascending[max(0, len(ascending) - count) :]]


def choose(
    pool: Sequence[PoolPicture],
    similarity: Floats | None,
    config: TrainingConfig,
    colours: Floats | None = None,
) -> Chosen:
    """Soft positives and negatives for one concept; `similarity` (N,) as from `similarity_to`.

    `colours` (N,) say how alike in colours the pictures are; without them there are no negatives by
    colour. Without similarities nothing is known to be like the concept: every negative is then a
    random one, and there are no soft positives.
    """
    dice = random.Random(f"{config.seed}/pool")
    if similarity is None:
        count = min(len(pool), config.negatives)
        return Chosen(easy_negatives=tuple(dice.sample(list(pool), count)))
    soft = most_similar(similarity, config.soft_positives)
    nearest = most_similar(similarity, len(pool))[::-1]
    hard = [index for index in nearest if not pool[index].may_show_it][: config.hard_negatives]
    unlike = _unlike(pool, similarity, set(soft) | set(hard))
    alike = [] if colours is None else sorted(unlike, key=lambda index: -colours[index])
    coloured = alike[: config.colour_negatives]
    easy = [index for index in unlike if index not in set(coloured)]
    easy = dice.sample(easy, min(len(easy), config.easy_negatives))
    return Chosen(*(tuple(map(pool.__getitem__, some)) for some in (soft, hard, coloured, easy)))


def bucket_sizes(count: int, latent_tokens: int, spacing: int = 1) -> list[int]:
    """Soft positives in each bucket: as equal as possible, the first ones take what is over."""
    buckets = max(1, latent_tokens // spacing - 1)
    each, over = divmod(count, buckets)
    return [each + (bucket < over) for bucket in range(buckets)]


def adaptive_lengths(count: int, latent_tokens: int, spacing: int = 1) -> list[int]:
    """Generation tokens of each of `count` soft positives, least → most similar (method.md 2.6).

    More similar pictures use more tokens; all tokens are left to photos of the concept itself.
    """
    return [
        min(latent_tokens, spacing * (bucket + 1))
        for bucket, size in enumerate(bucket_sizes(count, latent_tokens, spacing))
        for _ in range(size)
    ]


def _indexed(folder: Path, index: Path) -> tuple[PoolPicture, ...]:
    try:
        entries = json.loads(index.read_text(encoding="utf-8"))
        return tuple(_entry(folder, entry) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(
            f"{index} is damaged.", remedy="Restore it, or delete it to use the pictures alone."
        ) from error


def _entry(folder: Path, entry: Mapping[str, str]) -> PoolPicture:
    facts: dict[str, Any] = {fact: str(entry.get(fact) or "") for fact in _FACTS}
    return replace(PoolPicture(folder / entry["file"]), **facts)


def _unlike(pool: Sequence[PoolPicture], similarity: Floats, taken: set[int]) -> list[int]:
    """Indices that are not taken and cannot show the concept; of other nouns, if some are left.

    Not of the less similar half alone: there little has the concept's colours, and a concept that
    is told from nothing of its colours is taken for everything of them.
    """
    ascending = np.argsort(similarity, kind="stable")
    nearest = Counter(pool[index].noun for index in ascending[-10:])
    noun = nearest.most_common(1)[0][0]
    half = max(1, len(pool) // 2)
    left = [
        int(index)
        for place, index in enumerate(ascending)
        if index not in taken and (place < half or not pool[index].may_show_it)
    ]
    return [index for index in left if not noun or pool[index].noun != noun] or left


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Floats = vectors / np.maximum(lengths, 1e-12)
    return result
