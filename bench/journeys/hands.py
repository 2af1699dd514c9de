"""Mouse and keyboard. Events enter where those of the window system do: Qt finds who gets them."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QScrollArea, QWidget

from bench.journeys import eyes
from bench.journeys.steps import Script, Step, until

MOST_TABS = 60
"""Presses after which a person gives up looking for a control."""


def press(name: str) -> Step:
    """Click a button."""
    return Step(f"press {name!r}", lambda: eyes.find(QAbstractButton, name), click)


def click_on(kind: type[QWidget], name: str) -> Step:
    """Click into a widget."""
    return Step(f"click on {name!r}", lambda: eyes.find(kind, name), click)


def click_row(name: str, row: int) -> Step:
    """Click one of the things in a list or grid."""

    def act(found: tuple[QWidget, QPoint]) -> None:
        view, place = found
        click(view.viewport(), place)  # type: ignore[attr-defined]  # an item view

    return Step(f"click on {name!r} {row}", lambda: eyes.row_place(name, row), act)


def choose(*words: str) -> Script:
    """Go through an open menu to an entry."""
    for word in words:
        yield Step(
            f"choose {word!r}",
            partial(eyes.menu_action, word),
            lambda found: click(found[0], found[0].actionGeometry(found[1]).center()),
        )


def open_menu(title: str) -> Step:
    """Click a title of the menu bar."""

    def place() -> tuple[QWidget, QPoint] | None:
        window = eyes.window()
        bar = window.menuBar() if window is not None else None
        actions = bar.actions() if bar is not None else []
        found = next((one for one in actions if eyes.plain(one.text()) == title), None)
        return None if bar is None or found is None else (bar, bar.actionGeometry(found).center())

    return Step(f"open the menu {title!r}", place, lambda found: click(*found))


def click(widget: QWidget, place: QPoint | None = None) -> None:
    """Move there, press and release."""
    _reveal(widget)
    top = widget.window()
    point = widget.mapTo(top, widget.rect().center() if place is None else place)
    handle = top.windowHandle()
    QTest.mouseMove(handle, point)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)


def key(keys: str) -> Step:
    """Press a combination of keys, as `Ctrl+K`."""
    combination = QKeySequence(keys)[0]  # type: ignore[index]  # the stubs lack it

    def act(window: QWindow) -> None:
        QTest.keyClick(window, combination.key(), combination.keyboardModifiers())

    return Step(f"press {keys}", _listening, act)


def write(text: str) -> Script:
    """Type, letter by letter."""
    for letter in text:
        yield Step(f"type {text!r}", _listening, partial(_strike, letter))


def _strike(letter: str, window: QWindow) -> None:
    QTest.keyClick(window, ord(letter))


def tab_to(name: str, back: bool = False) -> Script:
    """Press Tab until a control has the focus; the script ends in error where it never gets it."""
    for _ in range(MOST_TABS):
        if eyes.has_focus(name):
            return
        yield key("Shift+Tab" if back else "Tab")
    yield until(f"Tab reaches {name!r}", lambda: eyes.has_focus(name))


def name_files(paths: Iterable[Path]) -> Script:
    """Paste paths into the dialog that asks for files, and agree.

    Letter by letter, Qt's own dialog, which comes where the system has none, looks for files at
    each one: up to 78 ms of its work on a busy core, none of ours.
    """
    paths = list(paths)
    yield until("a dialog asks for files", eyes.file_dialog)
    yield Step("go to the name", _name_field, lambda found: found[1].setFocus())
    one = len(paths) == 1
    named = str(paths[0]) if one else " ".join(f'"{path}"' for path in paths)
    yield Step("paste the paths", _name_field, lambda found: found[1].insert(named))
    for _ in range(3):  # the first one may only take a suggestion
        yield key("Return")
        if eyes.file_dialog() is None:
            return
    yield until("the dialog has gone", lambda: eyes.file_dialog() is None)


def _name_field() -> tuple[QFileDialog, QLineEdit] | None:
    """With its dialog: a wrapper of what Qt has made lives no longer than its parent's."""
    dialog = eyes.file_dialog()
    field = dialog.findChild(QLineEdit, "fileNameEdit") if dialog is not None else None
    return None if dialog is None or field is None or not field.isVisible() else (dialog, field)


def _listening() -> QWindow | None:
    """The window that gets what is typed."""
    here = eyes.front()
    return QGuiApplication.focusWindow() if here is not None and here.isActiveWindow() else None


def _reveal(widget: QWidget) -> None:
    """Scroll to where it can be seen."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
