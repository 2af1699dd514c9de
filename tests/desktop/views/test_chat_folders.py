"""Folders of chats and the filter of their list, as a person meets them."""

from datetime import date

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from desktop.state import concept_words
from desktop.views.chat_page import ChatPage
from tests.desktop.chat_screen import chats_of, new_concept, page, say
from tests.desktop.chat_script import Until, script, until

__all__ = ["new_concept", "page", "script", "until"]


def test_a_chat_is_moved_to_a_folder_by_a_dialog_and_a_folder_has_a_menu(
    page: ChatPage, qtbot: QtBot, until: Until
) -> None:
    say(page, "Hello", qtbot, until)
    chats = chats_of(page)
    page.folders.move.trigger()
    dialog = page.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog) and dialog.comboBoxItems() == ["In no folder"]
    dialog.setTextValue("Trips")
    dialog.accept()
    until(lambda: chats.list.model.rowCount() == 3)
    assert chats.chat.chat is not None and chats.chat.chat.folder == "Trips"
    heading = page.panel.list.visualRect(chats.list.model.index(0)).center()
    qtbot.mouseClick(page.panel.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert chats.list.model.rowCount() == 2, "the folder is closed"
    assert page.panel.list.currentIndex().row() == 0
    with qtbot.waitSignal(page.panel.folder_menu_asked) as asked:
        page.panel.list.customContextMenuRequested.emit(heading)
    assert asked.args == ["Trips"]
    menu = page.folders.open_menu("Trips")
    assert [one.text() for one in menu.actions()] == ["Rename folder…", "Remove folder"]
    menu.close()
    menu.actions()[1].trigger()
    until(lambda: chats.list.model.rowCount() == 1)


def test_the_filter_says_what_is_shown_and_is_taken_away(
    page: ChatPage, qtbot: QtBot, until: Until
) -> None:
    say(page, "Hello @Bo ", qtbot, until)
    panel, chats = page.panel, chats_of(page)
    assert not panel.line.isVisible()
    panel.filter.fill()
    [concept] = [one for one in panel.filter.choices.actions() if one.text() == "Concept"]
    menu = concept.menu()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "Bo").trigger()
    until(panel.line.isVisible)
    assert panel.line.words.text() == "About Bo" and chats.list.model.rowCount() == 1
    chats.list.look_for(since=date(2020, 3, 2), folder="")
    until(lambda: "Since" in panel.line.words.text())
    day = concept_words.day("2020-03-02")
    assert panel.line.words.text() == f"In no folder · About Bo · Since {day}"
    qtbot.mouseClick(panel.line.every, Qt.MouseButton.LeftButton)
    until(lambda: not panel.line.isVisible())


def test_a_chat_is_dropped_on_a_folder(page: ChatPage, qtbot: QtBot, until: Until) -> None:
    say(page, "Hello", qtbot, until)
    chats, view = chats_of(page), page.panel.list
    assert chats.chat.chat is not None
    chats.list.move(chats.chat.chat.id, "Trips")
    until(lambda: chats.list.model.rowCount() == 3)
    dragged = chats.list.model.mimeData([chats.list.model.index(1)])
    below = QPointF(view.visualRect(chats.list.model.index(2)).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dropEvent(QDropEvent(below, Qt.DropAction.MoveAction, dragged, buttons, keys))
    until(lambda: chats.list.folders[0].chats == 0)
    assert chats.list.model.row_of(chats.chat.chat.id) == 2, "it is in no folder now"
