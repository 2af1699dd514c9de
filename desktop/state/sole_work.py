"""Work on the whole library: it begins only where no job is open, and the window waits for it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine.errors import InputError
from engine.events import Job, Progress


class SoleWork(QObject):
    """At most one such work, as a job or, where it is short, aside."""

    changed = Signal()
    """It has begun, ended or come further."""
    failed = Signal(object)
    """The exception that stopped it; nothing is changed then."""
    done = Signal(object)
    """What came of it."""

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._job: JobHandle | None = None
        self.busy = False

    @property
    def progress(self) -> Progress | None:
        """How far it is, where it says so."""
        return self._job.progress if self._job else None

    def begin(
        self, title: str, kind: JobKind, start: Callable[..., Job[Any]], *args: object
    ) -> None:
        """Do it as a job. InputError by `failed` where jobs are open, which may use the library."""
        if self._may_begin():
            self._job = self._queue.add(title, kind, start, *args)
            self._job.changed.connect(self.changed)
            self._job.ended.connect(partial(self._on_ended, self._job))
            self.changed.emit()

    def begin_aside(self, function: Callable[..., object], *args: object) -> None:
        """Call a function in the background; otherwise as `begin`."""
        if self._may_begin():
            pending = background.run(function, *args)
            pending.done.connect(self._on_done)
            pending.failed.connect(self._on_failed)
            self.changed.emit()

    def stop(self) -> None:
        """Ask a job to end; nothing is changed then."""
        if self._job is not None:
            self._job.cancel()

    def _may_begin(self) -> bool:
        if self._queue.jobs:
            self.failed.emit(
                InputError(
                    self.tr("Jobs are open, and they may use the library."),
                    remedy=self.tr("Let them end or stop them, then try again."),
                )
            )
            return False
        self.busy = True
        return True

    def _on_ended(self, job: JobHandle) -> None:
        if job.status is JobStatus.DONE:
            self._on_done(job.result)
        else:
            self._on_failed(job.error)

    def _on_done(self, result: object) -> None:
        self.busy = False
        self.done.emit(result)
        self.changed.emit()

    def _on_failed(self, error: Exception | None) -> None:
        self.busy = False
        self.changed.emit()
        if error is not None:  # else it was stopped
            self.failed.emit(error)
