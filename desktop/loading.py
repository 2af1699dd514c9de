"""Loads what the window will need in small pieces, between which its loop turns."""

import importlib
import sys
from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal


class Loader(QObject):
    """Imports one module in each turn of the loop.

    In the window's own thread: one beside it would hold Python's lock for longer than a turn, and
    whoever asks for a module that is half there would wait until all of it is.
    """

    over = Signal()
    """Every module is there; sent once."""

    def __init__(self, names: Iterable[str], parent: QObject | None = None) -> None:
        """`names` of modules, in an order in which each brings few others with it."""
        super().__init__(parent)
        self._left = deque(names)
        self.done = False
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._turn)

    def start(self) -> None:
        """Begin with the next turn, where that has not happened yet."""
        if not self.done:
            self._turns.start()

    def _turn(self) -> None:
        while self._left and self._left[0] in sys.modules:
            self._left.popleft()
        if self._left:
            importlib.import_module(self._left.popleft())
            return
        self._turns.stop()
        self.done = True
        self.over.emit()
