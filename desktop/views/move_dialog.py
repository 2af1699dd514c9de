"""Asks before the private folder is moved, shows how far that is, and begins the app again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop import restart, theme
from desktop.palettes import Tone
from desktop.state import job_words
from desktop.state.moving import MovingState
from desktop.theme import SPACE
from desktop.views.problem_dialog import in_problem
from desktop.widgets.bar import show_progress
from engine.moving import Moved
from engine.paths import home


class MoveDialog(QDialog):
    """From where, to where, and what speaks against it. The window waits meanwhile."""

    def __init__(
        self,
        state: MovingState,
        parent: QWidget | None = None,
        leave: Callable[[], None] = restart.ask,
    ) -> None:
        """`leave` begins the app again, once the folder is elsewhere."""
        super().__init__(parent)
        self._state, self._leave = state, leave
        self._done = False
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Move the private folder"))
        self.note = theme.as_note(_words())
        self.note.setText(
            self.tr(
                "Everything is copied and compared before the new place is used. Then the app "
                "begins again, and the former folder can be erased on the page of storage."
            )
        )
        self.doubts = theme.as_tone(_words(), Tone.WARNING)
        self.problem = theme.as_tone(_words(), Tone.BAD)
        self.phase = _words()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Moving"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self.buttons.addButton(
            self.tr("Move it"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._lay_out()
        self.buttons.accepted.connect(self._start)
        self.buttons.rejected.connect(self.reject)
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        state.moved.connect(self._on_moved)
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now."""
        state = self._state
        translated = partial(QCoreApplication.translate, "engine")
        self.doubts.setText("\n".join(translated(doubt) for doubt in state.doubts))
        self.doubts.setVisible(bool(state.doubts) and not self._done)
        self.problem.setVisible(bool(self.problem.text()))
        self.start.setEnabled(self._done or (state.fit and not state.busy))
        progress = state.job.progress if state.job else None
        self.phase.setText(job_words.progress(progress) if state.busy else "")
        self.phase.setVisible(state.busy)
        self.bar.setVisible(state.busy)
        show_progress(self.bar, progress)
        self._grow()

    def reject(self) -> None:
        """Stop what runs, which changes nothing then; close; or begin again where it is done."""
        if self._done:
            self._leave()
        elif self._state.busy:
            self._state.stop()
        else:
            super().reject()

    def _grow(self) -> None:
        """Wrapped words that have come are shown whole: a dialog does not grow by itself."""
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _lay_out(self) -> None:
        form = QFormLayout()
        for heading, place in (
            (self.tr("From:"), str(home())),
            (self.tr("To:"), str(self._state.target)),
        ):
            label = _words()
            label.setText(place)
            form.addRow(heading, label)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.m)
        layout.addLayout(form)
        for widget in (self.note, self.doubts, self.problem, self.phase, self.bar, self.buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(SPACE.lines(34))

    def _start(self) -> None:
        if self._done:
            self._leave()
            return
        self.problem.clear()
        self._state.start(self.tr("Moving the private folder"))

    def _on_moved(self, done: Moved) -> None:
        self._done = True
        self.note.setText(
            self.tr("{size} are in the new place and are used there from now on.").format(
                size=job_words.size(done.bytes)
            )
        )
        self.start.setText(self.tr("Begin again"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        """Say it here: a message in the window would be behind this dialog."""
        problem = in_problem(error)
        translated = partial(QCoreApplication.translate, "engine")
        self.problem.setText(f"{translated(str(problem))} {translated(problem.remedy)}".strip())
        self.refresh()


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
