"""Puts the style sheet on each part of the window for itself: at once where it can be seen."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Wardrobe(QObject):
    """Knows the parts of a window, and keeps them in one style sheet.

    A sheet of the whole application would be put on every widget of every page in one turn of the
    loop. Here a part that is not shown is dressed in a turn of its own, or as it is shown.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = ""
        """What every part wears, or will once it can be seen."""
        self._parts: dict[int, QWidget] = {}
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._turn)

    def add(self, part: QWidget) -> None:
        """Dress a part from now on, with all that lies in it or opens from it."""
        key = id(part)
        if key in self._parts:
            return
        self._parts[key] = part
        part.destroyed.connect(partial(self._parts.pop, key, None))
        part.installEventFilter(self)
        self._dress(part)

    def change(self, sheet: str) -> None:
        """Put another sheet on what is shown; on the rest soon."""
        if sheet == self.sheet:
            return
        self.sheet = sheet
        for part in self._parts.values():
            if part.isVisible():
                self._dress(part)
        self._turns.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Nothing is shown in a sheet of before."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self._dress(watched)
        return False

    def _turn(self) -> None:
        """Dress one part that is not shown."""
        for part in self._parts.values():
            if part.styleSheet() != self.sheet:
                self._dress(part)
                return
        self._turns.stop()

    def _dress(self, part: QWidget) -> None:
        if part.styleSheet() != self.sheet:
            part.setStyleSheet("")  # in place of another sheet, Qt would put the new one on each
            part.setStyleSheet(self.sheet)  # widget again for every widget that this one lies in
