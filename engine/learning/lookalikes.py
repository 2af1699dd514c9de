"""What in the pool looks like the concept: soft positives, negatives, and others to score with."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.events import Job, Progress
from engine.files import write_whole
from engine.paths import RESOURCES, home
from engine.tokens.images import read_photo, square

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig
    from engine.training.pool import Chosen, PoolPicture
    from engine.vision.embedder import Embedder
    from engine.vision.models import Floats

POOL = RESOURCES / "pool"
FILE = "embeddings.safetensors"
NOTE = "Looking at the pool"
OTHERS = 8
"""Pictures that a snapshot must not take for the concept, and that it never learned from."""
_AT_ONCE = 32
_SIDE = 224  # pixels; what the embedder looks at


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is learned from the pool, and what is left to score with."""

    chosen: "Chosen"
    others: tuple[Path, ...]


def neighbours(
    positives: Sequence[Path], embedder: "Embedder", config: "TrainingConfig"
) -> Job[Neighbours]:
    """Rank the bundled pool by likeness to the photos (method.md 2.6); nothing without a pool."""
    from engine.training.pool import Chosen, choose, read_pool, similarity_to

    if not POOL.exists():
        return Neighbours(Chosen(), ())
    pool = read_pool(POOL)
    own = embedder.embed([square(read_photo(path), _SIDE) for path in positives])
    embedded = yield from pool_embeddings(pool, embedder, home() / "cache")
    similarity = similarity_to(embedded, own)
    chosen = choose(pool, similarity, config)
    return Neighbours(chosen, _others(pool, similarity, chosen))


def pool_embeddings(
    pool: Sequence["PoolPicture"], embedder: "Embedder", cache: Path
) -> Job["Floats"]:
    """(N, 1280) float32 of the pool's pictures, from `FILE` beside them or in `cache` if there.

    Computed and kept in `cache` otherwise; a file for other pictures is not used.
    """
    key = _key(pool, embedder.name)
    for folder in (pool[0].path.parent, cache):
        if (known := _read(folder / FILE, key)) is not None:
            return known
    parts: list[Floats] = []
    for start in range(0, len(pool), _AT_ONCE):
        yield Progress(start, len(pool), NOTE)
        parts.append(embedder.embed([read_photo(one.path) for one in pool[start:][:_AT_ONCE]]))
    yield Progress(len(pool), len(pool), NOTE)
    half = np.concatenate(parts).astype(np.float16)  # cosines change by less than 0.001
    cache.mkdir(parents=True, exist_ok=True)
    write_whole(cache / FILE, save({"embeddings": half}, {"key": key}))
    return half.astype(np.float32)


def _others(
    pool: Sequence["PoolPicture"], similarity: "Floats", chosen: "Chosen"
) -> tuple[Path, ...]:
    """Half of them the most similar that are left, half spread over all the rest."""
    taken = {*chosen.soft_positives, *chosen.hard_negatives, *chosen.easy_negatives}
    left = [pool[index] for index in np.argsort(-similarity, kind="stable")]
    left = [picture for picture in left if picture not in taken]
    near, rest = left[: OTHERS // 2], left[OTHERS // 2 :]
    far = rest[:: max(1, len(rest) // (OTHERS // 2))][-(OTHERS // 2) :]
    return tuple(picture.path for picture in (*near, *far))


def _key(pool: Sequence["PoolPicture"], embedder: str) -> str:
    """Changes with any picture's name or size, and with the embedder."""
    listed = [f"{one.path.name} {one.path.stat().st_size}" for one in pool]
    return hashlib.sha256("\n".join([embedder, *listed]).encode()).hexdigest()


def _read(path: Path, key: str) -> "Floats | None":
    try:
        with safe_open(path, framework="np") as file:
            if (file.metadata() or {}).get("key") != key:
                return None
            found: Floats = file.get_tensor("embeddings").astype(np.float32)
            return found
    except (OSError, SafetensorError):
        return None  # a cache may be lost at any time
