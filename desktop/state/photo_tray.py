"""The photos of a lesson before it begins: their lights, the parts that are meant, and undo.

Originals are only read. What is pasted is kept as a draft in the private folder until it is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.context import Context
from desktop.state import drafts
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind
from engine.errors import InputError, YoError
from engine.events import Event, Looked, Noticed
from engine.learning.intake import Crop, photo_files
from engine.learning.photo_checks import check_photos
from engine.thumbnails import forget
from engine.vision.findings import Light, PhotoReport

Box = tuple[int, int, int, int]

SETTLE = 300
"""Milliseconds after the last crop before photos are looked at again."""


@dataclass(frozen=True, slots=True)
class TrayPhoto:
    """A photo that is to be learned from."""

    path: Path
    crop: Box | None = None
    """The part that the person chose; None takes the suggestion."""
    whole: bool = False
    """All of it is meant, whatever is suggested."""


class PhotoTray(QObject):
    """Photos in the order they came, with undo for adding, removing and cropping."""

    changed = Signal()
    failed = Signal(object)
    """A YoError."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self.photos: tuple[TrayPhoto, ...] = ()
        self.reports: dict[Path, PhotoReport] = {}
        self.unchecked: tuple[str, ...] = ()
        """What could not be found out about the photos, and why: sentences of the engine."""
        self.kind = "object"
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._look)
        self._before: list[tuple[TrayPhoto, ...]] = []
        self._after: list[tuple[TrayPhoto, ...]] = []
        self._check: JobHandle | None = None
        self._again: dict[Path, PhotoReport] = {}
        """Of photos that have a light already: shown when all were looked at, so none flickers."""

    @property
    def checking(self) -> bool:
        """Whether photos are being looked at."""
        return self._check is not None

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be done again."""
        return bool(self._after)

    @property
    def located(self) -> int:
        """How many of the photos say where they were taken."""
        return sum(self._report(photo).located for photo in self.photos)

    def count(self, light: Light) -> int:
        """How many photos have this light, of those that were looked at."""
        seen = [self.reports[photo.path] for photo in self.photos if photo.path in self.reports]
        return sum(report.light is light for report in seen)

    def crop_of(self, photo: TrayPhoto) -> Box | None:
        """The part of it that will be learned from; None is all of it."""
        if photo.whole:
            return None
        return photo.crop or self._report(photo).crop

    def crops(self) -> tuple[Crop, ...]:
        """The parts of all photos, as a lesson has them."""
        boxes = ((photo.path, self.crop_of(photo)) for photo in self.photos)
        return tuple(Crop(path, box) for path, box in boxes if box)

    def add(self, paths: Iterable[Path]) -> None:
        """Add files, and the pictures in folders."""
        self._errands.run(partial(photo_files, tuple(paths)), self._take)

    def paste(self, png: bytes) -> None:
        """Add a picture from the clipboard."""
        self._errands.run(lambda: [drafts.keep(self._context.home, png)], self._take)

    def remove(self, paths: Iterable[Path]) -> None:
        """Leave photos out; their files stay where they are."""
        gone = set(paths)
        self._become(tuple(photo for photo in self.photos if photo.path not in gone))

    def crop(self, path: Path, box: Box | None) -> None:
        """Take a part of a photo, or all of it with None."""
        self._become(
            tuple(
                replace(photo, crop=box, whole=box is None) if photo.path == path else photo
                for photo in self.photos
            )
        )

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._after.append(self.photos)
            self._show(self._before.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._after:
            self._before.append(self.photos)
            self._show(self._after.pop())

    def choose_kind(self, kind: str) -> None:
        """Look at the photos as those of another kind of thing."""
        if kind != self.kind:
            self.kind = kind
            self._look()

    def rest(self) -> None:
        """Look at photos no longer: something else is to run."""
        self._settled.stop()
        if self._check is not None:
            check, self._check = self._check, None
            check.cancel()

    def clear(self) -> None:
        """Begin anew, and erase pasted drafts and the small views of all photos."""
        self.erase(self.hand_over())

    def hand_over(self) -> tuple[TrayPhoto, ...]:
        """Begin anew, and leave these photos to a lesson, with drafts that are among them."""
        photos = self.photos
        left_out = set(self.reports) - {photo.path for photo in photos}
        self._errands.run(partial(forget, left_out))
        self._before, self._after, self.reports, self.unchecked = [], [], {}, ()
        self._show(())
        return photos

    def take_back(self, photos: tuple[TrayPhoto, ...]) -> None:
        """Show photos that were handed over again."""
        self._show(photos)

    def erase(self, photos: tuple[TrayPhoto, ...]) -> None:
        """Erase the small views of photos that were handed over, and drafts among them."""
        self._errands.run(partial(forget, {photo.path for photo in photos}))
        for photo in photos:
            if drafts.is_draft(self._context.home, photo.path):
                self._errands.run(partial(photo.path.unlink, missing_ok=True))

    def _report(self, photo: TrayPhoto) -> PhotoReport:
        return self.reports.get(photo.path) or PhotoReport(path=photo.path)

    def _take(self, files: list[Path]) -> None:
        known = {photo.path for photo in self.photos}
        new = tuple(TrayPhoto(path) for path in dict.fromkeys(files) if path not in known)
        if new:
            self._become((*self.photos, *new))

    def _become(self, photos: tuple[TrayPhoto, ...]) -> None:
        self._before.append(self.photos)
        self._after.clear()
        self._show(photos)

    def _show(self, photos: tuple[TrayPhoto, ...]) -> None:
        fewer_or_more = [one.path for one in photos] != [one.path for one in self.photos]
        other_parts = photos != self.photos
        self.photos = photos
        if fewer_or_more:
            self._look()
        elif other_parts:
            self._settled.start()
        self.changed.emit()

    def _look(self) -> None:
        """Look at all photos; what was seen before costs nothing again."""
        self.rest()
        if not self.photos:
            return
        paths, parts = tuple(photo.path for photo in self.photos), self._chosen()
        settings = self._context.settings.value
        title = self.tr("Look at %n photo(s)", "", len(paths))
        queue = self._context.queue
        self.unchecked, self._again = (), {}
        self._check = job = queue.add(
            title, JobKind.CHECK, check_photos, paths, self.kind, settings, parts
        )
        job.happened.connect(partial(self._on_happened, job))
        job.ended.connect(partial(self._on_ended, job))

    def _chosen(self) -> tuple[Crop, ...]:
        """The parts that the person chose; all of a photo is one as well, once its size is known.

        Photos are judged by them.
        """
        reports = ((photo, self._report(photo)) for photo in self.photos)
        boxes = (
            (photo.path, (0, 0, report.width, report.height) if photo.whole else photo.crop)
            for photo, report in reports
            if report.width or not photo.whole
        )
        return tuple(Crop(path, box) for path, box in boxes if box)

    def _on_happened(self, job: JobHandle, event: Event) -> None:
        if job is not self._check:
            return
        if isinstance(event, Looked) and event.report.path in self.reports:
            self._again[event.report.path] = event.report
        elif isinstance(event, Looked):
            self.reports[event.report.path] = event.report
            self.changed.emit()
        elif isinstance(event, Noticed):
            self.unchecked = (*self.unchecked, event.text)
            self.changed.emit()

    def _on_ended(self, job: JobHandle) -> None:
        if job is not self._check:
            return
        self._check = None
        self.reports.update(self._again)
        if job.error is not None:
            self.failed.emit(job.error)
        self.changed.emit()

    def _on_failed(self, error: object) -> None:
        if isinstance(error, OSError):
            error = InputError(
                self.tr("These files cannot be read: {why}.").format(why=error.strerror or error),
                self.tr("Allow reading them, or choose others."),
            )
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self.failed.emit(error)
