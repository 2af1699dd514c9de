"""What is done to a store of chats on the window's behalf: functions that a keeper calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.state.answering import Answering
from desktop.state.branches import Shown, shown
from desktop.state.jobs import JobStatus
from engine.chats import export as exporting
from engine.chats.concepts import things
from engine.chats.entries import Chat, Message, NewPicture, State, Used, Way
from engine.chats.marking import marked
from engine.chats.store import ChatStore
from engine.chats.talk import known_as, png


@dataclass(frozen=True, slots=True)
class Loaded:
    """A chat as it was read; `shown` was made beside the window as well, for a chat may be long."""

    chat: Chat
    messages: dict[int, Message]
    shown: list[Shown]


def loaded(store: ChatStore, chat: str, message: int) -> Loaded:
    """A chat with its messages; with `message`, its branch is the one that is shown."""
    if message:
        store.choose(message)
    messages = {one.id: one for one in store.messages(chat)}
    return Loaded(store.chat(chat), messages, shown(messages))


def said(  # noqa: PLR0913 - what a message is made of
    store: ChatStore,
    *,
    chat: str,
    concepts: Sequence[Used],
    parent: int,
    text: str,
    pictures: Sequence[NewPicture],
    way: Way,
) -> tuple[Chat, Message]:
    """Keep what the person says, in a new chat where there is none yet."""
    chat = chat or store.new(concepts).id
    message = store.say(chat, parent, text, pictures, way)
    return store.chat(chat), message


def kept(store: ChatStore, answer: Answering) -> None:
    """Keep in memory what was heard of an answer to a temporary chat."""
    draft = answer.draft
    draft.end_sketch()
    if not draft.empty:
        asked = store.path(answer.message)[-1]
        known = known_as(store.chat_of(asked.id).concepts)
        begun = store.answer(asked.id, {"way": asked.way.value, "concepts": known})
        whole = answer.handle.status is JobStatus.DONE
        pictures = [png(picture) for picture in draft.pictures]
        store.write(begun.id, draft.text, State.WHOLE if whole else State.STOPPED, pictures)


def exported(  # noqa: PLR0913 - what is written, where and how
    store: ChatStore,
    *,
    chat: str,
    path: Path,
    form: exporting.Format,
    words: exporting.Words,
    replace: bool,
    mark_people: bool,
) -> list[Path]:
    """Write a chat to a file; drawings of people are marked as made by a model where so chosen."""
    found, messages = store.chat(chat), store.messages(chat)
    if mark_people:
        messages = marked(messages, found.concepts, things(found.concepts))
    return exporting.export(found, messages, path, form, words, replace=replace)
