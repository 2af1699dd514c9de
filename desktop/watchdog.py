"""Measures for how long the window did not answer: for tests and benchmarks, off otherwise."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

EVERY = 0.005
"""Seconds between two looks at the clock."""
_SCHEDULE = Path("/proc/thread-self/schedstat")
"""Nanoseconds of work, nanoseconds of waiting for a core, and turns: Documentation/scheduler."""


@dataclass(frozen=True, slots=True)
class Block:
    """One time without an answer, in seconds."""

    seconds: float
    queued: float
    """Of them, how long the system gave the core to others while the window's thread could run."""
    worked: float
    """Of them, how long that thread computed."""

    @property
    def own(self) -> float:
        """What the window owes for: work, waiting for a disk, a lock or another thread."""
        return max(0.0, self.seconds - self.queued)


class Watchdog(QObject):
    """A timer that notes how late it is called. Each lateness is a time without an answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.blocks: list[Block] = []
        """Each lateness of 5 ms or more, in order."""
        self.turned = 0.0
        """When the loop last turned, by `time.perf_counter()`."""
        self._queued = self._worked = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(EVERY * 1000))
        self._timer.timeout.connect(self._look)

    @property
    def longest(self) -> float:
        """Seconds of the longest time without an answer so far."""
        return max((block.seconds for block in self.blocks), default=0.0)

    def start(self) -> None:
        """Measure from now on, anew."""
        self.blocks = []
        self.turned, self._worked = time.perf_counter(), time.thread_time()
        self._queued = _queued()
        self._timer.start()

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()

    def _look(self) -> None:
        now, queued, worked = time.perf_counter(), _queued(), time.thread_time()
        late = now - self.turned - EVERY
        if late >= EVERY:
            self.blocks.append(Block(late, queued - self._queued, worked - self._worked))
        self.turned, self._queued, self._worked = now, queued, worked


def _queued() -> float:
    """Seconds that this thread has waited for a core, as Linux counts them; elsewhere always 0."""
    with suppress(OSError):
        return int(_SCHEDULE.read_bytes().split()[1]) / 1e9
    return 0.0
