"""What a person sees in front of them, found by the words that are written on it or read aloud."""

from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QMenu,
    QWidget,
)

from desktop.views.main_window import MainWindow

Seen = TypeVar("Seen", bound=QWidget)


def window() -> MainWindow | None:
    """The app's window, where it is shown."""
    tops = (one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    return next((one for one in tops if one.isVisible()), None)


def front() -> QWidget | None:
    """The dialog that is open, else the window."""
    return QApplication.activeModalWidget() or window()


def said(widget: QWidget) -> str:
    """What a widget is called: its accessible name, else the words on it."""
    written = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return plain(widget.accessibleName() or written)


def plain(text: str) -> str:
    """Without the marks of a mnemonic and of a dialog that follows."""
    return text.replace("&", "").rstrip("…")


def find(kind: type[Seen], name: str) -> Seen | None:
    """The widget of this kind and name in front that can be used; None where there is none."""
    here = front()
    found = here.findChildren(kind) if here is not None else []
    usable = (one for one in found if one.isVisible() and one.isEnabled())
    return next((one for one in usable if said(one) == name), None)


def reads(words: str) -> str:
    """The text of a label in front that has these words in it; empty where there is none."""
    here = front()
    labels = here.findChildren(QLabel) if here is not None else []
    texts = (label.text() for label in labels if label.isVisible())
    return next((text for text in texts if words in text), "")


def file_dialog() -> QFileDialog | None:
    """The dialog that asks for files."""
    here = front()
    return here if isinstance(here, QFileDialog) else None


def rows(name: str) -> int:
    """How many things a list or grid shows."""
    view = find(QAbstractItemView, name)
    return view.model().rowCount() if view is not None else 0


def row_place(name: str, row: int) -> tuple[QAbstractItemView, QPoint] | None:
    """A grid, and where in it a row is."""
    view = find(QAbstractItemView, name)
    if view is None or view.model().rowCount() <= row:
        return None
    index: QModelIndex = view.model().index(row, 0)
    return view, view.visualRect(index).center()


def menu_action(words: str) -> tuple[QMenu, QAction] | None:
    """An entry of the menu that is open."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return None
    fitting = (one for one in menu.actions() if plain(one.text()) == words and one.isEnabled())
    action = next(fitting, None)
    return None if action is None else (menu, action)


def has_focus(name: str) -> bool:
    """Whether what is typed goes to the widget of this name."""
    focused = QApplication.focusWidget()
    return focused is not None and said(focused) == name
