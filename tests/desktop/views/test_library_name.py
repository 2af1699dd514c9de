"""A concept whose name is taken."""

from PySide6.QtWidgets import QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.library import LibraryState, TakenName
from desktop.views.library_name import ask_name
from desktop.views.library_page import LibraryPage


def test_another_name_is_suggested_and_what_is_typed_is_taken(qtbot: QtBot) -> None:
    given: list[str] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ask_name(parent, TakenName("Bo", "Bo 2", given.append))
    assert "“Bo” already" in dialog.labelText()
    assert dialog.textValue() == "Bo 2"
    dialog.setTextValue("Bo from afar")
    dialog.accept()
    assert given == ["Bo from afar"]


def test_the_library_asks_for_it(context: Context, qtbot: QtBot) -> None:
    state = LibraryState(context)
    page = LibraryPage(state, context)
    qtbot.addWidget(page)
    given: list[str] = []
    state.name_taken.emit(TakenName("Bo", "Bo 2", given.append))
    (dialog,) = page.findChildren(QInputDialog)
    dialog.reject()
    assert given == []
