"""Answers that are on their way: their jobs, and what was heard of them so far."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import sentences
from desktop.state.jobs import JobHandle, JobKind, Queue
from engine.chats.talk import Draft
from engine.events import Event, Job, Noticed, Preview, Said


class Answering(QObject):
    """Hears one job of the queue; the draft grows as words and rows of pictures come."""

    grew = Signal()
    """Words or a picture: thirty times a second at most, as the engine paces it."""
    changed = Signal()
    """Its place in the queue, its phase, or a remark."""
    ended = Signal(object)
    """Itself: nothing more comes."""

    def __init__(self, chat: str, message: int, handle: JobHandle, parent: QObject) -> None:
        super().__init__(parent)
        self.chat = chat
        self.message = message
        """What it answers."""
        self.handle = handle
        self.draft = Draft()
        self.drawn = 0.0
        """How much of the picture in the draft's sketch there is, 0…1."""
        self.remarks: list[str] = []
        handle.happened.connect(self._on_event)
        handle.changed.connect(self.changed)
        handle.ended.connect(self._on_ended)

    def _on_event(self, event: Event) -> None:
        match event:
            case Said() | Preview():
                self.drawn = event.done if isinstance(event, Preview) else 0.0
                self.draft.hear(event)
                self.grew.emit()
            case Noticed(text) if (said := sentences.translated(text)) not in self.remarks:
                self.remarks.append(said)
                self.changed.emit()

    def _on_ended(self) -> None:
        self.ended.emit(self)


class Answers(QObject):
    """Every answer that is coming: one in a chat at most."""

    grew = Signal(object)
    """The Answering that said or drew more, or waits for something else."""
    ended = Signal(object)
    """The Answering of which nothing more comes; it stays here until it is dropped."""

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._coming: list[Answering] = []

    def of(self, chat: str) -> Answering | None:
        """The answer that is coming in a chat."""
        return next((one for one in self._coming if one.chat == chat), None)

    def start(
        self, title: str, chat: str, message: int, job: Callable[..., Job[Any]], *args: object
    ) -> Answering:
        """Put the job that answers `message` in the queue, under a title."""
        handle = self._queue.add(title, JobKind.CHAT, job, *args)
        answer = Answering(chat, message, handle, self)
        answer.grew.connect(self._on_grew)
        answer.changed.connect(self._on_grew)
        answer.ended.connect(self.ended)
        self._coming.append(answer)
        return answer

    def stop(self, chat: str) -> None:
        """End the answer in a chat; what was said stays."""
        answer = self.of(chat)
        if answer is not None:
            answer.handle.cancel()

    def drop(self, answer: Answering) -> None:
        """Forget an answer that has ended."""
        if answer in self._coming:
            self._coming.remove(answer)
            answer.deleteLater()

    def drop_ended(self) -> None:
        """Forget every answer that has ended."""
        for answer in [one for one in self._coming if one.handle.over]:
            self.drop(answer)

    def _on_grew(self) -> None:
        self.grew.emit(self.sender())
