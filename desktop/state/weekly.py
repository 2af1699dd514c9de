"""Begins the backup of the week when the app starts, where the person chose a folder for it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from desktop import background
from desktop.state.jobs import JobKind, Queue
from desktop.state.settings import SettingsState
from engine.backup.weekly import back_up_weekly, is_due


class WeeklyBackup(QObject):
    """Looks once; the backup is a job of the queue like any other."""

    def __init__(
        self, queue: Queue, settings: SettingsState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._settings = queue, settings

    def begin(self) -> None:
        """Back up where it is time, and nothing where no folder was chosen."""
        folder = self._settings.value.weekly_backups
        if folder:
            pending = background.run(is_due, Path(folder).expanduser(), date.today())
            pending.done.connect(self._on_looked)

    def _on_looked(self, due: bool) -> None:
        folder = self._settings.value.weekly_backups
        if due and folder:
            title = self.tr("Weekly backup")
            work = (Path(folder).expanduser(), date.today())
            self._queue.add(title, JobKind.BACKUP, back_up_weekly, *work)
