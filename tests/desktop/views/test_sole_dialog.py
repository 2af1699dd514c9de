"""What a person reads before the library is replaced or the folder is moved."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.state.storage import StorageState
from desktop.views.chat_page import ChatPage
from desktop.views.sole_dialog import SoleDialog
from desktop.views.storage_page import StoragePage
from tests.desktop.chat_script import Script, Until, script, texts, until

__all__ = ["script", "until"]


def test_a_temporary_chat_in_which_something_was_said_is_said_to_end(
    context: Context, script: Script, tmp_path: Path, until: Until, qtbot: QtBot
) -> None:
    chats = Chats(context.home / "library", context.queue, context.settings, context.notices)
    storage = StoragePage(StorageState(), context)
    for page in (ChatPage(chats, context), storage):
        qtbot.addWidget(page)
    chats.chat.begin_temporary()
    assert losses(storage, tmp_path) == ["", ""]
    chats.chat.say("Secret?")
    until(lambda: len(texts(chats)) == 2 and chats.chat.answering is None)
    chats.chat.begin()
    told = "The temporary chat ends then: nothing of it is kept."
    assert losses(storage, tmp_path) == [told, told]
    until(lambda: chats.chat.library.idle)


def test_a_message_that_was_not_sent_is_said_to_be_lost(
    context: Context, tmp_path: Path, until: Until, qtbot: QtBot
) -> None:
    chats = Chats(context.home / "library", context.queue, context.settings, context.notices)
    page, storage = ChatPage(chats, context), StoragePage(StorageState(), context)
    for one in (page, storage):
        qtbot.addWidget(one)
    page.conversation.composer.edit.set_text("Is Bo")
    told = "A message that was written and not sent is lost then."
    assert losses(storage, tmp_path) == [told, told]
    page.conversation.composer.edit.set_text(" ")
    assert losses(storage, tmp_path) == ["", ""]
    until(lambda: chats.chat.library.idle)


def losses(storage: StoragePage, place: Path) -> list[str]:
    """What the dialogs of a backup and of moving say about it."""
    dialogs: tuple[SoleDialog, ...] = (
        storage.backups.put_in_place(place / "b.zip"),
        storage.moving.open_dialog(place / "new"),
    )
    said = [one.losses.text() if one.losses.isVisible() else "" for one in dialogs]
    for one in dialogs:
        one.close()
    return said
