"""The chats: a talk about a concept with a drawn picture, an answer that comes, a temporary one."""

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from bench.screen_content import TITLE
from bench.screenshots import Scene, settle
from desktop.app import Desktop
from desktop.state.jobs import JobKind
from desktop.state.navigation import Place
from desktop.views.chat_page import ChatPage
from engine.chats.entries import PICTURE, State, Used
from engine.chats.photos import attached
from engine.chats.store import ChatStore
from engine.concepts.concept import Concept, row_count
from engine.concepts.entries import NewPhoto
from engine.concepts.library import ConceptLibrary
from engine.events import Job, Progress
from engine.paths import RESOURCES

_SAMPLES = RESOURCES / "samples" / "mila"
_DRAWN = "a photo of a red ball on the beach"
_PAIRS = (
    ("Shopping list for the weekend", "Here is a list:\n\n- bread\n- **apples**\n- tea"),
    ("What does a lighthouse do?", "It *warns* ships of rocks, and shows them the way."),
)


def talk(desktop: Desktop) -> QWidget:
    """A photo question, two branches, and a picture."""
    _opened(desktop, _chats(desktop))
    return desktop.window


def coming(desktop: Desktop) -> QWidget:
    """An answer waits, because something is being learned."""
    desktop.context.queue.add("Learn Bo", JobKind.LEARN, _learning)
    page = _opened(desktop, _chats(desktop))
    page.conversation.composer.edit.setPlainText("And where does @Mila sleep?")
    page.commands.send()
    settle(0.5)
    return desktop.window


def temporary(desktop: Desktop) -> QWidget:
    """Nothing of it is written."""
    page = _opened(desktop, _chats(desktop))
    page.commands.actions["temporary"].trigger()
    page.conversation.composer.edit.setPlainText("A secret about @Mila")
    settle(0.3)
    return desktop.window


def search(desktop: Desktop) -> QWidget:
    """Words are looked for in the chats about one concept."""
    page = _opened(desktop, _chats(desktop))
    page.panel.filter.fill()
    [about] = [one for one in page.panel.filter.findChildren(QAction) if one.text() == "Mila"]
    about.trigger()
    page.panel.search.setText("photo")
    settle(0.6)
    return desktop.window


def folders(desktop: Desktop) -> QWidget:
    """Chats lie in folders; one folder is empty."""
    chat = _chats(desktop)
    with ChatStore.open(desktop.context.home / "library") as store:
        store.folders.move([chat], "Mila")
        store.folders.make("Trips")
    _opened(desktop, chat)
    return desktop.window


def _opened(desktop: Desktop, chat: str) -> ChatPage:
    desktop.context.navigation.go(Place.CHAT, chat)
    settle(0.8)
    [page] = desktop.window.findChildren(ChatPage)
    return page


def _chats(desktop: Desktop) -> str:
    """Chats as a person has them after a while; the id of the one to be opened."""
    folder = desktop.context.home / "library"
    with ChatStore.open(folder) as store:
        for chat in store.chats():
            if chat.title == TITLE:
                return chat.id
    used = _mila(desktop)
    with ChatStore.open(folder) as store:
        for question, answer in _PAIRS:
            said = store.say(store.new().id, 0, question)
            store.write(store.answer(said.id, {}).id, answer, State.WHOLE)
        chat = store.new([used])
        photo = attached(_SAMPLES / "new.webp")
        asked = store.say(chat.id, 0, "Is Mila in this photo?", [photo])
        for words in ("No.", "Yes. That is **Mila**."):
            store.write(store.answer(asked.id, {}).id, words, State.WHOLE)
        last = store.messages(chat.id)[-1]
        begun = store.answer(store.say(chat.id, last.id, _DRAWN).id, {})
        store.write(begun.id, PICTURE, State.WHOLE, [attached(_SAMPLES / "2.webp")])
        store.rename(chat.id, TITLE)
        store.pin(chat.id, True)
    return chat.id


def _mila(desktop: Desktop) -> Used:
    rows = np.zeros((2, row_count(2, "self-prompting"), 8), np.float32)
    concept = Concept(
        name="Mila",
        kind="pet",
        base_model="0" * 64,
        layout="self-prompting",
        latent_tokens=2,
        prompt_version=1,
        embeddings=rows[0],
        head=rows[1],
    )
    photo = attached(_SAMPLES / "1.webp")
    with ConceptLibrary(desktop.context.home / "library") as library:
        new = NewPhoto(data=photo.data, width=photo.width, height=photo.height)
        entry = library.add(concept, [new])
    return Used(id=entry.id, name=entry.name, version=entry.current_version)


def _learning() -> Job[None]:
    while True:
        yield Progress(12, 60, "Learning")


SCENES: dict[str, Scene] = {
    "chat": talk,
    "chat-waiting": coming,
    "chat-temporary": temporary,
    "chat-search": search,
    "chat-folders": folders,
}
