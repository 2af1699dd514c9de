"""What a person reads before the library is replaced or the folder is moved."""

from pathlib import Path, PurePosixPath, PureWindowsPath

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.state.moving import MovingState
from desktop.state.storage import StorageState
from desktop.views.chat_page import ChatPage
from desktop.views.move_dialog import MoveDialog, ask_to_move
from desktop.views.sole_dialog import SoleDialog, path_words, wrapped
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


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(watched)
        return False


def test_no_part_of_a_dialog_is_ever_a_window_of_its_own(
    context: Context, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    windows, state = Windows(), MovingState(context.queue, tmp_path / "new")
    qapp.installEventFilter(windows)
    try:
        dialog = MoveDialog(state, losses=["Something ends then."])
        qtbot.addWidget(dialog)
        dialog.show()
    finally:
        qapp.removeEventFilter(windows)
    assert dialog.losses.isVisible() and windows.shown == [dialog]


def losses(storage: StoragePage, place: Path) -> list[str]:
    """What the dialogs of a backup and of moving say about it."""
    dialogs: tuple[SoleDialog, ...] = (
        storage.backups.put_in_place(place / "b.zip"),
        ask_to_move(storage._context, storage, place / "new"),
    )
    said = [one.losses.text() if one.losses.isVisible() else "" for one in dialogs]
    for one in dialogs:
        one.close()
    return said


def test_a_long_path_of_any_system_is_wrapped(qapp: QApplication) -> None:
    folders = [f"folder_{number}" for number in range(20)]
    for path in (PurePosixPath("/", *folders), PureWindowsPath("C:/", *folders)):
        whole, label = QLabel(str(path)), wrapped(path_words(path))
        assert label.minimumSizeHint().width() < whole.minimumSizeHint().width() / 3
        assert label.text().replace("\u200b", "") == str(path)
