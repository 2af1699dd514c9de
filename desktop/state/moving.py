"""The private folder in another place: looked at first, then moved by the engine's process."""

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine import moving
from engine.errors import InputError, YoError
from engine.moving import Moved
from engine.places import Doubt


class MovingState(QObject):
    """One place, chosen by the person."""

    changed = Signal()
    """The place was looked at, or the work has begun or come further."""
    failed = Signal(object)
    """The exception that stopped it; the folder is where it was."""
    moved = Signal(object)
    """A Moved: the new place is in use, for whoever begins now."""

    def __init__(self, queue: Queue, chosen: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.target = moving.destination(chosen)
        self.doubts: tuple[Doubt, ...] = ()
        """What speaks against the place."""
        self.fit = False
        """Whether it was looked at and can be used."""
        self.job: JobHandle | None = None
        self.busy = False
        """Whether it is being moved."""

    def look(self) -> None:
        """Look at the place."""
        pending = background.run(moving.check, self.target)
        pending.done.connect(self._on_checked)
        pending.failed.connect(self.failed)

    def start(self, title: str) -> None:
        """Move it. InputError by `failed` where jobs are open, which use the folder."""
        if self._queue.jobs:
            self.failed.emit(self._jobs_are_open())
            return
        self.busy = True
        self.job = self._queue.add(title, JobKind.MOVE, moving.move, self.target, os.getpid())
        self.job.changed.connect(self.changed)
        self.job.ended.connect(partial(self._on_ended, self.job))
        self.changed.emit()

    def stop(self) -> None:
        """Ask the work to end; nothing is changed then."""
        if self.job is not None:
            self.job.cancel()

    def _jobs_are_open(self) -> YoError:
        return InputError(
            self.tr("Jobs are open, and they use the folder."),
            remedy=self.tr("Let them end or stop them, then move the folder."),
        )

    def _on_checked(self, doubts: tuple[Doubt, ...]) -> None:
        self.doubts, self.fit = doubts, True
        self.changed.emit()

    def _on_ended(self, job: JobHandle) -> None:
        self.busy = False
        if job.status is JobStatus.DONE and isinstance(job.result, Moved):
            self.moved.emit(job.result)
            return
        self.changed.emit()
        if job.error is not None:  # else it was stopped
            self.failed.emit(job.error)
