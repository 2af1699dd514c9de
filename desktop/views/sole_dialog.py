"""A dialog about work on the whole library: what it is, how far it is, and what was in the way."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop import sentences, theme
from desktop.palettes import Tone
from desktop.problems import in_problem
from desktop.state import job_words
from desktop.state.sole_work import SoleWork
from desktop.theme import SPACE
from desktop.widgets.bar import show_progress


class SoleDialog(QDialog):
    """The window waits for it, so that nobody changes the library meanwhile."""

    def __init__(self, work: SoleWork, parent: QWidget | None, losses: Sequence[str] = ()) -> None:
        """`losses` are sentences about what ends with the work, though no file has it."""
        super().__init__(parent)
        self._work = work
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.room(self, 34, 1).width())
        self.losses = theme.as_tone(wrapped("\n".join(losses)), Tone.WARNING)
        self.problem = theme.as_tone(wrapped(), Tone.BAD)
        self.phase = wrapped()
        self.bar = QProgressBar()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.content = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.m)
        layout.addLayout(self.content)
        for widget in (self.losses, self.problem, self.phase, self.bar, self.buttons):
            layout.addWidget(widget)
        self.losses.setVisible(bool(losses))  # before it lay in the dialog, it was a window
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        work.changed.connect(self.refresh)
        work.failed.connect(self.show_failure)

    def name(self, title: str, begin: str) -> None:
        """Say what it is about, and what the button says that begins it."""
        self.setWindowTitle(title)
        self.bar.setAccessibleName(title)
        self.start.setText(begin)

    def refresh(self) -> None:
        """Show how far the work is."""
        busy = self._work.busy
        self.problem.setVisible(bool(self.problem.text()))
        self.phase.setText(job_words.progress(self._work.progress) if busy else "")
        self.phase.setVisible(bool(self.phase.text()))
        self.bar.setVisible(busy)
        show_progress(self.bar, self._work.progress)
        self._grow()

    def reject(self) -> None:
        """Stop what runs, which changes nothing then, or close."""
        if self._work.busy:
            self._work.stop()
        else:
            super().reject()

    def begin(self) -> None:
        """Begin the work."""
        raise NotImplementedError

    def show_failure(self, error: Exception) -> None:
        """Say it here: a message in the window would be behind this dialog."""
        self.problem.setText(sentences.failure(in_problem(error)))
        self.refresh()

    def _on_accepted(self) -> None:
        self.problem.clear()
        self.begin()

    def _grow(self) -> None:
        """Wrapped words that have come are shown whole: a dialog does not grow by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()  # it would answer for the words of before
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


def path_words(path: PurePath) -> str:
    """A path that can be wrapped behind each folder; of itself, none with backslashes can."""
    return re.sub(r"([\\/])", "\\1\u200b", str(path))


def wrapped(text: str = "") -> QLabel:
    """Words in as many lines as they need."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
