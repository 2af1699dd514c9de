"""Lessons that wait, are at work, broke off, or are to be chosen from: one of them is shown."""

from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop.context import Context
from desktop.state.choice import ChoiceState
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle
from desktop.state.lesson_run import LessonRun
from engine.concepts.entries import Entry
from engine.concepts.names import name_key
from engine.learning.keeping import Learned
from engine.learning.unfinished import (
    Unfinished,
    discard_unfinished,
    keep_unfinished,
    unfinished,
)

Taught: TypeAlias = LessonRun | ChoiceState
"""A learning until it has ended, and the choice from its snapshots after that."""


class OpenLessons(QObject):
    """Owns them, in the order they were begun; the queue says in which order they run."""

    changed = Signal()
    failed = Signal(object)
    """A YoError."""
    over = Signal(object)
    """A LessonRun that was learned, kept, discarded or given up: it is in the list no longer."""

    def __init__(self, context: Context, errands: Errands, parent: QObject | None = None) -> None:
        """`errands` read and change what was interrupted; who owns them tells what went wrong."""
        super().__init__(parent)
        self._context, self._errands = context, errands
        self.all: tuple[Taught, ...] = ()
        self.shown: Taught | None = None
        """None: whoever asks for lessons shows the form for another one."""
        self._interrupted: tuple[Unfinished, ...] = ()

    @property
    def run(self) -> LessonRun | None:
        """What is shown, where it is learned still."""
        return self.shown if isinstance(self.shown, LessonRun) else None

    @property
    def choice(self) -> ChoiceState | None:
        """What is shown, where it was learned."""
        return self.shown if isinstance(self.shown, ChoiceState) else None

    @property
    def names(self) -> frozenset[str]:
        """Keys of the names that are being learned, or can go on."""
        runs = (one for one in self.all if isinstance(one, LessonRun))
        return frozenset(name_key(run.lesson.name) for run in runs)

    @property
    def unfinished(self) -> tuple[Unfinished, ...]:
        """Learnings that were interrupted, and that nobody goes on with here."""
        busy = self.names
        return tuple(one for one in self._interrupted if name_key(one.lesson.name) not in busy)

    def refresh(self) -> None:
        """Look for learnings that were interrupted."""
        self._errands.run(unfinished, self._take)

    def go_on(self, found: Unfinished) -> None:
        """Resume a learning that was interrupted."""
        self.follow(LessonRun(self._context, found.lesson, resumed=True))

    def keep(self, found: Unfinished) -> None:
        """Put what an interrupted learning has learned into the library."""
        self._errands.run(partial(keep_unfinished, found.lesson.name), self._on_kept)

    def discard(self, found: Unfinished) -> None:
        """Erase an interrupted learning."""
        self._errands.run(partial(discard_unfinished, found.lesson.name), self._on_discarded)

    def follow(self, run: LessonRun) -> None:
        """Take in a learning that was begun, and show it."""
        run.setParent(self)
        run.changed.connect(self.changed)
        run.failed.connect(self.failed)
        run.over.connect(partial(self._on_over, run))
        self.all = (*self.all, run)
        self.show(run)

    def show(self, one: Taught | None) -> None:
        """Show one of them; None shows none. What goes on is only left, not stopped."""
        self.shown = one
        self.changed.emit()

    def show_job(self, job: JobHandle) -> None:
        """Show the learning of this job, where it is one of them."""
        runs = (one for one in self.all if isinstance(one, LessonRun))
        found = next((run for run in runs if run.job is job), None)
        if found is not None:
            self.show(found)

    def leave(self) -> None:
        """Show none; a choice that was shown is made, and what broke off is only interrupted."""
        run, choice = self.run, self.choice
        if choice is not None:
            self._replace(choice, None)
        elif run is not None and run.stopped:
            self._replace(run, None)
            self.over.emit(run)
        self.show(None)

    def choose(self, entry: Entry) -> None:
        """Show the choice from what a concept of the library has learned last."""
        choice = self._choice_of(entry)
        self.all = (*self.all, choice)
        self.show(choice)

    def _take(self, found: list[Unfinished]) -> None:
        self._interrupted = tuple(found)
        self.changed.emit()

    def _on_kept(self, learned: Learned) -> None:
        self.choose(learned.entry)
        self.refresh()

    def _on_discarded(self, _: object) -> None:
        self.refresh()

    def _on_over(self, run: LessonRun) -> None:
        """Give a learning's place to the choice; one that broke off stays, and can go on."""
        if run not in self.all or not (run.learned or run.discarded):
            return
        choice = None if run.learned is None else self._choice_of(run.learned.entry)
        self._replace(run, choice)
        self.over.emit(run)
        self.changed.emit()

    def _replace(self, old: Taught, new: Taught | None) -> None:
        kept = (new if one is old else one for one in self.all)
        self.all = tuple(one for one in kept if one is not None)
        if self.shown is old:
            self.shown = new
        old.deleteLater()

    def _choice_of(self, entry: Entry) -> ChoiceState:
        choice = ChoiceState(self._context, entry.name, entry.current_version, self)
        choice.failed.connect(self.failed)
        choice.changed.connect(self.changed)
        return choice
