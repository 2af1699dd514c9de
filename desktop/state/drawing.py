"""What the draw page shows and can do: a wish in words, and pictures as they come."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PIL.Image import Image
from PySide6.QtCore import QObject, Signal

from desktop import sentences
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from desktop.state.mentions import Mentionable, mentionables
from desktop.state.picture_words import Titles, titles
from desktop.state.pictures import read_pictures
from desktop.state.settings import SettingsState
from desktop.state.styles import StylesState
from engine import jobs
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError, YoError
from engine.events import Drawn, Event, Noticed, Preview
from engine.gallery.drawing import DrawRequest
from engine.gallery.picture import Picture
from engine.gallery.store import Gallery
from engine.runtime.sampling import IMAGE, Sampling

LARGEST_SEED = 2**31 - 1
MOST_AT_ONCE = 64
"""Pictures of one press; a contact sheet may have more."""
_LONGEST_TITLE = 40
_HISTORY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """What of a kept picture is to be used for the next one; None is left as it is."""

    prompt: str | None = None
    names: tuple[str, ...] = ()
    """Concepts that the prompt mentions."""
    version: int | None = None
    """Of the first of them; None is the one in use."""
    seed: int | None = None
    sampling: Sampling | None = None
    draw: bool = False
    """Whether to draw it at once, with new seeds."""


def reuse(picture: Picture, *, prompt: bool, seed: bool, settings: bool) -> Reuse:
    """The chosen parts of what drew a picture."""
    known = {name: value for name, value in picture.sampling.items() if name in Sampling.__slots__}
    whole = prompt and settings
    return Reuse(
        prompt=picture.prompt if prompt else None,
        names=tuple(subject.name for subject in picture.subjects) if prompt else (),
        version=picture.subjects[0].version if whole and picture.subjects else None,
        seed=picture.seed if seed else None,
        sampling=Sampling(**known) if settings else None,  # type: ignore[arg-type]  # as kept
    )


def more_like(picture: Picture) -> Reuse:
    """More pictures by all that drew this one, but its seed."""
    return replace(reuse(picture, prompt=True, seed=False, settings=True), draw=True)


@dataclass(slots=True)
class Cell:
    """One picture of a job, as far as it is."""

    done: float = 0.0
    picture: Image | None = None
    """The latest preview: rows from the top, the rest in one colour."""
    kept: Picture | None = None
    """As it is in the gallery, once it is finished."""


@dataclass(slots=True)
class Batch:
    """What was asked for at once, and what came of it."""

    request: DrawRequest
    job: JobHandle
    cells: list[Cell] = field(default_factory=list)
    titles: Titles | None = None
    """Of a contact sheet."""

    @property
    def finished(self) -> int:
        """How many pictures are in the gallery."""
        return sum(cell.kept is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to write about."""

    concepts: tuple[Mentionable, ...] = ()
    history: tuple[str, ...] = ()
    """Prompts of kept pictures, the latest first."""


class DrawingState(QObject):
    """Settings of the next drawing, and the batch that is drawn or was drawn last."""

    changed = Signal()
    """Settings, what is known, or the batch."""
    cell_changed = Signal(int)
    """This cell of the batch has a new preview, or is finished."""
    failed = Signal(object)
    """A YoError."""
    noticed = Signal(str)
    reused = Signal(object)
    """A Reuse that the words take over."""

    def __init__(
        self, home: Path, queue: Queue, settings: SettingsState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._queue, self._settings = home / "library", queue, settings
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self.known = Known()
        self.about = ""
        """The concept, by name, whose prompts are known; empty where those of all are."""
        self.styles = StylesState(self._folder, self)
        self.count = 4
        self.seed = 1
        self.seed_locked = False
        """Whether the next drawing keeps the seed; else it takes a new one."""
        self.sampling = replace(IMAGE, seed=0)
        self.version: tuple[str, int] | None = None
        """A concept by name, and its version that is drawn instead of the one in use."""
        self.batch: Batch | None = None

    def load(self, concept: str | None = None) -> None:
        """Read which concepts there are, and the prompts of this one (by name), or of all ("").

        None: those that were read last, once more.
        """
        self.about = self.about if concept is None else concept
        self._errands.run(
            partial(look, self._folder, self.about), partial(self._on_known, self.about)
        )

    def set(self, **fields: object) -> None:
        """Change count, seed, seed_locked or sampling."""
        for name, value in fields.items():
            if name not in ("count", "seed", "seed_locked", "sampling"):
                raise AttributeError(name)
            setattr(self, name, value)
        self.changed.emit()

    def roll(self) -> None:
        """Another seed."""
        self.set(seed=random.randrange(LARGEST_SEED))

    def use(self, what: Reuse) -> None:
        """Take over parts of a kept picture."""
        if what.seed is not None:
            self.seed, self.seed_locked = what.seed, True
        if what.sampling is not None:
            self.sampling = replace(what.sampling, seed=0)
        if what.prompt is not None:
            self.version = (what.names[0], what.version) if what.version else None
        self.reused.emit(what)
        self.changed.emit()
        if what.draw and what.prompt:
            self.seed_locked = False
            self.roll()
            self.draw(what.prompt, what.names)

    def version_of(self, names: Sequence[str]) -> int | None:
        """The version of the first of these concepts that is drawn; None is the one in use."""
        name, version = self.version or ("", None)
        return version if name in names[:1] else None

    def forget_version(self) -> None:
        """Draw the version in use."""
        self.version = None
        self.changed.emit()

    def draw(self, prompt: str, names: Sequence[str]) -> None:
        """Ask for `count` pictures from the seed on. `failed` where the prompt is no use."""
        seeds = tuple(self.seed + number for number in range(self.count))
        version = self.version_of(names)
        versions = () if version is None else (version,)
        started = self._start(names, prompts=(prompt,), seeds=seeds, versions=versions)
        if started and not self.seed_locked:
            self.roll()

    def draw_sheet(
        self, names: Sequence[str], prompts: Sequence[str], versions: Sequence[int] = ()
    ) -> None:
        """Ask for each prompt with `count` seeds and each version of the first concept."""
        seeds = tuple(self.seed + number for number in range(self.count))
        self._start(
            names, prompts=tuple(prompts), seeds=seeds, versions=tuple(versions), sheet=True
        )

    def _start(
        self,
        names: Sequence[str],
        *,
        prompts: tuple[str, ...],
        seeds: tuple[int, ...],
        versions: tuple[int, ...] = (),
        sheet: bool = False,
    ) -> bool:
        try:
            request = DrawRequest(
                names=tuple(names),
                prompts=prompts,
                seeds=seeds,
                versions=versions,
                sampling=self.sampling,
            )
        except InputError as error:
            self.failed.emit(error)
            return False
        job = self._queue.add(
            _title(prompts), JobKind.DRAW, jobs.draw, request, self._settings.value
        )
        around = titles(request) if sheet else None
        self.batch = Batch(request, job, [Cell() for _ in range(request.count)], around)
        job.happened.connect(partial(self._on_event, self.batch))
        job.ended.connect(partial(self._on_ended, self.batch))
        self.changed.emit()
        return True

    def _on_event(self, batch: Batch, event: Event) -> None:
        match event:
            case Preview(index, picture, done):
                batch.cells[index].picture, batch.cells[index].done = picture, done
                self._tell(batch, index)
            case Drawn(index, picture):
                read = partial(read_pictures, self._folder, [picture])
                self._errands.run(read, partial(self._on_kept, batch, index))
            case Noticed(text):
                self.noticed.emit(sentences.translated(text))

    def _on_kept(self, batch: Batch, index: int, pictures: Sequence[Picture]) -> None:
        if pictures:
            batch.cells[index].kept, batch.cells[index].done = pictures[0], 1.0
            self._tell(batch, index)

    def _tell(self, batch: Batch, index: int) -> None:
        if batch is self.batch:
            self.cell_changed.emit(index)

    def _on_ended(self, batch: Batch) -> None:
        if batch.job.status is JobStatus.FAILED and isinstance(batch.job.error, YoError):
            self.failed.emit(batch.job.error)
        self.load()
        self.changed.emit()

    def _on_known(self, about: str, known: Known) -> None:
        if about == self.about:  # else the person writes about another one by now
            self.known = known
            self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, YoError):
            raise error
        self.failed.emit(error)


def look(folder: Path, concept: str = "") -> Known:
    """Concepts, and prompts of one of them (by name) or of all; runs aside."""
    with ConceptLibrary(folder) as library:
        known = mentionables(library)
        chosen = {entry.name: entry.id for entry in library}.get(concept, "")
    with Gallery(folder) as gallery:
        return Known(tuple(known), tuple(gallery.prompts(chosen, _HISTORY)))


def _title(prompts: Sequence[str]) -> str:
    """The beginning of the first prompt, for the queue."""
    line = " ".join(prompts[0].split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"
