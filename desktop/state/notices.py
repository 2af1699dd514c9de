"""Short messages that go by themselves, and deletions that can be taken back for ten seconds."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

UNDO_SECONDS = 10
"""How long a person may take something back."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, and whether it can still be undone."""

    text: str
    undo: int = 0
    """Number of what can be taken back; 0 where nothing can."""


@dataclass(frozen=True, slots=True)
class _Open:
    """What was done and is not final yet."""

    until: float
    commit: Callable[[], None]
    undo: Callable[[], None]


class Notices(QObject):
    """What is said to the person in passing. Each undo is open for ten seconds of its own."""

    said = Signal(object)
    """A Notice to be shown now."""
    settled = Signal(int)
    """The number of an undo that was taken or has passed."""

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`clock` gives seconds."""
        super().__init__(parent)
        self._clock = clock
        self._open: dict[int, _Open] = {}
        self._count = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def say(self, text: str) -> None:
        """Show one sentence for a while."""
        self.said.emit(Notice(text))

    def offer_undo(self, text: str, commit: Callable[[], None], undo: Callable[[], None]) -> None:
        """Show what was done; call `undo` if it is taken back, else `commit` after ten seconds."""
        self._count += 1
        self._open[self._count] = _Open(self._clock() + UNDO_SECONDS, commit, undo)
        self._wait()
        self.said.emit(Notice(text, self._count))

    def undo(self, number: int = 0) -> None:
        """Take this one back, or the latest that is open; nothing where it is not open."""
        number = number or next(reversed(self._open), 0)
        if number in self._open:
            self._settle(number).undo()

    def commit(self) -> None:
        """Do all that is open for good, the first one first: the window closes."""
        for number in list(self._open):
            self._settle(number).commit()

    def look(self) -> None:
        """Do for good whose time is over."""
        now = self._clock()
        for number in [number for number, one in self._open.items() if one.until <= now]:
            self._settle(number).commit()
        self._wait()

    def _settle(self, number: int) -> _Open:
        one = self._open.pop(number)
        self.settled.emit(number)
        return one

    def _wait(self) -> None:
        """Until the first one's time is over: that was offered first."""
        first = next(iter(self._open.values()), None)
        if first is not None:
            self._timer.start(max(0, math.ceil(1000 * (first.until - self._clock()))))
