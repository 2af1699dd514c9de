"""The logs and the diagnostics that a person may save: what is shown is what is saved."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from engine import diagnostics
from engine.diagnostics import Sheet


class LogsState(QObject):
    """Collects in the background; what is shown is what is saved."""

    changed = Signal()
    saved = Signal(object)
    """The Path that was written."""
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheets: tuple[Sheet, ...] = ()
        self.busy = False

    def look(self) -> None:
        """Collect the sheets again; nothing where that is going on."""
        if self.busy:
            return
        self.busy = True
        self.changed.emit()
        pending = background.run(diagnostics.collect)
        pending.done.connect(self._on_collected)
        pending.failed.connect(self._on_failed)

    def save(self, path: Path) -> None:
        """Write the sheets that are shown; a file that is there is replaced."""
        pending = background.run(_saved, self.sheets, path)
        pending.done.connect(self.saved)
        pending.failed.connect(self.failed)

    def _on_collected(self, sheets: tuple[Sheet, ...]) -> None:
        self.sheets, self.busy = sheets, False
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)


def _saved(sheets: tuple[Sheet, ...], path: Path) -> Path:
    diagnostics.save(sheets, path, replace=True)
    return path
