"""One learning that goes on: its phase, curves and drawings, and what can be done with it."""

import time
from functools import partial
from pathlib import Path

from PIL.Image import Image
from PySide6.QtCore import QObject, Signal

from desktop import sentences
from desktop.context import Context
from desktop.state import learning_record
from desktop.state.curves import Curves
from desktop.state.errands import Errands
from desktop.state.jobs import JobHandle, JobKind, JobStatus
from desktop.state.learning_record import LearningRecord
from engine import jobs
from engine.errors import YoError
from engine.estimate import Estimate, Left
from engine.events import Event, Measured, Noticed, Preview, Progress, Sampled, Snapshot
from engine.learning.keeping import EMBEDDER, Learned
from engine.learning.lesson import Lesson
from engine.learning.trials import Trial
from engine.learning.unfinished import discard_unfinished, keep_unfinished, latest_snapshot
from engine.learning.workplace import Workplace

LEARNING = "Learning"
"""The note of the phase that all others only interrupt."""


class LessonRun(QObject):
    """Follows the job of a lesson. `learned` is there once the concept is in the library."""

    changed = Signal()
    failed = Signal(object)
    """A YoError."""
    over = Signal()
    """Learned, kept, discarded, or given up."""

    def __init__(
        self,
        context: Context,
        lesson: Lesson,
        parent: QObject | None = None,
        *,
        resumed: bool = False,
    ) -> None:
        """Put the lesson into the queue; `resumed` where its workplace has something to go on."""
        super().__init__(parent)
        self._context, self.lesson = context, lesson
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self.curves = Curves()
        self.samples: dict[int, list[Image]] = {}
        """Drawings by epoch."""
        self.scores: dict[int, dict[str, float]] = {}
        """Of the snapshots, by epoch."""
        self.embedder = ""
        """The network that likeness is measured by, once something was."""
        self.notices: list[str] = []
        self.learned: Learned | None = None
        self.discarded = False
        self.trial: JobHandle | None = None
        self.tried: Image | None = None
        self._keep_after: bool | None = None
        """What is to happen when the job has stopped; None leaves it to be resumed."""
        self.began = resumed
        """Whether something lies at its workplace, or may."""
        self._estimate = Estimate()
        self.job = self._begin()
        if resumed:
            self._errands.run(partial(learning_record.at_work, lesson.name), self._take_record)

    @property
    def eta(self) -> Left | None:
        """Until it has learned all, its scoring counted in; None while that is unknown."""
        return self._estimate.left(time.monotonic())

    @property
    def running(self) -> bool:
        """Whether it has not ended in whichever way."""
        return not self.job.over

    @property
    def paused(self) -> bool:
        """Whether it rests with its model loaded."""
        return self.job.status is JobStatus.PAUSED

    @property
    def stopped(self) -> bool:
        """Whether it broke off and can be resumed."""
        return self.job.over and self.learned is None and not self.discarded

    @property
    def can_try(self) -> bool:
        """Whether there is a snapshot and nothing that is being tried."""
        return self.paused and bool(self.scores) and self.trial is None

    @property
    def phase(self) -> str:
        """What happens now, in words."""
        progress = self.job.progress
        return sentences.translated(progress.note) if progress else ""

    def pause(self) -> None:
        """Rest between two steps; the model stays loaded."""
        self.job.pause()

    def resume(self) -> None:
        """Go on, after a pause or after it broke off."""
        if self.stopped:
            self._keep_after = None
            self.job = self._begin()
            self.changed.emit()
        else:
            self.job.resume()

    def stop(self, keep: bool) -> None:
        """End it: put the best snapshot so far into the library, or erase all of it."""
        self._keep_after = keep
        if self.job.over:
            self._settle()
        else:
            self.job.cancel()

    def try_out(self, words: str, seed: int = 0) -> None:
        """Draw with the newest snapshot while the learning rests."""
        if not self.can_try:
            return
        self.tried = None
        self._errands.run(
            partial(latest_snapshot, self.lesson.name), partial(self._draw, words, seed)
        )

    def _begin(self) -> JobHandle:
        title = self.tr("Learn {name}").format(name=self.lesson.name)
        settings = self._context.settings.value
        job = self._context.queue.add(title, JobKind.LEARN, jobs.learn, self.lesson, settings)
        job.happened.connect(self._on_happened)
        job.changed.connect(self._on_job)
        job.ended.connect(self._on_ended)
        return job

    def _take_record(self, record: LearningRecord) -> None:
        """Show what was learned before; what came since then goes before it."""
        record.curves.follow(self.curves)
        before = {epoch: list(drawn) for epoch, drawn in record.samples.items()}
        scores = {epoch: dict(values) for epoch, values in record.scores.items()}
        self.curves = record.curves
        self.samples, self.scores = before | self.samples, scores | self.scores
        self.embedder = self.embedder or record.embedder
        self.changed.emit()

    def _draw(self, words: str, seed: int, file: Path) -> None:
        title = self.tr("Try {name}").format(name=self.lesson.name)
        trial, settings = Trial(file, words, seed), self._context.settings.value
        self.trial = job = self._context.queue.add(
            title, JobKind.DRAW, jobs.try_out, trial, settings
        )
        job.happened.connect(self._on_trial)
        job.ended.connect(self._on_tried)
        self.changed.emit()

    def _on_job(self) -> None:
        if self.job.status is JobStatus.RUNNING:
            self.began = True
            self._estimate.go(time.monotonic())
        else:
            self._estimate.rest(time.monotonic())
        self.changed.emit()

    def _on_happened(self, event: Event) -> None:
        match event:
            case Progress(note=note) if note == LEARNING:
                self._estimate.see(event, time.monotonic())
                return  # the job tells of its progress by itself
            case Measured():
                self.curves.add(event)
            case Sampled(epoch, index, picture):
                drawn = self.samples.setdefault(epoch, [])
                drawn[index:] = [picture]
            case Snapshot(concept, epoch):
                self.scores[epoch] = dict(concept.scores)
                self.embedder = str(concept.training.get(EMBEDDER, ""))
            case Noticed(text):
                self.notices.append(sentences.translated(text))
            case _:
                return
        self.changed.emit()

    def _on_ended(self) -> None:
        if isinstance(self.job.result, Learned):
            self.learned = self.job.result
        elif self.job.error is not None:
            self.failed.emit(self.job.error)
        self._settle()

    def _settle(self) -> None:
        """Do what was asked for when it should stop."""
        if self.learned is None and self._keep_after is not None:
            name = self.lesson.name
            discard = partial(_discard, name, self.began)
            what = partial(keep_unfinished, name) if self._keep_after else discard
            self._errands.run(what, self._on_settled)
            return
        self._tell_over()

    def _on_settled(self, learned: object) -> None:
        self.learned = learned if isinstance(learned, Learned) else None
        self.discarded = self.learned is None
        self._tell_over()

    def _tell_over(self) -> None:
        self.changed.emit()
        self.over.emit()

    def _on_trial(self, event: Event) -> None:
        if isinstance(event, Preview):
            self.tried = event.picture
            self.changed.emit()

    def _on_tried(self) -> None:
        trial, self.trial = self.trial, None
        if trial is not None and trial.error is not None:
            self.failed.emit(trial.error)
        elif trial is not None and isinstance(trial.result, Image):
            self.tried = trial.result
        self.changed.emit()

    def _on_failed(self, error: object) -> None:
        self._keep_after = None
        if not isinstance(error, YoError):
            assert isinstance(error, Exception)
            raise error
        self.failed.emit(error)
        self.changed.emit()


def _discard(name: str, began: bool) -> None:
    """Erase what a learning has left: nothing where it never began, or failed at once."""
    if began and Workplace.of(name).folder.exists():
        discard_unfinished(name)
