"""What a page shows where it has nothing to show yet: what belongs here, and how one begins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.theme import SPACE
from desktop.widgets.sign import Sign


class EmptyState(QWidget):
    """A sign, a heading, a sentence, and buttons; the first one is what one came for."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._heading = theme.as_heading(QLabel())
        self._words = theme.as_note(QLabel())
        for label in (self._heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        inside = QVBoxLayout()
        inside.setSpacing(SPACE.s)
        inside.addStretch(1)
        inside.addWidget(Sign(icon_name, 3), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(SPACE.xs)
        for part in (self._heading, self._words):
            inside.addWidget(part)
        inside.addSpacing(SPACE.xs)
        inside.addLayout(self._buttons)
        inside.addStretch(1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(inside, 2)
        row.addStretch(1)

    def say(self, heading: str, words: str = "") -> None:
        """What is missing, and what to do about it."""
        self._heading.setText(heading)
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def text(self) -> str:
        """All that it says."""
        return f"{self._heading.text()}\n{self._words.text()}".strip()

    def add_button(self, button: QPushButton) -> None:
        """One more way to begin; the first is the primary one."""
        if self._buttons.count() == 2:  # between two stretches there is none yet
            theme.as_primary(button)
        button.setIconSize(theme.icon_beside_words())
        self._buttons.insertWidget(self._buttons.count() - 1, button)
