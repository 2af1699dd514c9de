"""One message: who said it, words and pictures in their order, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.state import chat_words
from desktop.state.branches import Shown
from desktop.theme import SPACE, as_note, icon, icon_size
from desktop.widgets.chat_picture import ChatPicture
from desktop.widgets.markdown_text import MarkdownText
from engine.chats.entries import Picture, Speaker, State

LONGEST_NAME = 200
"""Letters of a message that name its bubble for screen readers."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What a row shows of an answer that is still coming."""

    pieces: tuple[str | Image.Image, ...]
    status: str
    """What it waits for or does, in words."""
    remarks: tuple[str, ...] = ()


class MessageBubble(QFrame):
    """Shows one message after another: a column of messages uses its widgets again."""

    copied = Signal(int)
    again = Signal(int)
    edited = Signal(int)
    stepped = Signal(int, int)
    """(message, -1 or 1): another branch."""
    chosen = Signal(int)
    """The keyboard or the mouse is in this message."""
    asked_about = Signal(object)
    """The ChatPicture whose menu is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = False
        self.message = 0
        """Id of what is shown; 0 for an answer that is coming."""
        self._texts: list[MarkdownText] = []
        self._pictures: list[ChatPicture] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(SPACE.xs)
        self._column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        self._column.addLayout(self._head())
        self._status = as_note(QLabel(self))
        self._status.setAccessibleName(self.tr("State of the answer"))
        self._badge = as_note(QLabel(self))
        self._badge.setAccessibleName(self.tr("What this answer is worth"))
        self._badge.setToolTip(
            self.tr("The model has no other knowledge of it, and makes up what it did not see.")
        )
        for note in (self._status, self._badge):
            self._column.addWidget(note)

    def show_message(self, shown: Shown) -> None:
        """Show a kept message."""
        message = shown.message
        person = message.speaker is Speaker.PERSON
        self.message = message.id
        self._show_pieces(message.pieces, markdown=not person)
        self._name(person, message.words)
        marks = [self.tr("edited")] if message.edited else []
        marks += [self.tr("stopped")] if message.state is not State.WHOLE else []
        self._marks.setText(" · ".join(marks))
        empty = self.tr("The model said nothing.") if not message.pieces else ""
        self._say(empty, chat_words.badge(message) if message.pieces else "")
        branch = shown.branch
        self._branches.setVisible(branch.count > 1)
        self._place.setText(
            self.tr("{number}/{count}").format(number=branch.number, count=branch.count)
        )
        self._back.setEnabled(branch.number > 1)
        self._forth.setEnabled(branch.number < branch.count)
        self._tools.setVisible(True)
        self._edit.setToolTip(self.tr("Say it differently") if person else self.tr("Edit"))
        self._edit.setAccessibleName(self._edit.toolTip())

    def show_coming(self, coming: Coming) -> None:
        """Show an answer as far as it has come."""
        self.message = 0
        self._show_pieces(coming.pieces, markdown=True)
        self._name(False, "".join(piece for piece in coming.pieces if isinstance(piece, str)))
        self._marks.setText("")
        self._branches.setVisible(False)
        self._tools.setVisible(False)
        self._say("\n".join([coming.status, *coming.remarks]).strip())

    def words(self) -> str:
        """What is selected, or nothing."""
        found = (text.textCursor().selectedText() for text in self._texts if text.isVisible())
        return next((words for words in found if words), "").replace("\u2029", "\n")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """What the person said lies on a ground of its own."""
        if self._person:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(self.rect(), SPACE.s, SPACE.s)

    def _show_pieces(
        self, pieces: Sequence[str | Picture | Image.Image], *, markdown: bool
    ) -> None:
        texts, pictures = iter(self._texts.copy()), iter(self._pictures.copy())
        used: list[QWidget] = []
        for place, piece in enumerate(pieces, start=1):
            widget: MarkdownText | ChatPicture
            if isinstance(piece, str):
                widget = next(texts, None) or self._new_text()
                widget.show_text(piece.strip("\n"), markdown=markdown)
            else:
                widget = next(pictures, None) or self._new_picture()
                self._show_picture(widget, piece)
            if self._column.indexOf(widget) != place:
                self._column.removeWidget(widget)
                self._column.insertWidget(place, widget)
            widget.setVisible(True)
            used.append(widget)
        for spare in {*self._texts, *self._pictures} - set(used):
            spare.setVisible(False)

    def _show_picture(self, widget: ChatPicture, piece: Picture | Image.Image) -> None:
        if isinstance(piece, Picture):
            words = self.tr("A drawn picture") if piece.drawn else self.tr("A photo")
            widget.show_picture(piece, words)
        else:
            widget.show_sketch(piece, self.tr("A picture that is being drawn"))

    def _name(self, person: bool, words: str) -> None:
        self._who.setText(self.tr("You") if person else self.tr("Answer"))
        short = words[:LONGEST_NAME]
        template = self.tr("You said: {words}") if person else self.tr("Answer: {words}")
        self.setAccessibleName(template.format(words=short))
        self._person = person
        self.update()

    def _say(self, state: str, worth: str = "") -> None:
        self.setAccessibleDescription(worth)
        for label, words in ((self._status, state), (self._badge, worth)):
            label.setText(words)
            label.setVisible(bool(words))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.xs)
        self._who = QLabel(self)
        font = self._who.font()
        font.setBold(True)
        self._who.setFont(font)
        self._marks = as_note(QLabel(self))
        self._marks.setWordWrap(False)
        row.addWidget(self._who)
        row.addWidget(self._marks)
        row.addStretch(1)
        row.addWidget(self._branch_row())
        row.addWidget(self._tool_row())
        return row

    def _branch_row(self) -> QWidget:
        self._branches = QWidget(self)
        row = QHBoxLayout(self._branches)
        row.setContentsMargins(0, 0, 0, 0)
        self._back = self._button("chevron-left", self.tr("Former branch"), self._on_back)
        self._place = QLabel(self._branches)
        self._place.setAccessibleName(self.tr("Branch"))
        self._forth = self._button("chevron-right", self.tr("Next branch"), self._on_forth)
        for widget in (self._back, self._place, self._forth):
            row.addWidget(widget)
        return self._branches

    def _tool_row(self) -> QWidget:
        self._tools = QWidget(self)
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button("copy", self.tr("Copy"), self._on_copy))
        self._edit = self._button("pencil", self.tr("Edit"), self._on_edit)
        row.addWidget(self._edit)
        row.addWidget(self._button("refresh-cw", self.tr("Answer again"), self._on_again))
        return self._tools

    def _button(self, name: str, words: str, slot: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(icon_size(1.0))
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(slot)
        return button

    def _new_text(self) -> MarkdownText:
        text = MarkdownText(self)
        text.setAccessibleName(self.tr("Words of the message"))
        text.selectionChanged.connect(self._on_chosen)
        self._texts.append(text)
        return text

    def _new_picture(self) -> ChatPicture:
        picture = ChatPicture(self)
        picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        picture.customContextMenuRequested.connect(self._on_picture_menu)
        self._pictures.append(picture)
        return picture

    def _on_picture_menu(self) -> None:
        self.asked_about.emit(self.sender())

    def _on_chosen(self) -> None:
        self.chosen.emit(self.message)

    def _on_copy(self) -> None:
        self.copied.emit(self.message)

    def _on_edit(self) -> None:
        self.edited.emit(self.message)

    def _on_again(self) -> None:
        self.again.emit(self.message)

    def _on_back(self) -> None:
        self.stepped.emit(self.message, -1)

    def _on_forth(self) -> None:
        self.stepped.emit(self.message, 1)
