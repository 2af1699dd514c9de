"""The versions of a concept, the latest first: what is known of each, a note on it, and its use."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.actions import Actions
from desktop.state import concept_words
from desktop.state.library import LibraryState
from desktop.state.library_work import Details
from desktop.widgets.action_button import ActionButton
from engine.concepts.entries import Version
from engine.learning.keeping import EMBEDDER


class VersionList(QWidget):
    """Writes to the state what the person chooses and notes."""

    learned = Signal(int)
    """The number of a version whose learning is to be seen."""

    def __init__(self, state: LibraryState, actions: Actions, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state, self._add = state, partial(actions.add, scope=page)
        self._details: Details | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_details(self, details: Details) -> None:
        """Show the versions of a concept; nothing is made anew where nothing has changed."""
        before, self._details = self._details, details
        if before is not None and _shown(before) == _shown(details):
            return
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for version in reversed(details.versions):
            self._column.addWidget(self._row(version, details))

    def _row(self, version: Version, details: Details) -> QWidget:
        row = QWidget()
        number = version.number
        line = QHBoxLayout()
        line.addWidget(QLabel(self._words(version, details)), 1)
        if version.number == details.card.entry.current_version:
            line.addWidget(QLabel(self.tr("In use")))
        else:
            use = partial(self._use, number)
            action = self._add(row, "library.use_version", use, about=str(number))
            line.addWidget(ActionButton(action, short=True))
        see = partial(self.learned.emit, number)
        learned = self._add(row, "library.learned", see, about=str(number))
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._note(version))
        column.addWidget(ActionButton(learned, short=True), alignment=Qt.AlignmentFlag.AlignLeft)
        return row

    def _note(self, version: Version) -> QLineEdit:
        """What was noted, to be written on: one line, whose end is kept when it is left."""
        note = QLineEdit(version.notes)
        note.setPlaceholderText(self.tr("A note on this version"))
        name = self.tr("Note on version {number}").format(number=version.number)
        note.setAccessibleName(name)
        note.editingFinished.connect(partial(self._keep, note, version))
        return note

    def _words(self, version: Version, details: Details) -> str:
        title = self.tr("Version {number}, {day}").format(
            number=version.number, day=concept_words.day(version.created_at)
        )
        scores = concept_words.scores(version.scores, str(version.facts.get(EMBEDDER, "")))
        kept = len(details.snapshots.get(version.number, ()))
        return "\n".join(filter(None, (title, scores, self.tr("%n snapshot(s)", "", kept))))

    def _use(self, number: int) -> None:
        if self._details is not None:
            self._state.use(self._details.card.entry.name, number)

    def _keep(self, note: QLineEdit, version: Version) -> None:
        text = note.text().strip()
        if self._details is not None and text != version.notes:
            self._state.note_version(self._details.card.entry.name, version.number, text)


def _shown(details: Details) -> tuple[object, ...]:
    """What the list is made of."""
    entry = details.card.entry
    return entry.id, entry.current_version, details.versions, dict(details.snapshots)
