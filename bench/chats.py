"""How smoothly a chat of five thousand messages opens, scrolls, is searched and goes on.

    python -m bench.chats [--messages 5000] [--others 500] [--quick]

A real window over a library in a temporary folder; its engine's process answers without a model.
`blocked` is the longest time in which the window answered nothing.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from bench.bars import Bar, show
from bench.work import SIZE, Work
from desktop.app import Desktop, application, assemble
from desktop.engine_process import EngineProcess
from desktop.state.chats import Chats
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from desktop.views.chat_page import ChatPage
from engine.chats import talk
from engine.chats.entries import Message, Speaker, State, Way
from engine.chats.store import ChatStore, open_chats
from engine.chats.tables import ChatTables
from engine.chats.talk import Wish
from engine.events import Job, Said
from engine.settings import Settings

FRAMES = 200
_SAID = "Where does *Bo* sleep, and what is number {number}?\n\n- a **list**\n- of things\n\n" * 2


@click.command(help=__doc__)
@click.option("--messages", default=5000, show_default=True)
@click.option("--others", default=500, show_default=True, help="Other chats, of ten messages.")
@click.option("--quick", is_flag=True, help="200 messages: whether it runs.")
def main(messages: int, others: int, quick: bool) -> None:
    """Fill the chats, work in the long one, and hold the figures to their bars."""
    if quick:
        messages, others = 200, 5
    with tempfile.TemporaryDirectory(prefix="chats-") as folder:
        os.environ["YOCHAMELEON_HOME"] = folder
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        long = fill(Path(folder) / "library", messages, others)
        bars = list(measured(Path(folder), long, messages))
    raise SystemExit(show(bars))


def fill(library: Path, messages: int, others: int) -> str:
    """A long chat with a few branches, and short ones; the long one's id is returned."""
    with ChatStore.open(library) as store:
        chats = [store.new().id for _ in range(others + 1)]
        for chat in chats:
            with store._db.change():
                _talk(store._tables, chat, messages if chat == chats[0] else 10)
    return chats[0]


def _talk(tables: ChatTables, chat: str, count: int) -> None:
    """Question and answer by turns; every hundredth answer has a second branch."""
    parent = 0
    for number in range(count):
        speaker = (Speaker.PERSON, Speaker.MODEL)[number % 2]
        text = _SAID.format(number=number)
        one = Message(id=0, parent=parent, speaker=speaker, text=text)
        if number % 100 == 99:
            tables.insert_message(chat, one)
        parent = tables.insert_message(chat, one)


def measured(home: Path, long: str, count: int) -> Iterator[Bar]:
    """Bars of opening the long chat, and of all that is done in it."""
    talk.answer = answered
    app = application()
    desktop = assemble(home, EngineProcess(), SettingsState(Settings()))
    work, page = Work(app, desktop.window), _page(desktop)
    chats = page._state
    work.until(lambda: chats.list.known)
    with work.measured():
        began = time.perf_counter()
        chats.open(long)
        work.until(lambda: chats.chat.chat is not None and chats.chat.chat.id == long)
        opened = time.perf_counter() - began
    assert len(chats.chat.shown) >= count - 1
    yield Bar(name="the long chat is there", figure=opened, bound=1.0, at_most=True, unit="s")
    yield work.bar("opening")
    for name, step in steps(work, page, chats):
        with work.measured():
            step()
        yield work.bar(name)
    desktop.close()


def steps(work: Work, page: ChatPage, chats: Chats) -> Iterator[tuple[str, Callable[[], None]]]:
    """What a person does there."""
    bar = page.conversation.messages.verticalScrollBar()

    def scroll() -> None:
        for part in range(FRAMES):
            bar.setValue(bar.maximum() * part // FRAMES)
            work.rest(0)

    def search() -> None:
        for typed in ("n", "nu", "num", "number 4", "number 47"):
            page.panel.search.setText(typed)
            work.until(lambda typed=typed: chats.list.typed == typed)  # type: ignore[misc]
        page.panel.search.setText("")

    def answer() -> None:
        before = len(chats.chat.shown)
        chats.send("And now?", (), Way.WORDS)
        work.until(lambda: len(chats.chat.shown) >= before + 2 and chats.chat.answering is None)

    def branch() -> None:
        asked = next(one for one in chats.chat.shown if one.branch.count > 1)
        number = asked.message.id
        chats.chat.step(number, -1 if asked.branch.number > 1 else 1)
        work.until(lambda: all(one.message.id != number for one in chats.chat.shown))

    def resize() -> None:
        page.window().resize(SIZE[0] - 200, SIZE[1])

    yield "scrolling", scroll
    yield "searching", search
    yield "saying something and hearing the answer", answer
    yield "looking at another branch", branch
    yield "making the window narrower", resize


def answered(message: int, wish: Wish, settings: Settings) -> Job[int]:
    """An answer without a model, kept as it comes; in the engine's process."""
    words = [f"word {number} " for number in range(60)]
    with open_chats() as store:
        begun = store.answer(message, {})
        for number, word in enumerate(words):
            yield Said(word)
            if number % 10 == 9:
                store.write(begun.id, "".join(words[:number]), State.WRITING)
        store.write(begun.id, "".join(words), State.WHOLE)
    return begun.id


def _page(desktop: Desktop) -> ChatPage:
    desktop.window.show_place(Place.CHAT)
    page = desktop.window.page(Place.CHAT)
    assert isinstance(page, ChatPage)
    return page


if __name__ == "__main__":
    main()
