"""The one queue of long work: who runs, who waits, and how far each job is."""

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from engine.errors import YoError
from engine.estimate import Estimate, Left
from engine.events import Event, Job, Progress

T = TypeVar("T")

REMEMBERED = 20
"""Ended jobs that the queue page still shows."""


class JobKind(StrEnum):
    """What a job does."""

    LEARN = "learn"
    CHAT = "chat"
    DRAW = "draw"
    COMPILE = "compile"
    CHECK = "check"
    MEASURE = "measure"
    BACKUP = "backup"
    MOVE = "move"


class JobStatus(StrEnum):
    """Where a job is in its life."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OVER = frozenset({JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED})
LONG = frozenset({JobKind.LEARN, JobKind.COMPILE})
"""Nobody sits and waits for these: they leave other programs as much room as the person wants."""
_FIRST = {JobKind.CHAT: 0, JobKind.DRAW: 1}
_RESTARTABLE = frozenset(JobKind) - {JobKind.CHAT, JobKind.DRAW}
"""Paused ones go on from what they have saved, in a new engine; an answer would be said twice."""


class Engine(Protocol):
    """What the queue needs of the engine's process; tests script one."""

    happened: SignalInstance
    """(int, Event)"""
    ended: SignalInstance
    """(int, Ended)"""
    died: SignalInstance
    """(YoError): every open job is lost."""

    def open(self, job: int, start: Callable[..., Job[Any]], args: tuple[object, ...]) -> None:
        """Make `start(*args)` a job there, not advanced yet."""
        ...

    def advance(self, job: int | None, *, long: bool = False) -> None:
        """Let this job go on and every other rest; a long one leaves other programs room."""
        ...

    def close_job(self, job: int) -> None:
        """Ask a job to end; `ended` tells when it has."""
        ...


class JobHandle(QObject):
    """One job as the window sees it."""

    happened = Signal(object)
    """An engine event."""
    changed = Signal()
    """Status, progress or place in the queue."""
    ended = Signal()
    """Done, failed or cancelled: `result` or `error` is there."""

    def __init__(self, queue: "Queue", number: int, title: str, kind: JobKind) -> None:
        super().__init__(queue)
        self._queue = queue
        self.id = number
        self.title = title
        self.kind = kind
        self.status = JobStatus.WAITING
        self.progress: Progress | None = None
        self.result: object | None = None
        self.error: YoError | None = None
        self.stopping = False
        """Asked to end, and not yet ended."""
        self.opened = False
        """Whether the engine holds it."""
        self.wanted: tuple[Callable[..., Job[Any]], tuple[object, ...]] | None = None
        """What to start; forgotten when it is over."""
        self._estimate = Estimate()

    @property
    def over(self) -> bool:
        """Whether it has ended, in whichever way."""
        return self.status in OVER

    @property
    def eta(self) -> Left | None:
        """What the current phase will take from now; None while that is unknown."""
        return self._estimate.left(time.monotonic())

    def pause(self) -> None:
        """Rest; the model stays loaded and another job may run."""
        self._queue.pause(self)

    def resume(self) -> None:
        """Go on, or wait for a turn."""
        self._queue.resume(self)

    def cancel(self) -> None:
        """End; what is saved stays."""
        self._queue.cancel(self)

    def become(self, status: JobStatus) -> None:
        """Enter a status; for the queue."""
        self.status = status
        if status is JobStatus.RUNNING:
            self._estimate.go(time.monotonic())
        else:
            self._estimate.rest(time.monotonic())
        self.changed.emit()

    def take(self, event: Event) -> None:
        """An event from the engine; for the queue."""
        if isinstance(event, Progress):
            self.progress = event
            self._estimate.see(event, time.monotonic())
        self.happened.emit(event)
        if isinstance(event, Progress):
            self.changed.emit()


class Queue(QObject):
    """One job advances at a time. Chats go first, then drawings, then the rest, in their order."""

    changed = Signal()
    """Jobs came, went, or changed their status or order."""
    job_ended = Signal(object)
    """The JobHandle that has just ended."""

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._last_id = 0
        self.jobs: list[JobHandle] = []
        """Not over yet, in order."""
        self.past: list[JobHandle] = []
        """Over, the latest first."""
        engine.happened.connect(self._on_happened)
        engine.ended.connect(self._on_ended)
        engine.died.connect(self._on_died)

    @property
    def running(self) -> JobHandle | None:
        """The job that advances now."""
        return next((job for job in self.jobs if job.status is JobStatus.RUNNING), None)

    def add(
        self, title: str, kind: JobKind, start: Callable[..., Job[T]], *args: object
    ) -> JobHandle:
        """Put `start(*args)` in the queue: an importable function of plain, picklable values."""
        self._last_id += 1
        job = JobHandle(self, self._last_id, title, kind)
        job.wanted = (start, args)
        self.jobs.append(job)
        self._turn()
        return job

    def retry(self, job: JobHandle) -> None:
        """Put a job that failed or was cancelled in the queue again, as it was asked for."""
        if job not in self.past or job.wanted is None or job.status is JobStatus.DONE:
            return
        self.past.remove(job)
        job.error, job.progress = None, None
        self.jobs.append(job)
        job.become(JobStatus.WAITING)
        self._turn()

    def forget_past(self) -> None:
        """Keep no job that is over, nor the words in its title."""
        self.past = []
        self.changed.emit()

    def move(self, job: JobHandle, position: int) -> None:
        """Put a job at another place of the list."""
        self.jobs.remove(job)
        self.jobs.insert(max(0, position), job)
        self.changed.emit()

    def pause(self, job: JobHandle) -> None:
        """Let a job rest, and another one run meanwhile."""
        if job.status in (JobStatus.RUNNING, JobStatus.WAITING) and not job.stopping:
            job.become(JobStatus.PAUSED)
            self._turn()

    def resume(self, job: JobHandle) -> None:
        """Let a paused job go on when its turn comes."""
        if job.status is JobStatus.PAUSED and not job.stopping:
            job.become(JobStatus.WAITING)
            self._turn()

    def cancel(self, job: JobHandle) -> None:
        """End a job: at once where it has not begun, else after its current step."""
        if job.over or job.stopping:
            return
        if not job.opened:
            self._end(job, JobStatus.CANCELLED)
            return
        job.stopping = True
        job.changed.emit()
        self._engine.close_job(job.id)

    def cancel_all(self) -> None:
        """End every job; those that have not begun first, so that none begins meanwhile."""
        for job in sorted(self.jobs, key=lambda one: one.opened):
            self.cancel(job)

    def _turn(self) -> None:
        """Let the next one run where none does."""
        if self.running is None and not any(job.stopping for job in self.jobs):
            waiting = [job for job in self.jobs if job.status is JobStatus.WAITING]
            job = min(waiting, key=lambda one: _FIRST.get(one.kind, 2), default=None)
            self._begin(job)
        self.changed.emit()

    def _begin(self, job: JobHandle | None) -> None:
        if job is not None:
            if not job.opened and job.wanted is not None:
                job.opened = True
                self._engine.open(job.id, *job.wanted)
            job.become(JobStatus.RUNNING)
        self._engine.advance(job.id if job else None, long=job is not None and job.kind in LONG)

    def _end(self, job: JobHandle, status: JobStatus) -> None:
        self.jobs.remove(job)
        self.past = [job, *self.past][:REMEMBERED]
        job.opened = job.stopping = False
        job.become(status)
        job.ended.emit()
        self.job_ended.emit(job)
        self._turn()

    def _find(self, number: int) -> JobHandle | None:
        return next((job for job in self.jobs if job.id == number and job.opened), None)

    def _on_happened(self, number: int, event: Event) -> None:
        job = self._find(number)
        if job is not None:
            job.take(event)

    def _on_ended(self, number: int, ended: Any) -> None:
        job = self._find(number)
        if job is None:
            return
        job.result, job.error = ended.result, ended.error
        if ended.error is not None and not job.stopping:
            self._end(job, JobStatus.FAILED)
        else:
            self._end(job, JobStatus.CANCELLED if ended.cancelled else JobStatus.DONE)

    def _on_died(self, error: YoError) -> None:
        """The engine is gone with all that it held; what was paused can begin anew there."""
        lost = [job for job in self.jobs if job.opened]
        for job in lost:
            job.opened = False
        for job in lost:
            if job.stopping:
                self._end(job, JobStatus.CANCELLED)
            elif job.status is JobStatus.RUNNING or job.kind not in _RESTARTABLE:
                job.error = error
                self._end(job, JobStatus.FAILED)
