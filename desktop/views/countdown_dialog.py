"""Says that the computer is about to sleep or shut down, and lets that be called off."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.state.afterwards import After, Afterwards

_SPOKEN = 15
"""Seconds between two times that a screen reader says how long is left."""


class CountdownDialog(QDialog):
    """Closes with the countdown; Esc and closing it call it off."""

    def __init__(self, state: Afterwards, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setWindowTitle(self.tr("The queue is done"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.room(self, 28, 1).width())
        self.words = theme.as_heading(QLabel())
        self.words.setWordWrap(True)
        note = theme.as_note(QLabel(self.tr("Everything in the queue has ended and is saved.")))
        self.stay = QPushButton(self.tr("Stay on"))
        self.stay.setDefault(True)
        self.now = QPushButton(self.tr("Now"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.stay, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.now, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(state.hurry)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE.m)
        for widget in (self.words, note, buttons):
            layout.addWidget(widget)
        state.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show how long is left; close where the countdown has ended."""
        left = self._state.left
        if left is None:
            self.accept()
            return
        if self._state.chosen is After.SLEEP:
            self.words.setText(self.tr("The computer sleeps in %n second(s).", "", left))
        else:
            self.words.setText(self.tr("The computer shuts down in %n second(s).", "", left))
        if left % _SPOKEN == 0:
            said = QAccessibleAnnouncementEvent(self, self.words.text())
            QAccessible.updateAccessibility(said)

    def reject(self) -> None:
        """Call it off."""
        self._state.call_off()
