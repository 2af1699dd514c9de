"""Drawing as a job that keeps each picture in the gallery as soon as it is finished.

One job draws every prompt with every seed and, where asked for, with every version of a concept:
a single picture, a batch and a contact sheet are the same work.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import product
from typing import TYPE_CHECKING
from uuid import uuid4

from engine.concepts.library import ConceptLibrary
from engine.errors import InputError, YoError
from engine.events import Drawn, Event, Job, Noticed, Preview, Progress
from engine.gallery.picture import Likeness, NewPicture, Picture, Source, Subject
from engine.gallery.resemblance import Resemblance
from engine.gallery.store import open_gallery
from engine.gallery.wildcards import chosen, has_wildcards
from engine.paths import home
from engine.runtime.sampling import IMAGE, Sampling
from engine.tokens import prompts

if TYPE_CHECKING:
    from pathlib import Path

    from engine.concepts.concept import Concept
    from engine.open_model import Base
    from engine.runtime.drawing import Drawing
    from engine.runtime.session import Session
    from engine.vision.embedder import Embedder

MOST_PICTURES = 400
"""In one job; at 7B on a CPU that is days."""
_AT_ONCE = 4
"""Pictures between two that are kept: what a session draws side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRequest:
    """What is to be drawn: each prompt with each seed, with each version of the first concept."""

    names: tuple[str, ...] = ()
    """Concepts; prompts spell their names as words."""
    prompts: tuple[str, ...]
    """May have wildcards, which each seed chooses from (`wildcards`)."""
    seeds: tuple[int, ...]
    versions: tuple[int, ...] = ()
    """Of the first concept; none is the version in use."""
    sampling: Sampling = IMAGE
    """Its seed is not used; `ahead` neither, unless `own_ahead`."""
    own_ahead: bool = False
    """Whether `sampling.ahead` holds, instead of what was measured for the compiled model."""

    def __post_init__(self) -> None:
        if not self.prompts or not self.seeds:
            raise InputError("There is nothing to draw.", remedy="Give a prompt and a seed.")
        if self.versions and not self.names:
            raise InputError("Only a concept has versions.", remedy="Name a concept to draw.")
        if self.count > MOST_PICTURES:
            raise InputError(
                f"{self.count} pictures are too many for one job.",
                remedy=f"Ask for {MOST_PICTURES} at most.",
            )
        for prompt, seed in product(self.prompts, self.seeds):
            prompts.checked(chosen(prompt, seed))

    @property
    def count(self) -> int:
        """How many pictures it asks for."""
        return len(self.prompts) * len(self.seeds) * max(1, len(self.versions))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Cell:
    """One wish with one version: drawn with all seeds."""

    session: "Session"
    subjects: tuple[Subject, ...]
    resemblance: Resemblance | None
    wish: str


def draw(request: DrawRequest, base: "Base", embedder: "Embedder") -> Job[list[Picture]]:
    """Draw, compare with the concept's photos, keep; `Drawn` follows each picture that is kept.

    Closing the job keeps what is finished. InputError where there is no such concept or version.
    """
    sampling = request.sampling
    if not request.own_ahead:
        sampling = replace(sampling, ahead=base.ahead)
    batch, kept = uuid4().hex, list[Picture]()
    for cell in _cells(request, base, embedder):
        for prompt, seeds in _runs(cell.wish, request.seeds):
            job = cell.session.imagine(
                prompt, count=len(seeds), sampling=replace(sampling, seed=seeds[0])
            )
            drawn = yield from _told(job, _Part(len(kept), len(seeds), request.count))
            for picture in _kept(drawn, cell, batch):
                kept.append(picture)
                yield Drawn(len(kept) - 1, picture.id)
    return kept


def recover(ids: Sequence[str], base: "Base") -> Job[list[Picture]]:
    """Decode missing pictures again from their codes; those of another checkpoint stay missing."""
    import numpy as np

    from engine.tokens.images import to_image

    back: list[Picture] = []
    with open_gallery() as gallery:
        wanted = gallery.pictures(ids)
        for done, picture in enumerate(wanted):
            yield Progress(done, len(wanted), "Recovering")
            codes = gallery.codes(picture.id)
            if picture.checkpoint == base.checkpoint.fingerprint and codes:
                pixels = base.backend.decode_image(np.array([codes], np.int64))[0]
                gallery.recover(picture, to_image(pixels))
                back += gallery.pictures([picture.id])
    yield Progress(len(wanted), len(wanted), "Recovering")
    if len(back) < len(wanted):
        yield Noticed(
            f"{len(wanted) - len(back)} of {len(wanted)} pictures were drawn by another model "
            "and cannot be recovered with this one."
        )
    return back


def _cells(request: DrawRequest, base: "Base", embedder: "Embedder") -> Iterator[_Cell]:
    """One after the other, so that one version's soft prompt is laid over the model at a time."""
    versions: Sequence[int | None] = request.versions or (None,)
    for version in versions:
        concepts, subjects, photos = _loaded(request.names, version)
        session = _session(base, concepts)
        resemblance = None
        with suppress(YoError):  # a photo is gone: the picture has no score, and is drawn
            resemblance = Resemblance(session, photos, embedder) if photos else None
        for prompt in request.prompts:
            yield _Cell(session=session, subjects=subjects, resemblance=resemblance, wish=prompt)


def _session(base: "Base", concepts: Sequence["Concept"]) -> "Session":
    from engine.runtime.session import Session

    return Session(base.backend, base.tokenizer, concepts, checkpoint=base.checkpoint.fingerprint)


def _loaded(
    names: Sequence[str], version: int | None
) -> tuple[list["Concept"], tuple[Subject, ...], list["Path"]]:
    """The concepts, what is written about them on a picture, and the photos of a single one."""
    with ConceptLibrary(home() / "library") as library:
        entries = [library.find(name) for name in names]
        wanted = [version if place == 0 else None for place in range(len(entries))]
        concepts = [
            library.load(entry, number, entry.chosen_epoch(number))
            for entry, number in zip(entries, wanted, strict=True)
        ]
        subjects = tuple(
            Subject(
                concept=entry.id,
                name=entry.name,
                kind=entry.kind,
                version=number or entry.current_version,
            )
            for entry, number in zip(entries, wanted, strict=True)
        )
        photos = [photo.path for photo in library.photos(names[0])] if len(names) == 1 else []
    return concepts, subjects, photos


def _runs(wish: str, seeds: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Neighbouring seeds of one prompt, a few at once, as a session draws them; others alone."""
    run: list[int] = []
    for seed in seeds:
        same = bool(run) and seed == run[-1] + 1 and chosen(wish, seed) == chosen(wish, run[0])
        if run and (not same or len(run) == _AT_ONCE):
            yield chosen(wish, run[0]), run
            run = []
        run.append(seed)
    if run:
        yield chosen(wish, run[0]), run


@dataclass(frozen=True, slots=True)
class _Part:
    """Pictures `first` … `first + some` of `count`."""

    first: int
    some: int
    count: int


def _told(job: Job[list["Drawing"]], part: _Part) -> Job[list["Drawing"]]:
    """The same job, told as a part of a larger one."""
    try:
        while True:
            event: Event = next(job)
            match event:
                case Progress(done, total, note):
                    each = total // part.some
                    yield Progress(part.first * each + done, part.count * each, note)
                case Preview(index, picture, done):
                    yield Preview(part.first + index, picture, done)
                case Noticed() if part.first:
                    pass  # it was said with the first pictures
                case _:
                    yield event
    except StopIteration as ended:
        result: list[Drawing] = ended.value
        return result
    finally:
        job.close()


def _kept(drawn: Sequence["Drawing"], cell: _Cell, batch: str) -> list[Picture]:
    likeness: Sequence[Likeness | None] = [None] * len(drawn)
    if cell.resemblance:
        likeness = cell.resemblance.of([one.picture for one in drawn])
    with open_gallery() as gallery:
        return [
            gallery.add(
                NewPicture(
                    picture=one.picture,
                    codes=one.codes,
                    prompt=one.prompt,
                    wish=cell.wish if has_wildcards(cell.wish) else "",
                    sampling=asdict(one.sampling),
                    checkpoint=one.checkpoint,
                    subjects=cell.subjects,
                    source=Source.DRAW,
                    batch=batch,
                    likeness=like,
                )
            )
            for one, like in zip(drawn, likeness, strict=True)
        ]
