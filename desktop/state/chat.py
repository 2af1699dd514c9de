"""The open chat: its messages as a tree, the branch that is shown, and answers that are coming."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.state import chat_work
from desktop.state.answering import Answering, Answers
from desktop.state.branches import Shown, followed, shown, without_draft
from desktop.state.chat_keeper import Keeper, LibraryKeeper, MemoryKeeper
from desktop.state.chat_work import Loaded
from desktop.state.jobs import Queue
from desktop.state.settings import SettingsState
from engine.chats import talk
from engine.chats.entries import Chat, Message, NewPicture, Speaker, Used, Way
from engine.chats.store import ChatStore
from engine.chats.talk import Wish
from engine.chats.tree import children, path_to
from engine.errors import YoError


class ChatState(QObject):
    """One chat is open at a time; answers in others go on meanwhile."""

    opened = Signal()
    """Another chat, or none, is shown from now on: all that `changed` tells, and more."""
    changed = Signal()
    """Messages, concepts or title of the open chat."""
    listed = Signal()
    """What the list of chats shows has changed."""
    grew = Signal()
    """The answer that is coming in the open chat."""
    failed = Signal(object)
    """A YoError that is nobody's answer: the disk is full, a chat is gone."""
    unsaid = Signal(str, object)
    """Words and pictures that could not be kept: the person must not lose them."""

    def __init__(
        self, folder: Path, queue: Queue, settings: SettingsState, parent: QObject | None = None
    ) -> None:
        """`folder` is the library's."""
        super().__init__(parent)
        self._settings = settings
        self._answers = Answers(queue, self)
        self._answers.grew.connect(self._on_grew)
        self._answers.ended.connect(self._on_ended)
        self.library = LibraryKeeper(folder, self)
        self.library.failed.connect(self._on_failed)
        self._memory: MemoryKeeper | None = None
        self.temporary = False
        """Whether the open chat is in memory alone."""
        self.chat: Chat | None = None
        self.concepts: tuple[Used, ...] = ()
        """Of the open chat, also before anything is kept of it."""
        self.problem: YoError | None = None
        """Why the last answer in the open chat failed."""
        self.shown: list[Shown] = []
        self._messages: dict[int, Message] = {}
        self._temporary_chat: Chat | None = None
        self._wanted = 0

    @property
    def answering(self) -> Answering | None:
        """The answer that is coming in the open chat."""
        return self._answers.of(self.chat.id) if self.chat is not None else None

    def begin(self, concepts: Sequence[Used] = ()) -> None:
        """Show an empty chat; it is kept when the first message is said."""
        self.temporary = False
        self._show(None, {})
        if concepts:
            self.use(concepts)

    def begin_temporary(self) -> None:
        """Go to the temporary chat; nothing of it is ever written."""
        if self._memory is None:
            self._memory = MemoryKeeper(self)
            self._memory.failed.connect(self._on_failed)
        self.temporary = True
        self._show(self._temporary_chat, {})
        self._reload()

    @property
    def forgettable(self) -> bool:
        """Whether something was said in the temporary chat, which ends with this state."""
        return self._temporary_chat is not None

    def end_temporary(self) -> None:
        """Forget the temporary chat."""
        if self._temporary_chat is not None:
            self._answers.stop(self._temporary_chat.id)
        memory, self._memory, self._temporary_chat = self._memory, None, None
        if memory is not None:
            memory.close()
        if self.temporary:
            self.begin()

    def open(self, chat: str, message: int = 0) -> None:
        """Show a kept chat; with `message`, the branch that it is in."""
        self._wanted += 1
        load = partial(chat_work.loaded, chat=chat, message=message)
        self.library.do(load, partial(self._on_opened, self._wanted))

    def use(self, concepts: Sequence[Used]) -> None:
        """Talk about these concepts from here on."""
        self.concepts = tuple(concepts)
        if self.chat is not None:
            self.chat = replace(self.chat, concepts=self.concepts)
            self.keeper.do(partial(ChatStore.use, chat=self.chat.id, concepts=self.concepts))
        self.changed.emit()

    def say(self, text: str, pictures: Sequence[NewPicture] = (), way: Way = Way.WORDS) -> bool:
        """Say something after the last message and have it answered; False while one is coming."""
        if self.answering is not None or not (text.strip() or pictures):
            return False
        parent = self.shown[-1].message.id if self.shown else 0
        self._say(parent, text, pictures, way)
        return True

    def say_instead(self, message: int, text: str) -> None:
        """Say a message of the person's in other words, as a branch beside it."""
        before = self._messages[message]
        pictures = [
            NewPicture(data=one.read(), width=one.width, height=one.height)
            for one in before.pictures
            if not one.gone
        ]
        if self.answering is None and text.strip():
            self._say(before.parent, text, pictures, before.way)

    def correct(self, message: int, text: str) -> None:
        """Change what the model said; the answer is marked as edited."""
        if text.strip() and text.strip() != self._messages[message].text:
            edit = partial(ChatStore.edit, message=message, text=text)
            self.keeper.do(edit, self._on_written)

    def again(self, message: int) -> None:
        """Answer once more what this message answers, or this message of the person's."""
        if self.answering is not None or self.chat is None:
            return
        asked = self._messages[message]
        way = asked.way
        if asked.speaker is Speaker.MODEL:
            asked = self._messages[asked.parent]
        seed = sum(one.parent == asked.id for one in self._messages.values())
        self._answer(self.chat.id, asked.id, Wish(way=way, seed=seed))

    def step(self, message: int, by: int) -> None:
        """Show the next (1) or the former (-1) branch beside this message."""
        beside = children(self._messages.values())[self._messages[message].parent]
        here = [one.id for one in beside].index(message) + by
        if 0 <= here < len(beside):
            self.keeper.do(partial(ChatStore.choose, message=beside[here].id), self._on_written)

    def stop(self) -> None:
        """End the answer that is coming; what was said stays."""
        if self.chat is not None:
            self._answers.stop(self.chat.id)

    def forget(self, chat: str) -> None:
        """A chat was deleted: its answer ends, and it is no longer shown."""
        self._answers.stop(chat)
        if self.chat is not None and self.chat.id == chat:
            self.begin()

    def adopt(self, chat: Chat) -> None:
        """A chat has another title or pin now."""
        if self.chat is not None and self.chat.id == chat.id:
            self.chat = chat
            self.changed.emit()

    def message(self, number: int) -> Message | None:
        """A message of the open chat; None where there is no such one."""
        return self._messages.get(number)

    def text(self, number: int) -> str:
        """Its words."""
        return self._messages[number].words if number in self._messages else ""

    @property
    def keeper(self) -> Keeper:
        """Where the open chat is kept."""
        return self._memory if self.temporary and self._memory is not None else self.library

    def _show(
        self,
        chat: Chat | None,
        messages: dict[int, Message],
        branch: list[Shown] | None = None,
    ) -> None:
        self._wanted += 1
        self.chat = chat
        self.concepts = chat.concepts if chat else ()
        self.problem = None
        self._take(messages, branch)
        self.opened.emit()

    def _say(self, parent: int, text: str, pictures: Sequence[NewPicture], way: Way) -> None:
        self.problem = None
        said = partial(
            chat_work.said,
            chat=self.chat.id if self.chat else "",
            concepts=self.concepts,
            parent=parent,
            text=text,
            pictures=tuple(pictures),
            way=way,
        )
        then = partial(self._on_said, self._wanted, self.temporary)
        self.keeper.do(said, then, lambda: self.unsaid.emit(text, tuple(pictures)))

    def _on_said(self, wanted: int, temporary: bool, result: tuple[Chat, Message]) -> None:
        chat, message = result
        if temporary:
            self._temporary_chat = chat
        if wanted == self._wanted:  # else another chat was opened meanwhile
            self.chat = chat
            messages = self._messages | {message.id: message}
            self._take(messages, followed(self.shown, messages, message))
        self._answer(chat.id, message.id, Wish(way=message.way), temporary=temporary)
        self.listed.emit()

    def _answer(
        self, chat: str, message: int, wish: Wish, *, temporary: bool | None = None
    ) -> None:
        self.problem = None
        settings = self._settings.value
        if self.temporary if temporary is None else temporary:
            path = tuple(path_to(self._messages, message))
            job: tuple[Any, ...] = (talk.respond, path, self.concepts, wish, settings)
        else:
            job = (talk.answer, message, wish, settings)
        names = ", ".join(used.name for used in self.concepts)
        about = self.tr("Answer about {names}").format(names=names)
        title = about if names else self.tr("Answer in a chat")
        self._answers.start(title, chat, message, *job)
        self.changed.emit()

    def _on_grew(self, answer: Answering) -> None:
        if answer is self.answering:
            self.grew.emit()

    def _on_ended(self, answer: Answering) -> None:
        temporary = self._temporary_chat
        if temporary is not None and answer.chat == temporary.id and self._memory is not None:
            self._memory.do(partial(chat_work.kept, answer=answer))
        if self.chat is None or self.chat.id != answer.chat:
            self._drop(answer)
            return
        self.problem = answer.handle.error
        self._reload(partial(self._drop, answer))  # shown from its draft until it is read

    def _on_failed(self, error: YoError) -> None:
        """What could not be read again is no longer coming."""
        self._answers.drop_ended()
        self.changed.emit()
        self.failed.emit(error)

    def _drop(self, answer: Answering) -> None:
        self._answers.drop(answer)
        self.listed.emit()

    def _reload(self, before: Callable[[], None] | None = None) -> None:
        """Read the open chat again; `before` is called when it was read, before it is shown."""
        if self.chat is not None:
            read = partial(chat_work.loaded, chat=self.chat.id, message=0)
            self.keeper.do(read, partial(self._on_loaded, self.chat.id, before))

    def _on_written(self, _: object) -> None:
        self._reload()

    def _on_opened(self, wanted: int, result: Loaded) -> None:
        if wanted == self._wanted:  # else another one was asked for meanwhile
            self.temporary = False
            self._show(result.chat, result.messages, result.shown)

    def _on_loaded(self, chat: str, before: Callable[[], None] | None, result: Loaded) -> None:
        if before is not None:
            before()
        if self.chat is not None and self.chat.id == chat:
            self.chat, self.concepts = result.chat, result.chat.concepts
            self._take(result.messages, result.shown)
            self.changed.emit()

    def _take(self, messages: dict[int, Message], branch: list[Shown] | None = None) -> None:
        """Show these messages; an answer that is coming is shown from its draft instead."""
        coming = self.answering
        self._messages = without_draft(messages, coming.message) if coming else messages
        same = branch is not None and len(self._messages) == len(messages)
        self.shown = branch if same and branch is not None else shown(self._messages)
