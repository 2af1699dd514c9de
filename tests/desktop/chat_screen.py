"""The chat page over a scripted model, and how tests use it: fixtures and words to import."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.views.chat_page import ChatPage
from desktop.widgets.message_bubble import MessageBubble
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from tests.desktop.chat_script import Script, Until, script, until
from tests.engine.concepts.conftest import new_concept

__all__ = ["new_concept", "script", "until"]


@pytest.fixture
def page(
    context: Context,
    script: Script,
    until: Until,
    qtbot: QtBot,
    new_concept: Callable[..., Concept],
) -> Iterator[ChatPage]:
    """The page over a library in which Bo and Mila are known."""
    folder = context.home / "library"
    with ConceptLibrary(folder) as library:
        for name in ("Bo", "Mila"):
            library.add(new_concept(name=name))
    chats = Chats(folder, context.queue, context.settings, context.notices)
    page = ChatPage(chats, context)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.open(None)
    until(lambda: chats.list.known and len(chats.known.cards) == 2)
    yield page
    until(lambda: chats.chat.library.idle)


def chats_of(page: ChatPage) -> Chats:
    """The page's state."""
    return page._state


def bubbles(page: ChatPage) -> list[MessageBubble]:
    """What is to be seen, from the top."""
    widgets = page.conversation.messages.widgets.values()
    return sorted((one for one in widgets if isinstance(one, MessageBubble)), key=lambda w: w.y())


def say(page: ChatPage, text: str, qtbot: QtBot, until: Until) -> None:
    """Type and press Enter; wait for the answer."""
    before = len(chats_of(page).chat.shown)
    page.conversation.composer.edit.setPlainText(text)
    qtbot.keyClick(page.conversation.composer.edit, Qt.Key.Key_Return)
    chat = chats_of(page).chat
    until(lambda: len(chat.shown) == before + 2 and chat.answering is None)


def button(widget: QWidget, name: str) -> QAbstractButton:
    """The button that a screen reader calls so; of several, the one that nobody has hidden."""
    told = Qt.WidgetAttribute.WA_WState_ExplicitShowHide  # what is not laid out yet is hidden, too
    named = [one for one in widget.findChildren(QAbstractButton) if one.accessibleName() == name]
    found = [one for one in named if not (one.isHidden() and one.testAttribute(told))] or named
    assert len(found) == 1, name
    return found[0]
