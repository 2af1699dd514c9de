"""Backing up the library from the window: a job of the queue, which can be paused and stopped."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine.backup.writing import back_up


class BackupState(QObject):
    """At most one backup at a time."""

    changed = Signal()
    """One has begun or ended."""
    written = Signal(object)
    """The Path of a backup that is whole now."""

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.job: JobHandle | None = None

    @property
    def busy(self) -> bool:
        """Whether one waits or runs."""
        return self.job is not None and not self.job.over

    def start(self, title: str, file: Path, photos: bool) -> None:
        """Write a backup to `file`, which the person agreed to replace; nothing while `busy`."""
        if self.busy:
            return
        work = partial(back_up, file, photos=photos, replacing=True)
        self.job = self._queue.add(title, JobKind.BACKUP, work)
        self.job.ended.connect(partial(self._on_ended, self.job, file))
        self.changed.emit()

    def _on_ended(self, job: JobHandle, file: Path) -> None:
        self.changed.emit()
        if job.status is JobStatus.DONE:
            self.written.emit(file)
