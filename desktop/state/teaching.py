"""Teaching, from photos to concept: what is filled in, what is missing, what it will take."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import sentences
from desktop.context import Context
from desktop.state import library_work
from desktop.state.choice import ChoiceState
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind
from desktop.state.lesson_run import LessonRun
from desktop.state.open_lessons import OpenLessons
from desktop.state.photo_tray import PhotoTray, TrayPhoto
from engine import courtesy, jobs
from engine.concepts.names import checked_name, name_key
from engine.errors import InputError, YoError
from engine.learning.consent import PERSON, STATEMENT
from engine.learning.fitting import AUTO
from engine.learning.lesson import Lesson
from engine.training.forecast import Forecast


@dataclass(frozen=True, slots=True)
class TeachMore:
    """Go on with a concept of the library: a new version, from its photos and perhaps more."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the form said when a learning was begun, should it be wanted back."""

    name: str
    kind: str
    consented: bool
    more: TeachMore | None
    photos: tuple[TrayPhoto, ...]


class TeachingState(QObject):
    """A form, and the lessons that were begun by it; those that were interrupted are offered."""

    changed = Signal()
    failed = Signal(object)
    """A YoError."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self.tray = PhotoTray(context, self)
        self.tray.failed.connect(self.failed)
        self.tray.changed.connect(self._on_tray)
        self.name = ""
        self.preset = "quick"
        self.memory = AUTO
        """Automatic, or a name of `engine.training.fit.FITS`."""
        self.deep = 0
        """Positions that are learned inside every layer, besides the rows."""
        self.consented = False
        self.more: TeachMore | None = None
        self.forecast: Forecast | None = None
        self.lessons = OpenLessons(context, self._errands, self)
        self.lessons.changed.connect(self.changed)
        self.lessons.failed.connect(self.failed)
        self.lessons.over.connect(self._on_over)
        self._asked: dict[LessonRun, _Asked] = {}
        """Of the learnings that were begun here."""
        self._names: set[str] = set()
        self._measuring: JobHandle | None = None
        self._measured: Lesson | None = None
        """What a forecast is made of, or was."""

    @property
    def kind(self) -> str:
        """`pet`, `person` or `object`."""
        return self.tray.kind

    @property
    def run(self) -> LessonRun | None:
        """The learning that is shown; None where the form or a choice is."""
        return self.lessons.run

    @property
    def choice(self) -> ChoiceState | None:
        """The choice that is shown."""
        return self.lessons.choice

    def slowed(self, seconds: float) -> float:
        """What work of so many seconds takes with the rests that the person has chosen."""
        return courtesy.slowed(seconds, self._context.settings.value)

    @property
    def measuring(self) -> bool:
        """Whether the forecast is being made."""
        return self._measuring is not None

    @property
    def statement(self) -> str:
        """What is stated before a human being is taught."""
        return sentences.translated(STATEMENT)

    @property
    def missing(self) -> str:
        """The first thing that is needed before learning can begin; empty where nothing is."""
        if not self.tray.photos and self.more is None:
            return self.tr("Add a few photos first.")
        if problem := self._name_problem():
            return problem
        if self.kind == PERSON and not self.consented:
            return self.tr("Confirm that the person has agreed.")
        return ""

    def refresh_library(self) -> None:
        """Learn which names are taken, and which learnings were interrupted."""
        self._errands.run(library_work.name_keys, self._take_names)
        self.lessons.refresh()

    def fill_in(
        self,
        name: str | None = None,
        preset: str | None = None,
        memory: str | None = None,
        deep: int | None = None,
    ) -> None:
        """Take over what was typed or chosen."""
        self.name = self.name if name is None else name
        self.preset = self.preset if preset is None else preset
        self.memory = self.memory if memory is None else memory
        self.deep = self.deep if deep is None else deep
        self._outdate()

    def choose_kind(self, kind: str) -> None:
        """Say what kind of thing is taught."""
        self.tray.choose_kind(kind)
        self._outdate()

    def consent(self, given: bool) -> None:
        """Agree to `statement`, or take that back."""
        self.consented = given
        self.changed.emit()

    def begin_more(self, more: TeachMore) -> None:
        """Fill the form in for a new version of a concept, with the photos that it has."""
        self.begin_anew()
        self.tray.clear()
        self.more, self.name, self.consented = more, more.name, False
        self.tray.choose_kind(more.kind)
        self._outdate()

    def begin_anew(self) -> None:
        """Show the form with what was filled in meanwhile; what goes on is only left."""
        self.lessons.leave()
        self.refresh_library()

    def add_photos(self, paths: Iterable[Path]) -> None:
        """Take in photos that were sent here: for another lesson, whatever goes on."""
        self.lessons.show(None)
        self.tray.add(paths)

    def measure(self) -> None:
        """Find out how long it will take and how much memory, from three real steps."""
        if self.missing or self.measuring:
            return
        title = self.tr("Forecast for {name}").format(name=self.name)
        self._measured = lesson = self._lesson()
        settings = self._context.settings.value
        job = self._context.queue.add(title, JobKind.MEASURE, jobs.forecast, lesson, settings)
        self._measuring = job
        job.ended.connect(partial(self._on_measured, job))
        self.changed.emit()

    def start(self) -> None:
        """Learn, or wait for a turn; the form is free for another lesson."""
        if self.missing:
            return
        lesson, asked = self._lesson(), self._hand_over()
        run = LessonRun(self._context, lesson)
        self._asked[run] = asked
        self.lessons.follow(run)

    def _hand_over(self) -> _Asked:
        """Empty the form; the photos are the lesson's now."""
        name, kind, consented, more = self.name, self.kind, self.consented, self.more
        self.name, self.consented, self.more = "", False, None
        photos = self.tray.hand_over()
        self._outdate()
        return _Asked(name=name, kind=kind, consented=consented, more=more, photos=photos)

    def _fill_in_again(self, asked: _Asked) -> None:
        """What was discarded may have wanted a better photo, or another name."""
        self.name, self.consented, self.more = asked.name, asked.consented, asked.more
        self.tray.choose_kind(asked.kind)
        self.tray.take_back(asked.photos)
        self._outdate()

    def _lesson(self) -> Lesson:
        return Lesson(
            name=self.name,
            photos=tuple(photo.path for photo in self.tray.photos),
            kind=self.kind,
            preset=self.preset,
            crops=self.tray.crops(),
            consent=self.statement if self.kind == PERSON else "",
            continued=self.more is not None,
            memory=self.memory,
            deep=self.deep,
        )

    def _name_problem(self) -> str:
        if not self.name.strip():
            return self.tr("Give it a name.")
        try:
            name = checked_name(self.name)
        except InputError as error:
            return sentences.failure(error)
        if name_key(name) in self.lessons.names:
            return self.tr("“{name}” is being learned; wait until it is done.").format(name=name)
        if self.more is None and name_key(name) in self._names:
            return self.tr("“{name}” is taken; choose another name.").format(name=name)
        return ""

    def _outdate(self) -> None:
        """What was forecast holds no longer."""
        self.forecast = None
        if self._measuring is not None:
            measuring, self._measuring = self._measuring, None
            measuring.cancel()
        self.changed.emit()

    def _on_tray(self) -> None:
        """Photos that are looked at again, as after a crop, outdate nothing by themselves."""
        if self._lesson() == self._measured:
            self.changed.emit()
        else:
            self._outdate()

    def _on_measured(self, job: JobHandle) -> None:
        if job is not self._measuring:
            return
        self._measuring = None
        if isinstance(job.result, Forecast):
            self.forecast = job.result
        elif job.error is not None:
            self.failed.emit(job.error)
        self.changed.emit()

    def _on_over(self, run: LessonRun) -> None:
        """Its photos are in the library, or are wanted back where the form is empty."""
        asked = self._asked.pop(run, None)
        empty = not (self.name or self.tray.photos or self.more)
        if asked is not None and empty and (run.discarded or not run.began):
            self._fill_in_again(asked)
        elif asked is not None:
            self.tray.erase(asked.photos)
        self.refresh_library()

    def _take_names(self, names: set[str]) -> None:
        self._names = names
        self.changed.emit()

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self.failed.emit(error)
