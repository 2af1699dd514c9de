import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import Actions, spoken
from desktop.views.palette import Palette, fit
from desktop.views.shortcuts import shortcuts


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """A shown window."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_a_command_runs_by_its_key_and_says_it_in_its_tooltip(qtbot: QtBot, owner: QWidget) -> None:
    ran: list[bool] = []
    actions = Actions()
    action = actions.add(
        owner, "file.new", "&New…", lambda: ran.append(True), "Ctrl+N", icon="plus"
    )
    qtbot.waitExposed(owner)
    owner.activateWindow()
    qtbot.keyClick(owner, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert ran == [True]
    assert spoken(action) == "New" and "Ctrl+N" in action.toolTip()
    assert actions.find("file.new") is action


def test_a_key_of_the_page_goes_before_the_same_key_of_the_window(
    qtbot: QtBot, owner: QWidget
) -> None:
    ran: list[str] = []
    actions = Actions()
    page, beside = QLineEdit(owner), QLineEdit(owner)
    actions.add(owner, "file.open", "Open", lambda: ran.append("window"), "Ctrl+O")
    actions.add(page, "page.open", "Open here", lambda: ran.append("page"), "Ctrl+O")
    page.show()
    beside.show()
    owner.activateWindow()
    qtbot.waitExposed(owner)
    for focused in (page, page, beside):
        focused.setFocus()
        qtbot.keyClick(focused, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["page", "page", "window"]


def test_only_what_can_be_done_now_is_offered(owner: QWidget) -> None:
    actions = Actions()
    hidden = QLabel("elsewhere")
    actions.add(owner, "a.on", "On", print)
    actions.add(owner, "a.off", "Off", print).setEnabled(False)
    actions.add(hidden, "b.hidden", "Hidden", print)
    assert [command.name for command in actions.usable()] == ["a.on"]
    assert [command.group for command in actions.commands()] == ["a", "a", "b"]


def test_a_command_goes_with_its_owner(qtbot: QtBot, owner: QWidget) -> None:
    actions = Actions()
    child = QWidget(owner)
    actions.add(child, "child.go", "Go", print)
    child.deleteLater()
    qtbot.waitUntil(lambda: actions.commands() == [])
    with pytest.raises(KeyError):
        actions.find("child.go")


def test_letters_find_a_command_the_closest_first() -> None:
    assert fit("st", "Stop") == 0.0
    assert fit("STO", "Stop") is not None and fit("xyz", "Stop") is None
    gapped, whole = fit("sp", "Stop"), fit("top", "Stop")
    assert gapped is not None and whole is not None and whole < gapped


def test_the_palette_finds_and_runs_a_command_by_keys_alone(qtbot: QtBot, owner: QWidget) -> None:
    ran: list[str] = []
    actions = Actions()
    for word in ("Draw", "Delete", "Rename"):
        action = actions.add(owner, f"x.{word}", word, print)
        action.triggered.connect(lambda checked, word=word: ran.append(word))
    palette = Palette(actions, owner)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette.field, "d")
    assert palette.list.count() == 2
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["Delete"] and not palette.isVisible()


def test_the_palette_shows_keys_at_the_end_of_a_row_and_reads_them(
    qtbot: QtBot, owner: QWidget
) -> None:
    actions = Actions()
    actions.add(owner, "x.draw", "Draw", print, "Ctrl+D")
    palette = Palette(actions, owner)
    qtbot.addWidget(palette)
    palette.show()
    [item] = palette.list.findItems("Draw", Qt.MatchFlag.MatchExactly)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Draw Ctrl+D"
    row = palette.list.visualItemRect(item)
    seen = palette.list.viewport().grab(row).toImage()
    right = [seen.pixel(x, row.height() // 2) for x in range(row.width() - 60, row.width() - 8)]
    assert len(set(right)) > 1


def test_the_list_of_keys_names_each_command_once(owner: QWidget) -> None:
    actions = Actions()
    actions.add(owner, "a.b", "&With", print, "Ctrl+B")
    actions.add(owner, "a.c", "Without", print)
    assert shortcuts(actions) == [("With", "Ctrl+B"), ("Without", "")]
