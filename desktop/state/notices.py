"""Short messages that go by themselves, and deletions that can be taken back for ten seconds."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

UNDO_SECONDS = 10
"""How long a person may take something back."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, and whether it can still be undone."""

    text: str
    undoable: bool = False


class Notices(QObject):
    """What is said to the person in passing. At most one undo is open; a newer one commits it."""

    said = Signal(object)
    """A Notice to be shown now."""
    settled = Signal()
    """The open undo was taken or has passed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commit: Callable[[], None] | None = None
        self._undo: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(UNDO_SECONDS * 1000)
        self._timer.timeout.connect(self.commit)

    def say(self, text: str) -> None:
        """Show one sentence for a while."""
        self.said.emit(Notice(text))

    def offer_undo(self, text: str, commit: Callable[[], None], undo: Callable[[], None]) -> None:
        """Show what was done; call `undo` if it is taken back, else `commit` after ten seconds."""
        self.commit()
        self._commit, self._undo = commit, undo
        self._timer.start()
        self.said.emit(Notice(text, undoable=True))

    def undo(self) -> None:
        """Take the open one back; nothing where none is open."""
        self._settle(self._undo)

    def commit(self) -> None:
        """Do the open one for good: its time is over, or the window closes."""
        self._settle(self._commit)

    def _settle(self, chosen: Callable[[], None] | None) -> None:
        self._timer.stop()
        self._commit = self._undo = None
        if chosen is not None:
            self.settled.emit()
            chosen()
