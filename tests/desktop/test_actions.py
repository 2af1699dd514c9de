from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions import Actions
from desktop.declared import Declared
from desktop.state.navigation import Place
from desktop.views.palette import Palette, fit
from desktop.views.shortcuts import ShortcutsDialog, shortcuts


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    """A shown window."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    return widget


def declared(name: str, text: str = "Do", keys: str = "", **more: object) -> Declared:
    """A command of the window, or of a page."""
    return Declared(name, text, keys, "plus", **more)  # type: ignore[arg-type]


def test_a_command_runs_by_its_key_and_says_it_in_its_tooltip(qtbot: QtBot, owner: QWidget) -> None:
    ran: list[bool] = []
    actions = Actions([declared("file.new", "&New…", "Ctrl+N")])
    action = actions.add(owner, "file.new", lambda: ran.append(True))
    qtbot.keyClick(owner, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert ran == [True]
    assert action.toolTip() == "New (Ctrl+N)" and action.text() == "&New…"
    assert actions.find("file.new") is action


def test_a_command_of_two_strokes_runs_while_something_is_being_written(owner: QWidget) -> None:
    ran: list[bool] = []
    actions = Actions([declared("file.folder", "Folder", "Ctrl+G, F")])
    actions.add(owner, "file.folder", lambda: ran.append(True))
    line = QLineEdit(owner)
    line.show()
    line.setFocus()
    QTest.keySequence(line, "Ctrl+G, F")
    assert ran == [True] and line.text() == ""


def test_only_a_declared_command_can_be_added(owner: QWidget) -> None:
    with pytest.raises(KeyError):
        Actions([declared("a.known")]).add(owner, "a.other", print)


def test_of_several_things_the_one_with_the_focus_is_meant_else_the_first(
    qtbot: QtBot, owner: QWidget
) -> None:
    ran: list[str] = []
    actions = Actions([declared("x.go_on", "Go on…", "Ctrl+G, G", place=Place.TEACH)])
    above, *rows = (QLineEdit(), QLineEdit(), QLineEdit())
    column = QVBoxLayout(owner)
    for row, name in zip(rows, ("Bo", "R&D"), strict=True):
        actions.add(row, "x.go_on", partial(ran.append, name), about=name, scope=owner)
    for widget in (above, *rows):
        column.addWidget(widget)
    qtbot.waitUntil(rows[1].isVisible)
    for focused in (above, *rows):
        focused.setFocus()
        QTest.keySequence(focused, "Ctrl+G, G")
    assert ran == ["Bo", "Bo", "R&D"]
    assert [one.words for one in actions.usable()] == ["Teach: Go on: Bo", "Teach: Go on: R&D"]
    assert actions.find("x.go_on").iconText() == "Go on…"


def test_the_key_of_what_is_hidden_does_nothing_in_the_page_around_it(owner: QWidget) -> None:
    ran: list[bool] = []
    actions = Actions([declared("teach.pause", "Pause", "Ctrl+P")])
    step, beside = QWidget(owner), QLineEdit(owner)
    beside.show()
    beside.setFocus()
    actions.add(step, "teach.pause", partial(ran.append, True), scope=owner)
    for seen, count in ((True, 1), (False, 1), (True, 2)):
        step.setVisible(seen)
        QTest.keySequence(beside, "Ctrl+P")
        assert len(ran) == count


def test_only_what_can_be_done_now_is_usable(owner: QWidget) -> None:
    actions = Actions(map(declared, ("a.on", "a.off", "b.hidden")))
    hidden = QWidget()
    actions.add(owner, "a.on", print)
    actions.add(owner, "a.off", print).setEnabled(False)
    actions.add(hidden, "b.hidden", print)
    assert [command.declared.name for command in actions.usable()] == ["a.on"]
    assert len(actions.commands()) == 3


def test_a_command_goes_with_its_owner(qtbot: QtBot, owner: QWidget) -> None:
    actions = Actions([declared("child.go")])
    child = QWidget(owner)
    actions.add(child, "child.go", print)
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
    words = ("Draw", "Delete", "Rename")
    actions = Actions(declared(f"x.{word}", word) for word in words)
    for word in words:
        actions.add(owner, f"x.{word}", partial(ran.append, word))
    palette = Palette(actions, owner)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette.field, "d")
    assert palette.list.count() == 2
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert ran == ["Delete"] and not palette.isVisible()


def test_of_two_commands_that_begin_alike_the_shorter_one_comes_first(
    qtbot: QtBot, owner: QWidget
) -> None:
    words = ("Favourites only", "Favourite")
    actions = Actions(declared(f"x.{len(word)}", word) for word in words)
    for word in words:
        actions.add(owner, f"x.{len(word)}", print)
    palette = Palette(actions, owner)
    qtbot.addWidget(palette)
    palette.field.setText("favourite")
    assert [palette.list.item(row).text() for row in range(2)] == ["Favourite", "Favourites only"]


def test_the_palette_offers_of_another_page_what_needs_nothing_but_the_page(
    qtbot: QtBot, owner: QWidget
) -> None:
    asked: list[Declared] = []
    there = declared("chat.new", "New chat", place=Place.CHAT, free=True)
    pinning = declared("chat.pin", "Pin", place=Place.CHAT)
    here = declared("draw.styles", "Styles…", place=Place.DRAW, free=True)
    actions = Actions([there, pinning, here])
    actions.add(owner, "draw.styles", print).setEnabled(False)
    palette = Palette(actions, owner, asked.append)
    qtbot.addWidget(palette)
    assert [palette.list.item(row).text() for row in range(palette.list.count())] == [
        "Chat: New chat"
    ]
    palette.run()
    assert asked == [there]


def test_the_palette_shows_keys_at_the_end_of_a_row_and_reads_them(
    qtbot: QtBot, owner: QWidget
) -> None:
    actions = Actions([declared("x.draw", "Draw", "Ctrl+D")])
    actions.add(owner, "x.draw", print)
    palette = Palette(actions, owner)
    qtbot.addWidget(palette)
    palette.show()
    [item] = palette.list.findItems("Draw", Qt.MatchFlag.MatchExactly)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Draw Ctrl+D"
    row = palette.list.visualItemRect(item)
    seen = palette.list.viewport().grab(row).toImage()
    right = [seen.pixel(x, row.height() // 2) for x in range(row.width() - 60, row.width() - 8)]
    assert len(set(right)) > 1


def test_the_list_of_keys_has_every_command_whether_a_widget_has_it_or_not(
    qtbot: QtBot, owner: QWidget
) -> None:
    one, two = declared("a.b", "&With", "Ctrl+B"), declared("chat.c", "C", "F2", place=Place.CHAT)
    actions = Actions([one, two])
    actions.add(owner, "a.b", print)
    assert shortcuts(actions) == [("With", "Ctrl+B"), ("Chat: C", "F2")]
    dialog = ShortcutsDialog(actions, owner)
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 2
