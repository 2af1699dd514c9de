"""Measures for how long the window did not answer: for tests and benchmarks, off otherwise."""

import time

from PySide6.QtCore import QObject, Qt, QTimer

EVERY = 0.005
"""Seconds between two looks at the clock."""


class Watchdog(QObject):
    """A timer that notes how late it is called. Each lateness is a time without an answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocks: list[float] = []
        """Seconds of each lateness of 5 ms or more, in order."""
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(EVERY * 1000))
        self._timer.timeout.connect(self._look)

    @property
    def longest(self) -> float:
        """Seconds of the longest time without an answer so far."""
        return max(self.blocks, default=0.0)

    def start(self) -> None:
        """Measure from now on, anew."""
        self.blocks = []
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def _look(self) -> None:
        now = time.perf_counter()
        late = now - self._last - EVERY
        if late >= EVERY:
            self.blocks.append(late)
        self._last = now
