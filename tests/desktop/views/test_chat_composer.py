"""What is written for a chat stays with the person until it is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.views.chat_page import ChatPage
from tests.desktop.chat_script import Script, Until, script, texts, until
from tests.engine.chats.test_store import a_picture

__all__ = ["script", "until"]
NEWER = """INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
    VALUES ('concept library', 'm999_stars', '')"""


def refuse_everything(library: Path) -> None:
    """Have the library be of a newer version from now on: nothing is kept any more."""
    with closing(sqlite3.connect(library / "library.db")) as other, other:
        other.execute(NEWER)


def test_a_message_that_could_not_be_kept_is_in_the_field_again_with_its_photo(
    context: Context, script: Script, until: Until, qtbot: QtBot
) -> None:
    library = context.home / "library"
    page = ChatPage(Chats(library, context.queue, context.settings, context.notices), context)
    qtbot.addWidget(page)
    chats, composer = page._state, page.conversation.composer
    page.open(None)
    until(lambda: chats.list.known)
    refuse_everything(library)
    told: list[str] = []
    context.notices.said.connect(lambda notice: told.append(notice.text))
    photo = a_picture(drawn=False)
    chats.attachments.add(lambda: photo)
    until(lambda: chats.attachments.photo is not None)
    composer.edit.set_text("A long question?")
    composer.sent.emit()
    assert composer.edit.text == "" and chats.attachments.photo is None
    composer.edit.set_text("And more.")
    until(lambda: bool(told) and chats.attachments.photo is not None)
    assert composer.edit.text == "A long question?\nAnd more."
    assert chats.attachments.photo == photo
    assert "newer version" in told[0] and texts(chats) == [] and script.asked == []
