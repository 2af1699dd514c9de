"""Asks before another library takes the place of the one in use, and shows how far that is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.palettes import Tone
from desktop.state import concept_words
from desktop.state.job_words import size
from desktop.state.picture_words import when
from desktop.state.restoring import RestoringState
from desktop.theme import SPACE
from desktop.views.problem_dialog import in_problem
from engine.backup.holding import Holding


class RestoreDialog(QDialog):
    """What comes, what is set aside, and a bar. The window waits, so that nobody changes either."""

    def __init__(self, state: RestoringState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Restore a library"))
        self.coming, self.going = _words(), _words()
        self.note = theme.as_note(_words())
        self.problem = theme.as_tone(_words(), Tone.BAD)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Restoring"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.start = self.buttons.addButton(
            self.tr("Replace the library"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        form = QFormLayout()
        form.addRow(self.tr("This comes:"), self.coming)
        form.addRow(self.tr("In use now:"), self.going)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.m)
        layout.addLayout(form)
        layout.addWidget(self.note)
        layout.addWidget(self.problem)
        layout.addWidget(self.bar)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(SPACE.lines(32))
        self.buttons.accepted.connect(self._start)
        self.buttons.rejected.connect(self.reject)
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        state.replaced.connect(self.accept)
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now."""
        state = self._state
        self.coming.setText(self._described(state.there) if state.there else self.tr("Looking…"))
        self.going.setText(self._described_now())
        self.note.setText(self._note())
        self.problem.setVisible(bool(self.problem.text()))
        self.start.setEnabled(state.there is not None and not state.busy)
        self.bar.setVisible(state.busy)
        progress = state.job.progress if state.job else None
        self.bar.setRange(0, progress.total if progress else 0)
        self.bar.setValue(progress.done if progress else 0)

    def reject(self) -> None:
        """Stop what runs, which changes nothing then, or close."""
        if self._state.busy:
            self._state.stop()
        else:
            super().reject()

    def _described_now(self) -> str:
        if self._state.there is None:
            return self.tr("Looking…")
        if self._state.now is None:
            return self.tr("Its list is damaged.")
        return self.tr("Nothing") if self._state.now.empty else self._described(self._state.now)

    def _described(self, what: Holding) -> str:
        counts = ", ".join(
            (
                self.tr("%n concept(s)", "", what.concepts),
                self.tr("%n chat(s)", "", what.chats),
                self.tr("%n drawing(s)", "", what.pictures),
            )
        )
        lines = [self.tr("{counts}; {size}").format(counts=counts, size=size(what.bytes))]
        if what.made_at:
            lines.append(self.tr("Backed up on {when}").format(when=when(what.made_at)))
        if not what.photos:
            lines.append(self.tr("Without photos: no concept can be taught more."))
        return "\n".join(lines)

    def _note(self) -> str:
        sentences = []
        if not self._state.source.is_dir():
            sentences.append(self.tr("Every file is proved before anything changes."))
        if self._state.now is None or not self._state.now.empty:
            sentences.append(
                self.tr(
                    "The library in use is then set aside as it is: on the page of storage it can "
                    "be brought back, or removed."
                )
            )
        return " ".join(sentences)

    def _start(self) -> None:
        self.problem.clear()
        self._state.start(self.tr("Restoring a library"))

    def _on_failed(self, error: Exception) -> None:
        """Say it here: a message in the window would be behind this dialog."""
        problem = in_problem(error)
        said = map(concept_words.engine_words, (str(problem), problem.remedy))
        self.problem.setText(" ".join(said).strip())
        self.problem.show()


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    return label
