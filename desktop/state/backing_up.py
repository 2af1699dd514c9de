"""Backups from the window, written and tested: jobs of the queue, to be paused and stopped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine.backup.checking import check_backup
from engine.backup.contents import Backup
from engine.backup.writing import back_up
from engine.events import Job


class BackupState(QObject):
    """At most one backup is written or tested at a time."""

    changed = Signal()
    """One has begun or ended."""
    written = Signal(object)
    """The Path of a backup that is whole now."""
    checked = Signal(object)
    """The Path of a backup of which all was read, and all is sound."""

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
        self._begin(title, work, partial(self.written.emit, file))

    def check(self, title: str, file: Path) -> None:
        """Read all of the backup `file`; nothing while `busy`. It fails where that is unsound."""
        if not self.busy:
            self._begin(title, partial(check_backup, file), partial(self.checked.emit, file))

    def _begin(self, title: str, work: Callable[[], Job[Backup]], told: Callable[[], None]) -> None:
        self.job = self._queue.add(title, JobKind.BACKUP, work)
        self.job.ended.connect(partial(self._on_ended, self.job, told))
        self.changed.emit()

    def _on_ended(self, job: JobHandle, told: Callable[[], None]) -> None:
        self.changed.emit()
        if job.status is JobStatus.DONE:
            told()
