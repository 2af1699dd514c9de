"""Another library in the place of the one in use: a backup's, or one that was set aside."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine.backup.holding import Holding, in_backup, in_folder
from engine.backup.replacing import Replaced, bring_back, replace
from engine.errors import FormatError, InputError, YoError
from engine.paths import home


class RestoringState(QObject):
    """One library is looked at, then put in place where the person agrees."""

    changed = Signal()
    """Something was found, or the work has begun or come further."""
    failed = Signal(object)
    """The exception that stopped it; the library is as it was."""
    replaced = Signal(object)
    """Another library is in use: the Path of the former one, or None where there was none."""

    def __init__(self, queue: Queue, source: Path, parent: QObject | None = None) -> None:
        """`source`: a backup, or the folder of a library that was set aside."""
        super().__init__(parent)
        self._queue, self.source = queue, source
        self.there: Holding | None = None
        """What would come; None until it was looked at."""
        self.now: Holding | None = None
        """What is in use; None also where its list is damaged."""
        self.job: JobHandle | None = None
        self.busy = False
        """Whether the library is being replaced."""

    def look(self) -> None:
        """Look at both libraries."""
        pending = background.run(_looked, self.source)
        pending.done.connect(self._on_looked)
        pending.failed.connect(self.failed)

    def start(self, title: str) -> None:
        """Replace the library. InputError by `failed` where jobs are open, which may use it."""
        if self._queue.jobs:
            self.failed.emit(self._jobs_are_open())
            return
        self.busy = True
        if self.source.is_dir():
            pending = background.run(bring_back, self.source.name)
            pending.done.connect(self._on_replaced)
            pending.failed.connect(self._on_failed)
        else:
            self.job = self._queue.add(title, JobKind.BACKUP, replace, self.source)
            self.job.changed.connect(self.changed)
            self.job.ended.connect(partial(self._on_ended, self.job))
        self.changed.emit()

    def stop(self) -> None:
        """Ask the work to end; nothing is changed then."""
        if self.job is not None:
            self.job.cancel()

    def _jobs_are_open(self) -> YoError:
        return InputError(
            self.tr("Jobs are open, and they may use the library."),
            remedy=self.tr("Let them end or stop them, then restore the backup."),
        )

    def _on_looked(self, found: tuple[Holding, Holding | None]) -> None:
        self.there, self.now = found
        self.changed.emit()

    def _on_ended(self, job: JobHandle) -> None:
        if job.status is JobStatus.DONE and isinstance(job.result, Replaced):
            self._on_replaced(job.result.former)
        else:
            self._on_failed(job.error)

    def _on_replaced(self, former: Path | None) -> None:
        self.busy = False
        self.replaced.emit(former)

    def _on_failed(self, error: Exception | None) -> None:
        self.busy = False
        self.changed.emit()
        if error is not None:  # else it was stopped
            self.failed.emit(error)


def _looked(source: Path) -> tuple[Holding, Holding | None]:
    there = in_folder(source) if source.is_dir() else in_backup(source)
    try:
        return there, in_folder(home() / "library")
    except FormatError:
        return there, None
