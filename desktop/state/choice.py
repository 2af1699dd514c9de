"""How a version was learned, two of its snapshots side by side, and the choice of one of them."""

from dataclasses import dataclass
from functools import partial

from PIL.Image import Image
from PySide6.QtCore import QObject, Signal

from desktop.context import Context
from desktop.state import learning_record
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind
from desktop.state.learning_record import LearningRecord
from engine import jobs
from engine.concepts.entries import Entry, KeptSnapshot
from engine.concepts.library import ConceptLibrary
from engine.errors import YoError
from engine.events import Event, Preview
from engine.learning.keeping import open_library
from engine.learning.trials import Trial

SIDES = (0, 1)
"""Left and right."""
DRAFT = 0
"""The epoch of what a learning begins with, which nobody can choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """What a concept is, and what of a version is used of it."""

    kind: str
    current: bool
    """Whether the version is the one in use."""
    best: int
    """The epoch that is used of it, or was found to be the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    in_use: InUse
    snapshots: tuple[KeptSnapshot, ...]
    record: LearningRecord


class ChoiceState(QObject):
    """Snapshots of one version of a concept; one on each side."""

    changed = Signal()
    failed = Signal(object)
    """A YoError."""
    used = Signal(object)
    """The Entry, once a snapshot was chosen."""

    def __init__(
        self, context: Context, name: str, version: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self.name, self.version = context, name, version
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self.snapshots: tuple[KeptSnapshot, ...] = ()
        self.record = LearningRecord()
        self.in_use: InUse | None = None
        """None until it was read."""
        self.epochs = [0, 0]
        """What is shown on each side."""
        self.pictures: dict[tuple[int, str, int], Image] = {}
        """By epoch, words and seed: what was drawn is not drawn again."""
        self.words = self.tr("A photo of {name}.").format(name=name)
        self.seed = 0
        self._drawing: dict[int, _Drawing] = {}
        self._errands.run(partial(_found, name, version), self._take)

    @property
    def drawing(self) -> bool:
        """Whether a picture is being drawn."""
        return bool(self._drawing)

    def snapshot(self, side: int) -> KeptSnapshot | None:
        """What is on a side."""
        return next((one for one in self.snapshots if one.epoch == self.epochs[side]), None)

    def picture(self, side: int) -> Image | None:
        """What the snapshot on a side has drawn of these words and seed."""
        return self.pictures.get((self.epochs[side], self.words, self.seed))

    def used_now(self, epoch: int) -> bool:
        """Whether the concept is this snapshot now."""
        return self.in_use is not None and self.in_use.current and self.in_use.best == epoch

    def can_use(self, side: int) -> bool:
        """Whether the snapshot on a side can be chosen: there is one, and it is not in use."""
        snapshot = self.snapshot(side)
        return (
            snapshot is not None and snapshot.epoch != DRAFT and not self.used_now(snapshot.epoch)
        )

    def show(self, side: int, epoch: int) -> None:
        """Put a snapshot on a side."""
        if epoch in {one.epoch for one in self.snapshots} and epoch != self.epochs[side]:
            self.epochs[side] = epoch
            self.changed.emit()

    def draw(self, words: str, seed: int) -> None:
        """Draw the same words with the same seed on both sides."""
        self.words, self.seed = words, seed
        for side in SIDES:
            snapshot = self.snapshot(side)
            if snapshot is not None and self.picture(side) is None:
                self._draw(snapshot)
        self.changed.emit()

    def use(self, side: int) -> None:
        """Choose the snapshot on this side; another one can be chosen at any time."""
        if self.can_use(side):
            epoch = self.epochs[side]
            self._errands.run(partial(_use, self.name, self.version, epoch), self._on_used)

    def stop(self) -> None:
        """Nobody looks any more: nothing has to be drawn."""
        for one in tuple(self._drawing.values()):
            one.job.cancel()

    def _draw(self, snapshot: KeptSnapshot) -> None:
        if snapshot.epoch in self._drawing:
            return
        title = self.tr("Compare {name}").format(name=self.name)
        trial = Trial(snapshot.path, self.words, self.seed)
        settings = self._context.settings.value
        job = self._context.queue.add(title, JobKind.DRAW, jobs.try_out, trial, settings)
        drawing = _Drawing(job, (snapshot.epoch, self.words, self.seed), self)
        self._drawing[snapshot.epoch] = drawing
        drawing.came.connect(self._on_came)
        drawing.over.connect(self._on_drawn)

    def _take(self, found: _Found) -> None:
        self.in_use, self.snapshots, self.record = found.in_use, found.snapshots, found.record
        for epoch, pictures in found.record.samples.items():
            self.pictures[epoch, self.words, self.seed] = pictures[0]  # the same words and seed
        if found.snapshots:
            first, last = found.snapshots[0].epoch, found.snapshots[-1].epoch
            best = found.in_use.best
            self.epochs = [best, first if first != best else last]
        self.changed.emit()

    def _on_came(self, drawing: "_Drawing", picture: Image) -> None:
        self.pictures[drawing.key] = picture
        self.changed.emit()

    def _on_drawn(self, drawing: "_Drawing") -> None:
        self._drawing = {key: one for key, one in self._drawing.items() if one is not drawing}
        job = drawing.job
        if isinstance(job.result, Image):
            self.pictures[drawing.key] = job.result
        else:
            self.pictures.pop(drawing.key, None)
        drawing.deleteLater()
        if job.error is not None:
            self.failed.emit(job.error)
        self.changed.emit()

    def _on_used(self, entry: Entry) -> None:
        text = self.tr("“{name}” uses this snapshot now.").format(name=entry.name)
        self._context.notices.say(text)
        self._errands.run(partial(_read_use, self.name, self.version), self._take_use)
        self.used.emit(entry)

    def _take_use(self, in_use: InUse) -> None:
        self.in_use = in_use
        self.changed.emit()

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self.failed.emit(error)


class _Drawing(QObject):
    """A job that draws for a snapshot; it goes with its choice, whatever comes of the job then."""

    came = Signal(object, object)
    """Itself, and the picture as far as it is drawn."""
    over = Signal(object)
    """Itself."""

    def __init__(self, job: JobHandle, key: tuple[int, str, int], parent: QObject) -> None:
        super().__init__(parent)
        self.job, self.key = job, key
        job.happened.connect(self._on_happened)
        job.ended.connect(self._on_ended)

    def _on_happened(self, event: Event) -> None:
        if isinstance(event, Preview):
            self.came.emit(self, event.picture)

    def _on_ended(self) -> None:
        self.over.emit(self)


def _found(name: str, version: int) -> _Found:
    with open_library() as library:
        return _Found(
            in_use=_used(library, name, version),
            snapshots=tuple(library.snapshots(name, version)),
            record=learning_record.of_version(library, name, version),
        )


def _read_use(name: str, version: int) -> InUse:
    with open_library() as library:
        return _used(library, name, version)


def _used(library: ConceptLibrary, name: str, version: int) -> InUse:
    entry = library.find(name)
    facts = next(one.facts for one in library.versions(name) if one.number == version)
    last = max((one.epoch for one in library.snapshots(name, version)), default=0)
    best = entry.chosen_epoch(version) or int(facts.get("best_epoch", last))
    current = entry.current_version == version
    return InUse(kind=entry.kind, current=current, best=best)


def _use(name: str, version: int, epoch: int) -> Entry:
    with open_library() as library:
        return library.use(name, version, epoch)
