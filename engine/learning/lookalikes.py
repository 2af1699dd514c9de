"""What in a pool looks like the concept: its pictures embedded once, and kept in a file."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.events import Job, Progress
from engine.files import write_whole
from engine.tokens.images import read_photo

if TYPE_CHECKING:
    from engine.training.pool import PoolPicture
    from engine.vision.embedder import Embedder, Floats

FILE = "embeddings.safetensors"
NOTE = "Looking at the pool"
_AT_ONCE = 32


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
    found = np.concatenate(parts)
    cache.mkdir(parents=True, exist_ok=True)
    half = found.astype(np.float16)  # 2.5 kB a picture; cosines change by less than 0.001
    write_whole(cache / FILE, save({"embeddings": half}, {"key": key}))
    return half.astype(np.float32)


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
