"""The messages of the open chat, one below the other, and the answer that is coming."""

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.state.answering import Answering
from desktop.state.chat import ChatState
from desktop.state.jobs import JobStatus
from desktop.theme import SPACE
from desktop.widgets.chat_picture import LINES
from desktop.widgets.message_bubble import Coming, MessageBubble
from desktop.widgets.virtual_column import VirtualColumn
from engine.chats.entries import PICTURE

COMING = 0
"""Key of the row of the answer that is coming."""


class ChatMessages(VirtualColumn):
    """A column of bubbles over a `ChatState`; it is itself the `Rows` that it shows."""

    copied = Signal(int)
    again = Signal(int)
    edited = Signal(int)
    stepped = Signal(int, int)
    asked_about = Signal(object)

    def __init__(self, state: ChatState, parent: QWidget | None = None) -> None:
        self._state = state
        super().__init__(self, parent)
        self.current = COMING
        """The message that the person is at; the last one where it is 0."""
        self.setAccessibleName(self.tr("Messages"))

    def estimates(self, width: int) -> list[int]:
        """From the number of letters and pictures."""
        letters = max(1, width // max(1, self.fontMetrics().averageCharWidth()))
        line, frame, picture = SPACE.lines(1), SPACE.lines(3), SPACE.lines(LINES)
        messages = (one.message for one in self._state.shown)
        sizes = [
            frame
            + line * (len(one.text) // letters + one.text.count("\n"))
            + picture * len(one.pictures)
            for one in messages
        ]
        return sizes if self._state.answering is None else [*sizes, frame]

    def keys(self) -> list[Hashable]:
        """The messages' ids, and `COMING`."""
        keys: list[Hashable] = [one.message.id for one in self._state.shown]
        return keys if self._state.answering is None else [*keys, COMING]

    def make(self, parent: QWidget) -> QWidget:
        """An empty bubble, joined to this column."""
        bubble = MessageBubble(parent)
        bubble.copied.connect(self.copied)
        bubble.again.connect(self.again)
        bubble.edited.connect(self.edited)
        bubble.stepped.connect(self.stepped)
        bubble.chosen.connect(self._on_chosen)
        bubble.asked_about.connect(self.asked_about)
        return bubble

    def fill(self, widget: QWidget, row: int) -> None:
        """Show a message, or the answer that is coming."""
        assert isinstance(widget, MessageBubble)
        if row < len(self._state.shown):
            widget.show_message(self._state.shown[row])
        elif (answering := self._state.answering) is not None:
            widget.show_coming(self._coming(answering))

    def go_to(self, message: int) -> None:
        """Show this message when its chat is there; 0 is the end."""
        self.current = message

    def reset(self) -> None:
        """Another chat: from its end, or from the message that was asked for."""
        super().reset()
        self._to_current()

    def selected(self) -> str:
        """Words that are marked in one of the messages."""
        bubbles = (one for one in self.widgets.values() if isinstance(one, MessageBubble))
        return next((words for bubble in bubbles if (words := bubble.words())), "")

    def _to_current(self) -> None:
        if any(one.message.id == self.current for one in self._state.shown):
            self.scroll_to(self.current)

    def _on_chosen(self, message: int) -> None:
        self.current = message

    def _coming(self, answering: Answering) -> Coming:
        draft = answering.draft
        pictures = iter(draft.pictures)
        words = draft.text.split(PICTURE)
        mixed = [piece for text in words for piece in (text, next(pictures, None))]
        pieces = tuple(piece for piece in (*mixed, draft.sketch) if piece)
        return Coming(pieces, self._status(answering), tuple(answering.remarks))

    def _status(self, answering: Answering) -> str:
        """What a person should know while they wait."""
        handle, draft = answering.handle, answering.draft
        if handle.status is JobStatus.WAITING:
            return self.tr("Waiting for its turn…")
        if handle.status is JobStatus.PAUSED:
            return self.tr("Paused.")
        if handle.stopping:
            return self.tr("Stopping…")
        if draft.sketch is not None:
            percent = round(100 * answering.drawn)
            return self.tr("Drawing: {percent} %").format(percent=percent)
        if not draft.text:
            progress = handle.progress
            opening = progress is not None and progress.done < progress.total
            return self.tr("Opening the model…") if opening else self.tr("Thinking…")
        return ""
