"""Looking through a source of the pool: each picture is embedded once, and what broke is counted.

Only what is new since the last look is read. Closing the job keeps what was looked at.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from engine.errors import InputError, SetupError
from engine.events import Job, Noticed, Progress
from engine.pool.entries import Seen, Shelf, Source
from engine.pool.store import PoolStore
from engine.tokens.images import ENDINGS, read_photo, square
from engine.vision.embedder import PictureEmbedder

NOTE = "Looking at pictures"
LOCK = "pool.lock"
SIDE = 224  # pixels; what the bundled embedder looks at
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Grown:
    """What a look through a source changed, in pictures."""

    added: int = 0
    skipped: int = 0
    """That could not be read: broken, empty, far too large."""
    gone: int = 0
    """Deleted, or changed and looked at again."""


def shelf_of(source: Source, embedder: PictureEmbedder) -> Shelf:
    """Where the vectors of this source by this embedder are."""
    return Shelf(source.id, embedder.name, embedder.dimensions)


def look_through(store: PoolStore, source: Source, embedder: PictureEmbedder) -> Job[Grown]:
    """Bring what is known of a source up to date with its folder.

    InputError where the folder is not there now: what is known of it stays. SetupError where
    another program does the same, or the disk is full.
    """
    shelf = shelf_of(source, embedder)
    with _alone(store.folder):
        there = {one.path: one for one in pictures_in(source.folder)}
        known = store.seen(shelf)
        gone = {path for path, one in known.items() if there.get(path) != one}
        if gone:
            store.forget(shelf, gone)
        new = [there[path] for path in sorted(there.keys() - (known.keys() - gone))]
        skipped = 0
        for start in range(0, len(new), _AT_ONCE):
            yield Progress(start, len(new), NOTE)
            some = new[start : start + _AT_ONCE]
            skipped += _look_at(store, source, embedder, some)
    yield Progress(len(new), len(new), NOTE)
    if skipped:
        yield Noticed(f"{skipped} files could not be read as pictures and were skipped.")
    return Grown(len(new) - skipped, skipped, len(gone))


def pictures_in(folder: Path) -> Iterator[Seen]:
    """The pictures of a folder and its sub-folders, hidden ones left out."""
    if not folder.is_dir():
        raise InputError(
            f"The folder {folder} is not there.",
            remedy="Connect its disk, or remove it from the pool: `engine pool remove`.",
        )
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and path.suffix.lower() in ENDINGS and path.is_file():
            facts = path.stat()
            yield Seen(inside.as_posix(), facts.st_size, facts.st_mtime_ns)


def _look_at(
    store: PoolStore, source: Source, embedder: PictureEmbedder, some: Sequence[Seen]
) -> int:
    """Embed a few pictures and keep that; returns how many could not be read."""
    sound, skipped, images = [], [], []
    for one in some:
        try:
            images.append(square(read_photo(source.folder / one.path), SIDE))
            sound.append(one)
        except InputError:
            skipped.append(one)
    vectors = embedder.embed(images) if images else np.zeros((0, embedder.dimensions), np.float32)
    store.append(shelf_of(source, embedder), sound, vectors, skipped)
    return len(skipped)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise SetupError(
            "Another program is looking through the pool.", remedy="Wait for it, then try again."
        ) from error
    try:
        yield
    finally:
        lock.release()
