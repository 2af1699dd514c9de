"""The open chat: its concepts, its messages, what went wrong, and where the next one is written."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import sentences
from desktop.palettes import Tone
from desktop.state.attachments import Attachments
from desktop.state.chat import ChatState
from desktop.state.jobs import JobStatus
from desktop.state.known_concepts import KnownConcepts
from desktop.theme import SPACE, as_card, as_note, as_title, tone
from desktop.views.chat_composer import ChatComposer
from desktop.views.chat_messages import ChatMessages
from desktop.widgets.concept_edit import ConceptChips
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import EmptyState

_LOOK_EVERY = 33
"""Milliseconds between two looks at an answer that is coming: thirty of them in a second."""


class ChatConversation(QFrame):
    """Writes a `ChatState` to widgets; a temporary chat has a frame that says so."""

    retried = Signal()
    queue_asked = Signal()
    chip_chosen = Signal(str)

    def __init__(
        self,
        state: ChatState,
        known: KnownConcepts,
        attachments: Attachments,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._known = state, known
        self.messages = ChatMessages(state, self)
        self.composer = ChatComposer(attachments, self)
        self.chips = ConceptChips(self)
        self.chips.setAccessibleName(self.tr("Concepts of this chat"))
        self.chips.chosen.connect(self.chip_chosen)
        self.head = QHBoxLayout()
        self._title = ElidedLabel(self)
        as_title(self._title)
        self.head.addWidget(self._title, 1)
        self._temporary = QLabel(
            self.tr("Temporary chat: nothing of it is ever written, and it ends with the app.")
        )
        self._several = as_note(QLabel(self.tr("Several concepts at once are experimental.")))
        self._honest = as_note(QLabel(self._caution()))
        self._start = EmptyState("message-circle")
        self._start.say(
            self.tr("Say something to begin."),
            self.tr("@ names a concept, and a photo can go with a question."),
        )
        self._lay_out()
        state.opened.connect(self._on_opened)
        state.changed.connect(self.refresh)
        self._looks = QTimer(self, interval=_LOOK_EVERY, singleShot=True)
        self._looks.timeout.connect(self.messages.refresh_last)
        state.grew.connect(self._on_grew)
        known.changed.connect(self._refresh_around)
        self.composer.edit.mentions_changed.connect(self.refresh_chips)
        self.refresh()

    def refresh(self) -> None:
        """Write the state to the widgets."""
        self.messages.refresh()
        self._refresh_around()

    def _refresh_around(self) -> None:
        """All but the messages."""
        state = self._state
        self._title.show_text((state.chat.title if state.chat else "") or self.tr("New chat"))
        self._temporary.setVisible(state.temporary)
        coming = state.answering
        self._start.setVisible(not state.shown and coming is None)
        self.messages.setVisible(not self._start.isVisibleTo(self))
        self.composer.edit.set_concepts(self._known.mentionables())
        self.composer.set_coming(coming is not None)
        self._refresh_problem()
        self.refresh_chips()
        self.update()

    def refresh_chips(self) -> None:
        """The chat's concepts, and those that the next message names."""
        chips = self._known.shown(self._state.concepts)
        names = {one.name for one in chips}
        chips += [one for one in self.composer.edit.mentioned if one.name not in names]
        self.chips.show_concepts(chips)
        self._several.setVisible(len(chips) > 1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The frame of a temporary chat."""
        super().paintEvent(event)
        if self._state.temporary:
            painter = QPainter(self)
            width = SPACE.xs
            pen = QPen(tone(Tone.TEMPORARY), width, Qt.PenStyle.SolidLine)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            half = width // 2
            painter.drawRect(self.rect().adjusted(half, half, -half - 1, -half - 1))

    def _refresh_problem(self) -> None:
        problem, coming = self._state.problem, self._state.answering
        waiting = coming is not None and coming.handle.status is JobStatus.WAITING
        self._problem.setVisible(problem is not None or waiting)
        self._retry.setVisible(problem is not None)
        self._queue.setVisible(waiting)
        if problem is not None:
            self._words.setText(sentences.failure(problem))
        elif waiting:
            self._words.setText(self.tr("Another job is at work; the answer waits for it."))

    def _on_opened(self) -> None:
        self.messages.reset()
        self._refresh_around()

    def _on_grew(self) -> None:
        """Words may come in a flood, after a stop of the window or from a fast model."""
        if not self._looks.isActive():
            self._looks.start()

    def _caution(self) -> str:
        return self.tr(
            "Learned from a few photos: answers may be wrong, facts made up. Pictures miss fine "
            "details and lettering, mix up several concepts, and people only resemble themselves."
        )

    def _lay_out(self) -> None:
        self._problem = QFrame(self)
        as_card(self._problem)
        self._words = QLabel(self._problem)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAccessibleName(self.tr("What went wrong"))
        self._retry = QPushButton(self.tr("Try again"), self._problem)
        self._retry.clicked.connect(self.retried)
        self._queue = QPushButton(self.tr("Show the queue"), self._problem)
        self._queue.clicked.connect(self.queue_asked)
        row = QHBoxLayout(self._problem)
        row.addWidget(self._words, 1)
        row.addWidget(self._retry)
        row.addWidget(self._queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.s)
        column.addLayout(self.head)
        column.addWidget(self._temporary)
        column.addWidget(self.messages, 1)
        column.addWidget(self._start, 1)
        for widget in (self._problem, self.chips, self._several, self.composer, self._honest):
            column.addWidget(widget)
