"""The photo pool as a person keeps it: folders added, packs unpacked, pictures drawn, removed."""

import io
import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from engine.errors import InputError
from engine.events import Job, Progress
from engine.files import storing, write_whole
from engine.learning import lookalikes
from engine.learning.eyes import open_embedder
from engine.paths import RESOURCES, home
from engine.pool.entries import Source, SourceKind
from engine.pool.growth import look_through
from engine.pool.packs import unpack
from engine.pool.store import PoolStore
from engine.settings import Settings

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.open_model import Base
    from engine.vision.embedder import PictureEmbedder

CAPTIONS = RESOURCES / "prompts" / "pool_captions.json"
NOTE = "Drawing for the pool"
PACK_INDEX = "index.json"
"""A folder that has this file is a pack, made to be a pool; any other is the person's own."""


def open_pool() -> PoolStore:
    """The person's pool; close it, or use it in a `with`."""
    return PoolStore(home() / "pool")


def sources() -> list[Source]:
    """The bundled pictures, where there are some, and every source that was added."""
    bundled = []
    if lookalikes.POOL.exists():
        from engine.training.pool import read_pool

        bundled = [
            Source(
                id=0, kind=SourceKind.BUNDLED, title=SourceKind.BUNDLED.value,
                folder=lookalikes.POOL, added_at="", pictures=len(read_pool(lookalikes.POOL)),
            )
        ]  # fmt: skip
    with open_pool() as store:
        return [*bundled, *store.sources()]


def add(given: Path, title: str, settings: Settings) -> Job[Source]:
    """Add a folder or a packed pack, or look through it again; only new pictures are read.

    A folder's pictures stay where they are. Closing the job keeps what was looked at; the same
    call goes on there. InputError where there is no picture that can be read.
    """
    embedder = open_embedder(settings)
    folder = given.expanduser().resolve()
    kind = SourceKind.PACK if (folder / PACK_INDEX).exists() else SourceKind.FOLDER
    if not folder.is_dir():
        unpacked = home() / "pool" / "packs" / uuid4().hex
        yield from unpack(folder, unpacked)
        folder, kind = unpacked, SourceKind.PACK
    with open_pool() as store:
        source = store.add(kind, folder, title or given.stem or str(given))
        return (yield from _filled(store, source, embedder))


def draw(count: int, base: "Base", settings: Settings) -> Job[Source]:
    """Have the base model draw `count` more pictures of all sorts of things.

    Each is kept once it is drawn; the same call goes on where it was stopped.
    """
    embedder = open_embedder(settings)
    folder = home() / "pool" / "drawn" / base.checkpoint.fingerprint[:16]
    with storing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    first = len(list(folder.glob("*.png")))
    for done, caption in enumerate(captions(first, count)):
        picture = yield from _drawn(base, caption, first + done, Progress(done, count, NOTE))
        write_whole(folder / f"{first + done:07}.png", _png(picture))
    yield Progress(count, count, NOTE)
    with open_pool() as store:
        source = store.add(SourceKind.DRAWN, folder, f"drawn by {base.checkpoint.name}")
        return (yield from _filled(store, source, embedder))


def remove(title: str) -> Source:
    """Take a source out of the pool. A folder's photos stay; what was unpacked or drawn goes.

    InputError where there is no such source, or where it ships with the product.
    """
    if title.casefold() == SourceKind.BUNDLED.value:
        raise InputError(
            "The bundled pictures cannot be removed.",
            remedy="Name the sources to learn with: `engine learn --pool TITLE`.",
        )
    with open_pool() as store:
        source = store.find(title)
        store.remove(source)
    if source.folder.is_relative_to((home() / "pool").resolve()):
        shutil.rmtree(source.folder, ignore_errors=True)
    return source


def captions(first: int, count: int) -> list[str]:
    """What the base model is asked to draw: always the same for the same numbers."""
    words = json.loads(CAPTIONS.read_text(encoding="utf-8"))
    return [_caption(words, number) for number in range(first, first + count)]


def _caption(words: dict[str, Sequence[str]], number: int) -> str:
    dice = random.Random(f"{number}/pool")
    # Every subject comes in its turn; colour and place are drawn.
    subject = words["subjects"][number % len(words["subjects"])]
    colour, place = dice.choice(words["colours"]), dice.choice(words["places"])
    article = "an" if colour[0] in "aeiou" else "a"
    return f"A photo of {article} {colour} {subject} {place}."


def _drawn(base: "Base", caption: str, seed: int, progress: Progress) -> Job["Image"]:
    """One picture; while it is drawn only `progress` is said."""
    from engine.runtime.sampling import IMAGE
    from engine.runtime.session import Session

    session = Session(base.backend, base.tokenizer, checkpoint=base.checkpoint.fingerprint)
    sampling = replace(IMAGE, seed=seed, ahead=base.ahead)
    job = session.imagine(caption, sampling=sampling, preview=False)
    try:
        while True:
            next(job)
            yield progress
    except StopIteration as done:
        (drawing,) = done.value
        picture: Image = drawing.picture
        return picture
    finally:
        job.close()


def _png(picture: "Image") -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _filled(store: PoolStore, source: Source, embedder: "PictureEmbedder") -> Job[Source]:
    yield from look_through(store, source, embedder)
    filled = store.find(source.title)
    if not filled.pictures:
        store.remove(filled)
        raise InputError(
            f"There are no pictures in {source.folder} that can be read.",
            remedy="Choose a folder with photos.",
        )
    return filled
