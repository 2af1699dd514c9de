"""The window at a scale, page by page: `python -m tests.desktop.scaled_window SIZE LANGUAGE W H`.

Prints one JSON object: by page, what does not fit. Qt reads its scale once, so each scale is a
process. SIZE is that of text, W × H the window in device-independent pixels.
"""

import json
import sys

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QScrollArea,
    QWidget,
)

from bench.screenshots import opened, settle
from desktop import languages
from desktop.app import application
from desktop.state.navigation import Place
from desktop.views.main_window import MainWindow


def main(size: float, language: str, wide: int, high: int) -> None:
    """Visit every page."""
    languages.install(application(), language)
    found: dict[str, list[str]] = {}
    with opened("library") as window:
        assert isinstance(window, MainWindow)
        while window.looks.size < size:
            window.looks.larger()
        window.resize(wide, high)
        settle(0.5)
        primary = []
        for place in Place:
            window.show_place(place)
            settle(0.4)
            buttons = main_buttons(window.page(place))
            primary += [button.text() for button in buttons]
            found[place.value] = sideways(window.page(place))
            found[place.value] += [sentence for one in buttons if (sentence := cut(one))]
        room = [window.width(), window.height()]
        told = {"pages": found, "scale": window.devicePixelRatioF(), "room": room}
    sys.stdout.write(json.dumps({**told, "primary": primary}) + "\n")


def sideways(page: QWidget) -> list[str]:
    """What of a page must be scrolled sideways to be seen; tables and lists may be."""
    frames = [page.parentWidget().parentWidget(), *page.findChildren(QAbstractScrollArea)]
    return [
        f"{type(frame).__name__} {frame.accessibleName()} scrolls sideways".replace("  ", " ")
        for frame in frames
        if isinstance(frame, QAbstractScrollArea)
        and not isinstance(frame, QAbstractItemView)
        and frame.isVisible()
        and frame.horizontalScrollBar().isVisible()
        and frame.horizontalScrollBar().maximum() > 0
    ]


def main_buttons(page: QWidget) -> list[QAbstractButton]:
    """Those for what one most likely wants to do."""
    every = page.findChildren(QAbstractButton)
    return [one for one in every if one.isVisible() and one.property("primary")]


def cut(button: QAbstractButton) -> str:
    """What is wrong with a button of which a part cannot be seen; empty where all of it can.

    One that lies below is seen when the page is scrolled: that is where people look.
    """
    parent = button.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    assert parent is not None  # each page has a frame that scrolls
    inside = parent.widget()
    place = QRect(button.mapTo(inside, QPoint()), button.size())
    narrow = button.width() < button.minimumSizeHint().width()
    beside = place.left() < 0 or place.right() > parent.viewport().width()
    if narrow or beside or not inside.rect().contains(place):
        return f"{button.text() or button.accessibleName()} is cut"
    return ""


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:]))
