"""A model that says what a script has, and the states of chats over it: fixtures to import."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.chats import Chats
from engine.chats import talk
from engine.chats.entries import Message, Used, Way
from engine.chats.store import ChatStore
from engine.chats.talk import Wish
from engine.events import Event, Job, Progress, Said
from engine.settings import Settings

Until = Callable[[Callable[[], bool]], None]


class Script:
    """What the model says; jobs of `talk` are played from here instead."""

    events: tuple[Event, ...] = (Said("One "), Said("two."))
    more: Event = Said("more ")
    """What it goes on saying while it is `endless`: a test that waits for what passes lets it go on
    for as long as it looks, and ends it."""
    endless = False
    asked: list[tuple[Wish, tuple[Message, ...]]]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """A model that says what the script has."""
    script = Script()
    script.asked = []

    def respond(
        path: tuple[Message, ...], concepts: tuple[Used, ...], wish: Wish, settings: Settings
    ) -> Job[list[object]]:
        script.asked.append((wish, tuple(path)))
        yield Progress(1, 1, "Opening the model")
        yield from script.events
        while script.endless:
            yield script.more
        return []

    monkeypatch.setattr(talk, "respond", respond)
    return script


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    """Let the window's loop turn until something is so."""
    return lambda so: qtbot.waitUntil(so, timeout=20_000)


@pytest.fixture
def chats(context: Context, script: Script, until: Until) -> Iterator[Chats]:
    """The states over an empty library."""
    made = Chats(context.home / "library", context.queue, context.settings, context.notices)
    made.open(None)
    until(lambda: made.list.known)
    yield made
    until(lambda: made.chat.library.idle)


@pytest.fixture
def said(chats: Chats, until: Until) -> Callable[..., None]:
    """`said(text)` and wait until it was answered."""

    def say(text: str, way: Way = Way.WORDS) -> None:
        before = len(chats.chat.shown)
        assert chats.send(text, (), way)
        until(lambda: len(chats.chat.shown) >= before + 2 and chats.chat.answering is None)

    return say


def texts(chats: Chats) -> list[str]:
    """The branch that is shown."""
    return [one.message.text for one in chats.chat.shown]


def kept(context: Context) -> ChatStore:
    """The store as another process sees it."""
    return ChatStore.open(context.home / "library")
