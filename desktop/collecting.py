"""Garbage of the window is collected between two of its events, in its own thread.

Left to itself, Python collects wherever memory happens to be asked for: in the thread that reads
the engine's pipe, or in the middle of painting. A part of a window that goes there takes the window
with it. Young garbage is collected often, so that little is looked at each time; modules and the
window's own parts stay to the end, and are not looked at again.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 250  # milliseconds


class Collector(QObject):
    """Collects from now on, instead of Python by itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self.keep()
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(collect_due)
        self._clock.start()

    def keep(self) -> None:
        """Look no more at what is there now: it stays for as long as the window."""
        gc.freeze()


def collect_due() -> None:
    """Collect what Python's own thresholds say is due."""
    limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (count, limit) in enumerate(limits) if count > limit]
    if due:
        gc.collect(due[-1])
