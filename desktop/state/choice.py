"""Two snapshots of a version side by side, and the choice of the one that is used."""

from functools import partial

from PIL.Image import Image
from PySide6.QtCore import QObject, Signal

from desktop.context import Context
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind
from engine import jobs
from engine.concepts.entries import Entry, KeptSnapshot
from engine.errors import YoError
from engine.events import Event, Preview
from engine.learning.keeping import open_library
from engine.learning.trials import Trial
from engine.tokens.images import read_photo

SIDES = (0, 1)
"""Left and right."""

_Found = tuple[list[KeptSnapshot], int, dict[int, Image]]
"""The snapshots of a version, the epoch of the one in use, and the first drawing of each."""


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
        self.best = 0
        """The epoch that is in use."""
        self.epochs = [0, 0]
        """What is shown on each side."""
        self.pictures: dict[tuple[int, str, int], Image] = {}
        """By epoch, words and seed: what was drawn is not drawn again."""
        self.words = self.tr("A photo of {name}.").format(name=name)
        self.seed = 0
        self._drawing: dict[int, JobHandle] = {}
        self._errands.run(partial(_snapshots, name, version), self._take)

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

    def show(self, side: int, epoch: int) -> None:
        """Put a snapshot on a side."""
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
        epoch = self.epochs[side]
        self._errands.run(partial(_use, self.name, self.version, epoch), self._on_used)

    def _draw(self, snapshot: KeptSnapshot) -> None:
        if snapshot.epoch in self._drawing:
            return
        title = self.tr("Compare {name}").format(name=self.name)
        trial = Trial(snapshot.path, self.words, self.seed)
        settings = self._context.settings.value
        job = self._context.queue.add(title, JobKind.DRAW, jobs.try_out, trial, settings)
        self._drawing[snapshot.epoch] = job
        key = (snapshot.epoch, self.words, self.seed)
        job.happened.connect(partial(self._on_happened, key))
        job.ended.connect(partial(self._on_ended, job, key))

    def _take(self, found: _Found) -> None:
        snapshots, self.best, samples = found
        self.snapshots = tuple(snapshots)
        for epoch, picture in samples.items():
            self.pictures[epoch, self.words, self.seed] = picture  # the same words and seed
        if snapshots:
            first = snapshots[0].epoch if snapshots[0].epoch != self.best else snapshots[-1].epoch
            self.epochs = [self.best, first]
        self.changed.emit()

    def _on_happened(self, key: tuple[int, str, int], event: Event) -> None:
        if isinstance(event, Preview):
            self.pictures[key] = event.picture
            self.changed.emit()

    def _on_ended(self, job: JobHandle, key: tuple[int, str, int]) -> None:
        self._drawing = {epoch: one for epoch, one in self._drawing.items() if one is not job}
        if isinstance(job.result, Image):
            self.pictures[key] = job.result
        else:
            self.pictures.pop(key, None)
        if job.error is not None:
            self.failed.emit(job.error)
        self.changed.emit()

    def _on_used(self, entry: Entry) -> None:
        text = self.tr("“{name}” uses this snapshot now.").format(name=entry.name)
        self._context.notices.say(text)
        self._errands.run(partial(_snapshots, self.name, self.version), self._retake)
        self.used.emit(entry)

    def _retake(self, found: _Found) -> None:
        _, self.best, _ = found
        self.changed.emit()

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self.failed.emit(error)


def _snapshots(name: str, version: int) -> _Found:
    with open_library() as library:
        facts = next(v.facts for v in library.versions(name) if v.number == version)
        snapshots = library.snapshots(name, version)
        last = max((one.epoch for one in snapshots), default=0)
        epoch = library.find(name).current_snapshot or int(facts.get("best_epoch", last))
        samples = library.record(name, version).samples
        pictures = {epoch: read_photo(paths[0]) for epoch, paths in samples.items()}
    return snapshots, epoch, pictures


def _use(name: str, version: int, epoch: int) -> Entry:
    with open_library() as library:
        return library.use(name, version, epoch)
