"""The pool as a concept sees it: its look-alikes one by one, and what is learned from each."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme, thumbnails
from desktop.actions import Actions
from desktop.problems import in_problem
from desktop.state import concept_words
from desktop.state.lookalikes import LookalikesState
from desktop.theme import SPACE
from desktop.widgets.action_button import ActionButton
from desktop.widgets.photo_strip import PhotoStrip
from desktop.widgets.picture import Picture
from engine.learning.pool_ranking import Lookalike, Scope, Use
from engine.pool.entries import SourceKind


class LookalikesDialog(QDialog):
    """Tiles in their order at the left; the selected one, large, with its commands at the right."""

    def __init__(
        self, state: LookalikesState, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        views = thumbnails.shared()
        self.setWindowTitle(self.tr("Look-alikes of {name}").format(name=state.name))
        self.note = theme.as_note(_words())
        self.tiles = PhotoStrip(views, lines=6, rows=0)
        self.tiles.setAccessibleName(self.tr("Pictures, the most alike first"))
        self.picture = Picture(views, 15)
        self.facts = _words()
        self.here, self.every, self.again = (
            ActionButton(actions.add(self, f"lookalikes.{name}", slot))
            for name, slot in (
                ("here", partial(self._leave_out, Scope.CONCEPT)),
                ("every", partial(self._leave_out, Scope.POOL)),
                ("again", self._take_in),
            )
        )
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._lay_out()
        self.tiles.currentRowChanged.connect(self._show_current)
        self._buttons.rejected.connect(self.reject)
        self.finished.connect(state.stop)
        state.changed.connect(self.refresh)
        state.failed.connect(self._on_failed)
        self.refresh()

    @property
    def current(self) -> Lookalike | None:
        """The selected picture."""
        row = self.tiles.currentRow()
        return self._state.found[row] if 0 <= row < len(self._state.found) else None

    def refresh(self) -> None:
        """Show the ranking as it is now; the place stays selected."""
        row = max(0, self.tiles.currentRow())
        found = self._state.found
        self.tiles.show_files(
            [(one.path, self._described(place, one)) for place, one in enumerate(found, start=1)],
            captions=[_caption(place, one) for place, one in enumerate(found, start=1)],
        )
        self.tiles.setCurrentRow(min(row, len(found) - 1))
        self.note.setText(self._note())
        self._show_current()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.addWidget(self.picture)
        side.addWidget(self.facts)
        for button in (self.here, self.every, self.again):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch()
        middle = QHBoxLayout()
        middle.addWidget(self.tiles, 1)
        middle.addLayout(side)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.s)
        layout.addWidget(self.note)
        layout.addLayout(middle, 1)
        layout.addWidget(self._buttons)
        self.resize(theme.room(self, 54, 34))

    def _show_current(self) -> None:
        one = self.current
        words = self._facts(one) if one else ""
        self.picture.show_file(one.path if one else None, words)
        self.facts.setText(words)
        left_out = one is not None and one.left_out is not None
        for button in (self.here, self.every):
            button.setVisible(not left_out)
            button.action.setEnabled(one is not None and not left_out)
        self.again.setVisible(left_out)
        self.again.action.setEnabled(left_out)

    def _note(self) -> str:
        if self._state.waiting:
            return self.tr("The pool is looked through as soon as the running job is over.")
        if self._state.busy and not self._state.found:
            return self.tr("Looking through the pool…")
        if not self._state.found:
            return self.tr("There are no pictures in the pool.")
        return self.tr("What is left out is not used when this is taught the next time.")

    def _facts(self, one: Lookalike) -> str:
        lines = [
            self.tr("Likeness: {value}").format(value=concept_words.number(one.likeness)),
            self._use(one),
            self.tr("Source: {source}").format(source=source_words(one.source)),
            one.path.name,
        ]
        return "\n".join(lines)

    def _use(self, one: Lookalike) -> str:
        if one.left_out is Scope.CONCEPT:
            return self.tr("Left out for this concept")
        if one.left_out is Scope.POOL:
            return self.tr("Left out for every concept")
        return {
            Use.ALIKE: self.tr("Learned as a look-alike"),
            Use.OTHER: self.tr("Learned as another thing"),
            Use.NONE: self.tr("Not learned from"),
        }[one.use]

    def _described(self, place: int, one: Lookalike) -> str:
        words = self.tr("Place {place}. {facts}")
        return words.format(place=place, facts=self._facts(one).replace("\n", ", "))

    def _leave_out(self, scope: Scope) -> None:
        if (one := self.current) is not None:
            self._state.leave_out(one, scope)

    def _take_in(self) -> None:
        if (one := self.current) is not None:
            self._state.take_in(one)

    def _on_failed(self, error: Exception) -> None:
        self.note.setText(sentences.failure(in_problem(error)))


def source_words(source: SourceKind) -> str:
    """Where a picture comes from."""
    return {
        SourceKind.BUNDLED: _tr("Came with the app"),
        SourceKind.FOLDER: _tr("Your own photos"),
        SourceKind.PACK: _tr("A pack of pictures"),
        SourceKind.DRAWN: _tr("Drawn by the base model"),
    }[source]


def _caption(place: int, one: Lookalike) -> str:
    return f"{place} – {_tr('left out')}" if one.left_out else str(place)


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("LookalikesDialog", text)
