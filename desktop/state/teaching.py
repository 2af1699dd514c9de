"""Teaching, from photos to concept: what is filled in, what is missing, what it will take."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop import sentences
from desktop.context import Context
from desktop.state.choice import ChoiceState
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind
from desktop.state.lesson_run import LessonRun
from desktop.state.photo_tray import PhotoTray
from engine import courtesy, jobs
from engine.concepts.names import checked_name, name_key
from engine.errors import InputError, YoError
from engine.learning.consent import PERSON, STATEMENT
from engine.learning.fitting import AUTO
from engine.learning.keeping import Learned, open_library
from engine.learning.lesson import Lesson
from engine.learning.unfinished import (
    Unfinished,
    discard_unfinished,
    keep_unfinished,
    unfinished,
)
from engine.training.forecast import Forecast


@dataclass(frozen=True, slots=True)
class TeachMore:
    """Go on with a concept of the library: a new version, from its photos and perhaps more."""

    name: str
    kind: str


class TeachingState(QObject):
    """A form, then a run, then a choice; learnings that were interrupted are offered."""

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
        self.run: LessonRun | None = None
        self.choice: ChoiceState | None = None
        self.unfinished: tuple[Unfinished, ...] = ()
        self._names: set[str] = set()
        self._measuring: JobHandle | None = None

    @property
    def kind(self) -> str:
        """`pet`, `person` or `object`."""
        return self.tray.kind

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
        self._errands.run(_names, self._take_names)
        self._errands.run(unfinished, self._take_unfinished)

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
        self.more, self.name = more, more.name
        self.tray.choose_kind(more.kind)
        self.changed.emit()

    def begin_anew(self) -> None:
        """An empty form; a run that goes on is only left, not stopped."""
        self.tray.clear()
        self.name, self.consented, self.more = "", False, None
        self.run = self.choice = None
        self._outdate()
        self.refresh_library()

    def measure(self) -> None:
        """Find out how long it will take and how much memory, from three real steps."""
        if self.missing or self.measuring:
            return
        title = self.tr("Forecast for {name}").format(name=self.name)
        lesson, settings = self._lesson(), self._context.settings.value
        job = self._context.queue.add(title, JobKind.MEASURE, jobs.forecast, lesson, settings)
        self._measuring = job
        job.ended.connect(partial(self._on_measured, job))
        self.changed.emit()

    def start(self) -> None:
        """Learn."""
        if not self.missing:
            self.tray.rest()
            self._follow(LessonRun(self._context, self._lesson(), self))

    def go_on(self, found: Unfinished) -> None:
        """Resume a learning that was interrupted."""
        self._follow(LessonRun(self._context, found.lesson, self))

    def keep(self, found: Unfinished) -> None:
        """Put what an interrupted learning has learned into the library."""
        self._errands.run(partial(keep_unfinished, found.lesson.name), self._on_kept)

    def discard(self, found: Unfinished) -> None:
        """Erase an interrupted learning."""
        self._errands.run(partial(discard_unfinished, found.lesson.name), self._on_discarded)

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

    def _follow(self, run: LessonRun) -> None:
        self._outdate()
        self.run, self.choice = run, None
        run.changed.connect(self.changed)
        run.failed.connect(self.failed)
        run.over.connect(partial(self._on_over, run))
        self.changed.emit()

    def _on_tray(self) -> None:
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
        if run is not self.run:
            return
        if run.learned is not None:
            self._choose(run.learned)
            self.tray.clear()
        elif run.discarded:
            self.run = None
        self.refresh_library()
        self.changed.emit()

    def _choose(self, learned: Learned) -> None:
        entry = learned.entry
        self.choice = ChoiceState(self._context, entry.name, entry.current_version, self)
        self.choice.failed.connect(self.failed)
        self.choice.changed.connect(self.changed)

    def _on_kept(self, learned: Learned) -> None:
        self._choose(learned)
        self.refresh_library()

    def _on_discarded(self, _: object) -> None:
        self.refresh_library()

    def _take_names(self, names: set[str]) -> None:
        self._names = names
        self.changed.emit()

    def _take_unfinished(self, found: list[Unfinished]) -> None:
        running = {name_key(self.run.lesson.name)} if self.run and self.run.running else set()
        self.unfinished = tuple(one for one in found if name_key(one.lesson.name) not in running)
        self.changed.emit()

    def _on_failed(self, error: object) -> None:
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self.failed.emit(error)


def _names() -> set[str]:
    with open_library() as library:
        return {name_key(entry.name) for entry in library}
