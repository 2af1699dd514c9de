"""Every screen of the window as a person may find it, for tests that look at all of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from bench.screenshots import opened, scenes

SCENES = sorted(scenes())
DEEPEST = 40


@contextmanager
def shown(scene: str, style: str = "light") -> Iterator[QWidget]:
    """The window or the dialog of a scene, visible and settled."""
    with opened(scene, style) as widget:
        yield widget
        if isinstance(widget, QDialog):
            widget.hide()


def interfaces(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """What a screen reader finds in a widget, in its order; what is hidden is left out."""
    QApplication.processEvents()
    root = QAccessible.queryAccessibleInterface(widget)
    if root is not None:
        yield from _below(root, 0)


def _below(node: QAccessibleInterface, depth: int) -> Iterator[QAccessibleInterface]:
    yield node
    if depth < DEEPEST:
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and child.isValid() and not child.state().invisible:
                yield from _below(child, depth + 1)
