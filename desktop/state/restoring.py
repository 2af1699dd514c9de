"""Another library in the place of the one in use: a backup's, or one that was set aside."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.jobs import JobKind, Queue
from desktop.state.sole_work import SoleWork
from engine.backup.holding import Holding, in_backup, in_folder
from engine.backup.replacing import Replaced, bring_back, replace
from engine.errors import FormatError
from engine.paths import home


class RestoringState(QObject):
    """One library is looked at, then put in place where the person agrees."""

    changed = Signal()
    """Something was found."""
    failed = Signal(object)
    """The exception that stopped the look."""
    replaced = Signal(object)
    """Another library is in use: the Path of the former one, or None where there was none."""

    def __init__(self, queue: Queue, source: Path, parent: QObject | None = None) -> None:
        """`source`: a backup, or the folder of a library that was set aside."""
        super().__init__(parent)
        self.source = source
        self.work = SoleWork(queue, self)
        """The replacing; where it fails, the library is as it was."""
        self.there: Holding | None = None
        """What would come; None until it was looked at."""
        self.now: Holding | None = None
        """What is in use; None also where its list is damaged."""
        self.work.done.connect(self._on_done)

    def look(self) -> None:
        """Look at both libraries."""
        pending = background.run(_looked, self.source)
        pending.done.connect(self._on_looked)
        pending.failed.connect(self.failed)

    def start(self, title: str) -> None:
        """Replace the library."""
        if self.source.is_dir():
            self.work.begin_aside(bring_back, self.source.name)
        else:
            self.work.begin(title, JobKind.BACKUP, replace, self.source)

    def _on_looked(self, found: tuple[Holding, Holding | None]) -> None:
        self.there, self.now = found
        self.changed.emit()

    def _on_done(self, result: Replaced | Path | None) -> None:
        self.replaced.emit(result.former if isinstance(result, Replaced) else result)


def _looked(source: Path) -> tuple[Holding, Holding | None]:
    there = in_folder(source) if source.is_dir() else in_backup(source)
    try:
        return there, in_folder(home() / "library")
    except FormatError:
        return there, None
