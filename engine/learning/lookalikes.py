"""What in the pool looks like the concept: soft positives, negatives, and others to score with.

The bundled pictures are few and searched one by one; those of a person may be a million, and only
their nearest and a random sample of the rest are taken up. Likeness alone ranks them (method.md
2.6): the concept's kind has no say, and pictures of a person's folders have none.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from engine.errors import InputError
from engine.events import Job, Progress
from engine.files import write_whole
from engine.paths import RESOURCES, home
from engine.pool.entries import Likeness, SourceKind, picture_key
from engine.pool.growth import look_through, shelf_of
from engine.pool.store import PoolStore
from engine.tokens.images import read_photo, square
from engine.vision.colours import Colours

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig
    from engine.training.pool import Chosen, PoolPicture
    from engine.vision.embedder import PictureEmbedder
    from engine.vision.models import Floats

POOL = RESOURCES / "pool"
FILE = "embeddings.safetensors"
COLOURS_FILE = "colours.safetensors"
NOTE = "Looking at the pool"
OTHERS = 9
"""Pictures that a snapshot must not take for the concept, and that it never learned from."""
_AT_ONCE = 32
_SIDE = 224  # pixels; what the embedder looks at
_RANDOM = 8
"""Pictures of the rest that are looked up for each one that is wanted."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What is learned from the pool, and what is left to score with."""

    chosen: "Chosen"
    others: tuple[Path, ...]
    sources: str = "none"
    """Where the pictures came from: `bundled 90, own photos 6`. Kept among the concept's facts."""


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """The concept's own photos as the embedder sees them (P, D), and as `Colours` does (P, C)."""

    looks: "Floats"
    colours: "Floats"


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Pictures of one or several sources, and the similarity of each."""

    pictures: tuple["PoolPicture", ...]
    similarity: "Floats"
    colours: "Floats"
    """How alike their colours are; of a person's own pictures nobody asks."""

    def without(self, left_out: Collection[str]) -> "Ranked":
        """All but the pictures with these keys."""
        if not left_out:
            return self
        kept = [place for place, one in enumerate(self.pictures) if key_of(one) not in left_out]
        pictures = tuple(self.pictures[place] for place in kept)
        return Ranked(pictures, self.similarity[kept], self.colours[kept])


def neighbours(
    positives: Sequence[Path],
    embedder: "PictureEmbedder",
    config: "TrainingConfig",
    sources: Sequence[str] = (),
    left_out: Collection[str] = (),
) -> Job[Neighbours]:
    """Rank the pool by likeness to the photos (method.md 2.6); nothing without a pool.

    `sources` are titles of the pool's sources, or `bundled`; by default all there are. Pictures
    whose keys are `left_out` are not there. InputError where there is no source of a title.
    """
    from engine.training.pool import Chosen, choose

    ranked = yield from rank(positives, embedder, config, sources, spare=len(left_out))
    ranked = ranked.without(left_out)
    if not ranked.pictures:
        return Neighbours(Chosen(), ())
    chosen = choose(ranked.pictures, ranked.similarity, config, ranked.colours)
    others = _others(ranked, chosen)
    return Neighbours(chosen, others, _in_words(chosen))


def rank(
    positives: Sequence[Path],
    embedder: "PictureEmbedder",
    config: "TrainingConfig",
    sources: Sequence[str] = (),
    *,
    spare: int = 0,
) -> Job[Ranked]:
    """The pool's pictures with their likeness to the photos; none without a pool.

    Of a person's sources the nearest and a sample of the rest, and `spare` more of the nearest.
    """
    from engine.training.pool import centre_of, read_pool

    if not POOL.exists() and not (home() / "pool").exists():
        nothing = np.zeros(0, np.float32)
        return Ranked((), nothing, nothing)
    photos = [square(read_photo(path), _SIDE) for path in positives]
    own = Own(looks=embedder.embed(photos), colours=Colours().embed(photos))
    wanted = {title.casefold() for title in sources}
    bundled: tuple[PoolPicture, ...] = ()
    similarity = colours = np.zeros(0, np.float32)
    if POOL.exists() and (not wanted or SourceKind.BUNDLED.value in wanted):
        bundled = read_pool(POOL)
        similarity, colours = yield from bundled_likeness(bundled, own, embedder)
    titles = wanted - {SourceKind.BUNDLED.value}
    found: list[Likeness] = []
    if titles or not wanted:
        centre = centre_of(own.looks)
        found = yield from _of_the_person(centre, embedder, config, titles, spare)
    pictures = tuple(map(_pool_picture, found))
    more = np.array([one.similarity for one in found], np.float32)
    unasked = np.full(len(found), -1, np.float32)
    return Ranked(
        (*bundled, *pictures),
        np.concatenate([similarity, more]),
        np.concatenate([colours, unasked]),
    )


def bundled_likeness(
    pool: Sequence["PoolPicture"], own: Own, embedder: "PictureEmbedder"
) -> Job[tuple["Floats", "Floats"]]:
    """How like the concept's photos each picture looks (N,), and how alike in colours (N,)."""
    from engine.training.pool import similarity_to

    cache = home() / "cache"
    embedded = yield from pool_embeddings(pool, embedder, cache)
    coloured = yield from pool_embeddings(pool, Colours(), cache, COLOURS_FILE)
    return similarity_to(embedded, own.looks), similarity_to(coloured, own.colours)


def _of_the_person(
    centre: "Floats",
    embedder: "PictureEmbedder",
    config: "TrainingConfig",
    titles: set[str],
    spare: int,
) -> Job[list[Likeness]]:
    """The nearest pictures of each source, and a random sample of the rest."""
    folder = home() / "pool"
    if not folder.exists() and not titles:
        return []
    most = max(config.soft_positives, config.hard_negatives) + OTHERS + spare
    rest = _RANDOM * (config.easy_negatives + OTHERS)
    found: list[Likeness] = []
    with PoolStore(folder) as store:
        named = [store.find(title) for title in sorted(titles)]
        for source in named or store.sources():
            shelf = shelf_of(source, embedder)
            if not store.count(shelf):  # another embedder looked at it
                yield from look_through(store, source, embedder)
            near = store.nearest(source, shelf, centre, most)
            dice = np.random.default_rng(config.seed)
            count = store.count(shelf)
            rows = np.sort(dice.choice(count, min(rest, count), replace=False))
            taken = {one.path for one in near}
            far = store.among(source, shelf, centre, rows)
            found += [*near, *(one for one in far if one.path not in taken)]
    return found


def _pool_picture(one: Likeness) -> "PoolPicture":
    from engine.training.pool import PoolPicture

    own = one.kind is SourceKind.FOLDER
    return PoolPicture(one.path, source=one.kind.value, may_show_it=own)


def key_of(picture: "PoolPicture") -> str:
    """What a picture of the pool is called where it is left out."""
    return picture_key(picture.path, SourceKind(picture.source))


def _in_words(chosen: "Chosen") -> str:
    pictures = {*chosen.soft_positives, *chosen.negatives}
    counted = Counter(picture.source for picture in pictures).most_common()
    return ", ".join(f"{source} {count}" for source, count in counted) or "none"


def pool_embeddings(
    pool: Sequence["PoolPicture"], embedder: "PictureEmbedder", cache: Path, file: str = FILE
) -> Job["Floats"]:
    """(N, D) float32 of the pool's pictures, from `file` beside them or in `cache` if there.

    Computed and kept in `cache` otherwise; a file for other pictures is not used.
    """
    key = _key(pool, embedder.name)
    for folder in (pool[0].path.parent, cache):
        if (known := _read(folder / file, key)) is not None:
            return known
    parts: list[Floats] = []
    for start in range(0, len(pool), _AT_ONCE):
        yield Progress(start, len(pool), NOTE)
        parts.append(_embedded(pool[start : start + _AT_ONCE], embedder))
    yield Progress(len(pool), len(pool), NOTE)
    cache.mkdir(parents=True, exist_ok=True)
    kept = _rounded(np.concatenate(parts))
    write_whole(cache / file, save(kept, {"key": key}))
    return _restored(kept)


def _rounded(vectors: "Floats") -> dict[str, NDArray[Any]]:
    """Bytes, and a step for each vector: a quarter of float32; cosines change by 0.004 at most."""
    steps = np.maximum(np.abs(vectors).max(1, keepdims=True), np.float32(1e-12)) / np.float32(127)
    return {"levels": np.rint(vectors / steps).astype(np.int8), "steps": steps}


def _restored(kept: Mapping[str, NDArray[Any]]) -> "Floats":
    restored: Floats = kept["levels"].astype(np.float32) * kept["steps"]
    return restored


def _embedded(pool: Sequence["PoolPicture"], embedder: "PictureEmbedder") -> "Floats":
    """Vectors of a few pictures; zero, like nothing, where one cannot be read."""
    images = [_readable(one.path) for one in pool]
    blank = Image.new("RGB", (_SIDE, _SIDE))
    vectors = embedder.embed([blank if image is None else image for image in images])
    sound = np.array([[image is not None] for image in images])
    known: Floats = np.where(sound, vectors, np.float32(0))
    return known


def _readable(path: Path) -> Image.Image | None:
    try:
        return read_photo(path)
    except InputError:
        return None


def _others(ranked: Ranked, chosen: "Chosen") -> tuple[Path, ...]:
    """Of what is left: a third the most similar, a third the most alike in colours, a third any.

    Of pictures that may show the concept itself, only those of the less similar half count.
    """
    taken = {*chosen.soft_positives, *chosen.negatives}
    left = [index for index in _no_concepts(ranked) if ranked.pictures[index] not in taken]
    third = OTHERS // 3
    near, rest = left[:third], left[third:]
    coloured = sorted(rest, key=lambda index: -ranked.colours[index])[:third]
    rest = [index for index in rest if index not in coloured]
    far = rest[:: max(1, len(rest) // third)][-third:]
    paths = [ranked.pictures[index].path for index in (*near, *coloured, *far)]
    return tuple(path for path in paths if _readable(path) is not None)


def _no_concepts(ranked: Ranked) -> Iterator[int]:
    """What cannot be the concept, most similar first."""
    half = len(ranked.pictures) // 2
    for place, index in enumerate(np.argsort(-ranked.similarity, kind="stable")):
        if not ranked.pictures[index].may_show_it or place > half:
            yield int(index)


def _key(pool: Sequence["PoolPicture"], embedder: str) -> str:
    """Changes with any picture's name or size, and with the embedder."""
    listed = [f"{one.path.name} {one.path.stat().st_size}" for one in pool]
    return hashlib.sha256("\n".join([embedder, *listed]).encode()).hexdigest()


def _read(path: Path, key: str) -> "Floats | None":
    try:
        with safe_open(path, framework="np") as file:
            if (file.metadata() or {}).get("key") != key:
                return None
            return _restored({name: file.get_tensor(name) for name in ("levels", "steps")})
    except (OSError, SafetensorError):
        return None  # a cache may be lost at any time
