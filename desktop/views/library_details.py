"""The panel beside the grid: photos, versions, scores and notes of the selected concept."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import concept_words
from desktop.state.library import LibraryState
from desktop.state.library_work import Details
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.views.consent_dialog import ask_consent
from desktop.views.learning_dialog import LearningDialog
from desktop.views.library_versions import VersionList
from desktop.views.lookalikes_dialog import LookalikesDialog
from desktop.widgets.action_button import ActionButton
from desktop.widgets.photo_strip import PhotoStrip
from desktop.widgets.picture import Picture
from engine.concepts.cards import Card, Description
from engine.concepts.concept import KINDS
from engine.concepts.entries import Role
from engine.learning.consent import PERSON

_SETTLE = 800
"""Milliseconds after the last key before notes are kept."""
_POOL_FACTS = ("pool", "soft_positives", "negatives")


class LibraryDetails(QScrollArea):
    """Writes to the state what the person edits: name, kind, tags, notes, portrait, version."""

    def __init__(
        self, state: LibraryState, thumbnails: Thumbnails, context: Context, page: QWidget
    ) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state, self._context = state, context
        self._shown = ""
        self._typed: tuple[str, str] | None = None
        """A concept's name and the notes on it that are not kept yet."""
        self._portrait = Picture(thumbnails, 9)
        self._name = QLineEdit()
        self._kind = QComboBox()
        self._tags = QLineEdit()
        self._notes = QPlainTextEdit()
        self._photos = PhotoStrip(thumbnails)
        self._versions = VersionList(state, context.actions, page)
        self._facts = theme.as_note(QLabel())
        self._pool = ActionButton(
            context.actions.add(self, "library.lookalikes", self.see_lookalikes, scope=page)
        )
        self._consent = theme.as_note(QLabel())
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE)
        self._name_everything()
        self._lay_out()
        self._connect()
        state.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the selected concept; what is being typed stays."""
        details = self._state.details
        if details is None:
            self._shown = ""
            return
        card = details.card
        fresh = card.entry.id != self._shown
        if fresh:
            self._note()
        self._shown = card.entry.id
        self._portrait.show_file(card.portrait, self.tr("Portrait"))
        self._kind.setCurrentIndex(KINDS.index(card.entry.kind))
        if fresh or not self._name.hasFocus():
            self._name.setText(card.entry.name)
        if fresh or not self._tags.hasFocus():
            self._tags.setText(", ".join(card.tags))
        if fresh or not (self._typed or self._notes.hasFocus()):
            self._write_notes(card.notes)
        self._show_photos(details)
        self._versions.show_details(details)
        self._facts.setText(self._pool_words(details))
        self._consent.setText(self._consent_words(card))
        self._consent.setVisible(card.consent is not None)

    def edit_name(self) -> None:
        """Put the cursor into the name."""
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._name.selectAll()

    def see_lookalikes(self) -> None:
        """Open the pool as the selected concept sees it."""
        card = self._card()
        if card is None:
            return
        state = self._state.lookalikes(card.entry.name)
        dialog = LookalikesDialog(state, self._context.actions, self.window())
        state.setParent(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        state.look()
        dialog.open()

    def see_learning(self, version: int) -> None:
        """Open how a version of the selected concept was learned, and the choice of a snapshot."""
        card = self._card()
        if card is None:
            return
        state = self._state.learning(card.entry.name, version)
        dialog = LearningDialog(state, self._context, self.window())
        state.setParent(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _name_everything(self) -> None:
        for kind in KINDS:
            self._kind.addItem(concept_words.kind(kind), kind)
        for widget, name in (
            (self, self.tr("Details")),
            (self._name, self.tr("Name")),
            (self._kind, self.tr("Kind")),
            (self._tags, self.tr("Tags")),
            (self._notes, self.tr("Notes")),
            (self._photos, self.tr("Photos")),
        ):
            widget.setAccessibleName(name)
        self._tags.setPlaceholderText(self.tr("family, summer"))
        self._notes.setPlaceholderText(self.tr("What you want to remember"))
        self._notes.setTabChangesFocus(True)
        self._notes.setMaximumHeight(SPACE.lines(5))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(SPACE.s)
        column.addWidget(self._portrait, alignment=Qt.AlignmentFlag.AlignHCenter)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("&Name"), self._name)
        form.addRow(self.tr("&Kind"), self._kind)
        form.addRow(self.tr("&Tags"), self._tags)
        form.addRow(self.tr("N&otes"), self._notes)
        column.addLayout(form)
        column.addWidget(theme.as_heading(QLabel(self.tr("Photos"))))
        column.addWidget(self._photos)
        column.addWidget(theme.as_heading(QLabel(self.tr("Versions"))))
        column.addWidget(self._versions)
        column.addWidget(theme.as_heading(QLabel(self.tr("Photo pool"))))
        column.addWidget(self._facts)
        column.addWidget(self._pool, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._consent)
        column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(SPACE.lines(17))

    def _connect(self) -> None:
        self._name.editingFinished.connect(self._rename)
        self._kind.activated.connect(self._choose_kind)
        self._tags.editingFinished.connect(self._tag)
        self._notes.textChanged.connect(self._on_notes)
        self._settled.timeout.connect(self._note)
        self._photos.chosen.connect(self._pin)
        self._versions.learned.connect(self.see_learning)

    def _show_photos(self, details: Details) -> None:
        held_out = self.tr("Held back: the best snapshot was chosen on it")
        learned = self.tr("Learned from")
        self._photos.show_files(
            [
                (photo.path, held_out if photo.role is Role.HELD_OUT else learned)
                for photo in details.photos
            ],
            self.tr("Make this the portrait"),
        )

    def _pool_words(self, details: Details) -> str:
        current = details.card.entry.current_version
        facts = next(v.facts for v in details.versions if v.number == current)
        known = {name: facts[name] for name in _POOL_FACTS if name in facts}
        if not known:
            return self.tr("Which pool was used is not known.")
        words = {
            "pool": self.tr("Pool: {value}"),
            "soft_positives": self.tr("Lookalikes learned from: {value}"),
            "negatives": self.tr("Other things learned from: {value}"),
        }
        return "\n".join(words[name].format(value=value) for name, value in known.items())

    def _consent_words(self, card: Card) -> str:
        if card.consent is None:
            return ""
        day = concept_words.day(card.consent.given_at)
        return self.tr("Stated on {day}: {statement}").format(
            day=day, statement=card.consent.statement
        )

    def _write_notes(self, notes: str) -> None:
        if self._notes.toPlainText() != notes:
            self._notes.blockSignals(True)
            self._notes.setPlainText(notes)
            self._notes.blockSignals(False)

    def _card(self) -> Card | None:
        return self._state.details.card if self._state.details else None

    def _rename(self) -> None:
        card, text = self._card(), self._name.text().strip()
        if card is not None and text and text != card.entry.name:
            self._state.rename(card.entry.name, text)

    def _choose_kind(self) -> None:
        card, kind = self._card(), self._kind.currentData()
        if card is None or kind == card.entry.kind:
            return
        name = card.entry.name
        if kind == PERSON and card.consent is None:
            ask_consent(self, name, partial(self._state.make_person, name), self.refresh)
        else:
            self._state.describe(name, Description(kind=kind))

    def _tag(self) -> None:
        card = self._card()
        tags = tuple(tag.strip() for tag in self._tags.text().split(",") if tag.strip())
        if card is not None and set(tags) != set(card.tags):
            self._state.describe(card.entry.name, Description(tags=tags))

    def _on_notes(self) -> None:
        card = self._card()
        if card is not None:
            self._typed = (card.entry.name, self._notes.toPlainText())
            self._settled.start()

    def _note(self) -> None:
        """Keep what was typed, with the concept that it was typed for."""
        typed, self._typed = self._typed, None
        self._settled.stop()
        if typed is not None:
            name, notes = typed
            self._state.describe(name, Description(notes=notes))

    def _pin(self, path: object) -> None:
        card = self._card()
        if card is not None:
            self._state.describe(card.entry.name, Description(portrait=path))  # type: ignore[arg-type]
