"""What the gallery page shows and can do: pictures a query finds, their labels, their ways out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Signal

from desktop.state.albums import Albums
from desktop.state.best_picture import best
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from desktop.state.notices import Notices
from desktop.state.outgoing import Outgoing
from desktop.state.pictures import PictureModel
from desktop.state.settings import SettingsState
from desktop.state.upscalers import UpscalersState
from engine import jobs
from engine.concepts.names import name_key
from engine.errors import YoError
from engine.events import finish
from engine.gallery.export import Content, Wrapping, given_away
from engine.gallery.picture import Counted, Picture
from engine.gallery.query import Query
from engine.gallery.sheet import write_sheet
from engine.gallery.store import Gallery

_COPIES_LIVE = 600_000
"""Milliseconds: what is dropped somewhere may still be read there for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look at the gallery gave."""

    ids: tuple[str, ...]
    concepts: tuple[Counted, ...]
    tags: tuple[Counted, ...]
    albums: tuple[Counted, ...]
    missing: tuple[str, ...]
    """Ids of pictures whose file is gone."""
    query: Query
    """What was looked for."""


_NOTHING = Found(ids=(), concepts=(), tags=(), albums=(), missing=(), query=Query())


class GalleryState(QObject):
    """Pictures, filtered and labelled. All reading and writing happens aside, in order."""

    changed = Signal()
    """The query, what it found, or what can be chosen."""
    failed = Signal(object)
    """A YoError of something that was asked for."""
    copied = Signal(object)
    """Paths of clean copies that are ready to be dragged out."""
    exported = Signal(object)
    """Paths that were written."""
    liked = Signal(object)
    """The Picture that `find_best` has found."""

    def __init__(
        self,
        home: Path,
        queue: Queue,
        notices: Notices,
        settings: SettingsState,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._queue = home / "library", queue
        self._notices, self._settings = notices, settings
        self._outgoing = Outgoing(home)
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self._copies = Errands(self)
        self._copies.failed.connect(self._on_failed)
        self.model = PictureModel(self._folder, self)
        self.model.failed.connect(self._on_failed)
        self.upscalers = UpscalersState(queue, settings, self)
        self.albums = Albums(self._folder, self._errands, notices, self)
        self.albums.changed.connect(self._on_album)
        self.query = Query()
        self.found = _NOTHING
        self.loaded = False
        """Whether the first look is over."""
        self._sweep = QTimer(self, singleShot=True, interval=_COPIES_LIVE)
        self._sweep.timeout.connect(self.erase_copies)
        self.erase_copies()  # a crash may have left some
        queue.job_ended.connect(self._on_job_ended)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self._outgoing.erase)

    @property
    def busy(self) -> bool:
        """Whether something is still read or written."""
        return self._errands.busy or self._copies.busy

    @property
    def current(self) -> bool:
        """Whether what is shown was found by the present query."""
        return self.loaded and self.found.query == self.query

    def reload(self) -> None:
        """Look again: what the query finds now, and whether files are gone."""
        self._errands.run(partial(look, self._folder, self.query), self._on_found)

    def ask(self, **fields: object) -> None:
        """Change parts of the query, and look."""
        query = replace(self.query, **fields)  # type: ignore[arg-type]  # fields of Query
        if query != self.query or not self.loaded:
            self.query = query
            self.changed.emit()
            self.reload()

    def show(self, query: Query) -> None:
        """Look for this."""
        self.query = query
        self.changed.emit()
        self.reload()

    def find_best(self, ids: Sequence[str]) -> None:
        """Of these pictures, or where there are none of all that are shown, the one liked best."""
        self._errands.run(partial(best, self._folder, ids, self.query), self._on_best)

    def set_favourite(self, ids: Sequence[str], favourite: bool) -> None:
        """Make pictures favourites, or no longer."""
        self._label(ids, lambda gallery: gallery.labels.set_favourite(ids, favourite))

    def rate(self, ids: Sequence[str], stars: int) -> None:
        """Give stars, or take them away with 0."""
        self._label(ids, lambda gallery: gallery.labels.rate(ids, stars))

    def tag(self, ids: Sequence[str], tag: str) -> None:
        """Add a tag."""
        self._label(ids, lambda gallery: gallery.labels.tag(ids, tag))

    def untag(self, ids: Sequence[str], tag: str) -> None:
        """Take a tag away."""
        self._label(ids, lambda gallery: gallery.labels.untag(ids, tag))

    def put(self, ids: Sequence[str], album: str) -> None:
        """Put pictures into an album, new or not."""
        self._label(ids, lambda gallery: gallery.labels.put(ids, album))

    def take_out(self, ids: Sequence[str], album: str) -> None:
        """Take pictures out of an album."""
        self._label(ids, lambda gallery: gallery.labels.take_out(ids, album))

    def delete(self, ids: Sequence[str]) -> None:
        """Take pictures away; for ten seconds it can be undone, then they are erased."""
        chosen, gone = list(ids), set(ids)
        if not chosen:
            return
        self._write(lambda gallery: gallery.hide(chosen))
        self.model.show_ids([one for one in self.model.ids if one not in gone])
        text = self.tr("%n picture(s) deleted", "", len(chosen))
        self._notices.offer_undo(text, partial(self._erase, chosen), partial(self._restore, chosen))

    def recover(self) -> JobHandle | None:
        """Decode pictures whose files are gone again, as a job; None where all are there."""
        if not self.found.missing:
            return None
        return self._queue.add(
            self.tr("Recovering %n picture(s)", "", len(self.found.missing)),
            JobKind.DRAW,
            jobs.recover_pictures,
            self.found.missing,
            self._settings.value,
        )

    def forget_missing(self) -> None:
        """Take pictures whose files are gone out of the gallery; can be undone."""
        self.delete(self.found.missing)

    def wrapping(self, *, scale: int = 1, clean: bool = False) -> Wrapping:
        """How pictures are given away by the settings; `clean` whatever they say of recipes."""
        chosen = self._settings.value
        recipe = chosen.export_recipe == Content.RECIPE and not clean
        return Wrapping(
            content=Content.RECIPE if recipe else Content.CLEAN,
            mark_people=chosen.mark_people,
            scale=scale,
        )

    def copy_out(self, ids: Sequence[str]) -> None:
        """Make clean copies for another app; `copied` tells when they are there."""
        how = self.wrapping(clean=True)
        self._sweep.start()
        self._copies.run(partial(self._outgoing.make, list(ids), how), self.copied.emit)

    def erase_copies(self) -> None:
        """Erase all copies that were made for other apps."""
        self._copies.run(self._outgoing.erase)

    def export(self, ids: Sequence[str], place: Path, how: Wrapping) -> None:
        """Write pictures into a folder, or one picture to a file; `exported` tells when.

        A network that enlarges them works as a job of the engine.
        """
        if how.upscaler:
            title = self.tr("Enlarging %n picture(s)", "", len(ids))
            work = (jobs.export_pictures, tuple(ids), place, how, self._settings.value)
            job = self._queue.add(title, JobKind.DRAW, *work)
            job.ended.connect(partial(self._on_enlarged, job))
            return
        written = given_away(self._folder, list(ids), place, how)
        self._copies.run(partial(finish, written), self._on_exported)

    def export_sheet(self, ids: Sequence[str], path: Path) -> None:
        """Write pictures as one contact sheet; it says no more than what a clean copy says."""
        mark_people = self._settings.value.mark_people
        work = partial(_sheet, self._folder, list(ids), path, mark_people=mark_people)
        self._copies.run(work, self._on_exported)

    def _label(self, ids: Sequence[str], change: Callable[[Gallery], object]) -> None:
        self._write(change)
        self._errands.run(lambda: list(ids), self.model.reread)
        self.reload()

    def _write(self, change: Callable[[Gallery], object]) -> None:
        self._errands.run(partial(_changed, self._folder, change))

    def _erase(self, ids: Sequence[str]) -> None:
        if QThread.currentThread().loopLevel() == 0:  # the window has closed: nothing runs aside
            _changed(self._folder, lambda gallery: gallery.erase(ids))
            return
        self._write(lambda gallery: gallery.erase(ids))
        self.reload()

    def _restore(self, ids: Sequence[str]) -> None:
        self._write(lambda gallery: gallery.restore(ids))
        self.reload()

    def _on_best(self, picture: Picture | None) -> None:
        if picture is not None:
            self.liked.emit(picture)

    def _on_found(self, found: Found) -> None:
        self.found, self.loaded = found, True
        self.model.show_ids(found.ids)
        self.changed.emit()

    def _on_album(self, former: str, name: str) -> None:
        self.model.reread(self.model.ids)
        shown = bool(former) and name_key(self.query.album) == name_key(former)
        self.show(replace(self.query, album=name) if shown else self.query)

    def _on_exported(self, paths: list[Path]) -> None:
        self._notices.say(self.tr("%n file(s) written", "", len(paths)))
        self.exported.emit(paths)

    def _on_enlarged(self, job: JobHandle) -> None:
        if job.status is JobStatus.DONE and isinstance(job.result, list):
            self._on_exported(job.result)
        elif job.error is not None:
            self.failed.emit(job.error)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, YoError):
            raise error
        self.failed.emit(error)

    def _on_job_ended(self, job: JobHandle) -> None:
        if self.loaded and job.kind in (JobKind.DRAW, JobKind.CHAT):
            self.model.reread(self.found.missing)
            self.reload()


def look(folder: Path, query: Query) -> Found:
    """What the query finds, and what there is to choose from; runs aside."""
    with Gallery(folder) as gallery:
        try:
            missing = gallery.tidy()
        except YoError:  # somebody writes just now: the next look will see to it
            missing = []
        return Found(
            ids=tuple(gallery.ids(query)),
            concepts=tuple(gallery.labels.concepts()),
            tags=tuple(gallery.labels.tags()),
            albums=tuple(gallery.labels.albums()),
            missing=tuple(missing),
            query=query,
        )


def _sheet(folder: Path, ids: Sequence[str], path: Path, *, mark_people: bool) -> list[Path]:
    """Write pictures as one sheet, in the order they were drawn in; runs aside."""
    with Gallery(folder) as gallery:
        pictures = gallery.in_order(ids)
    write_sheet(path, pictures, mark_people=mark_people)
    return [path]


def _changed(folder: Path, change: Callable[[Gallery], object]) -> None:
    with Gallery(folder) as gallery:
        change(gallery)
