"""How a version of a concept was learned, as it was seen then; and the choice, made anew."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop import sentences, theme
from desktop.context import Context
from desktop.problems import in_problem
from desktop.state.choice import ChoiceState
from desktop.theme import SPACE
from desktop.views.learned_view import LIBRARY, LearnedView


class LearningDialog(QDialog):
    """Over the library; what is drawn for it ends with it."""

    def __init__(self, state: ChoiceState, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        words = self.tr("How {name} was learned, version {number}")
        self.setWindowTitle(words.format(name=state.name, number=state.version))
        self._note = theme.as_note(QLabel())
        self._view = LearnedView(context, LIBRARY, self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.s)
        layout.addWidget(self._note)
        layout.addWidget(self._view, 1)
        layout.addWidget(buttons)
        self.resize(theme.room(self, 54, 44))
        buttons.rejected.connect(self.reject)
        self.finished.connect(state.stop)
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        self.refresh()

    def refresh(self) -> None:
        """Show the choice as it is now."""
        self._note.setText(self._words())
        self._view.setEnabled(self._state.in_use is not None)
        self._view.show_choice(self._state)

    def _words(self) -> str:
        state = self._state
        if state.in_use is None:
            return self.tr("Reading what was kept…")
        if not state.snapshots and not state.record.curves.series:
            return self.tr("Nothing was kept of how this version was learned.")
        return self.tr("Compare any two snapshots, and choose; it can be changed at any time.")

    def _on_failed(self, error: Exception) -> None:
        self._note.setText(sentences.failure(in_problem(error)))
