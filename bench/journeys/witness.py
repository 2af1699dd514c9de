"""Says what the window was doing while it did not answer."""

import sys
import threading
import time
from pathlib import Path
from types import FrameType

from desktop.watchdog import Watchdog

ROOT = Path(__file__).resolve().parents[2]
EVERY = 0.01
"""Seconds between two looks."""
SUSPICIOUS = 0.025
"""Seconds without a turn of the loop after which it is noted where the window's thread is."""


class Witness:
    """Looks at the thread that made it, from another one, while its loop does not turn."""

    def __init__(self, watchdog: Watchdog) -> None:
        self._watchdog = watchdog
        self._watched = threading.get_ident()
        self._over = threading.Event()
        self._seen: list[str] = []
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look from now on."""
        self._over.clear()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def take(self) -> list[str]:
        """What was seen since this was last asked: lines of ours, each once, in order."""
        seen, self._seen = self._seen, []
        return list(dict.fromkeys(seen))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            if time.perf_counter() - self._watchdog.turned > SUSPICIOUS:
                self._seen.append(where(sys._current_frames().get(self._watched)))


def where(frame: FrameType | None) -> str:
    """The two innermost places of this project below a frame; empty where there is none."""
    places: list[str] = []
    while frame is not None and len(places) < 2:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and ".venv" not in path.parts:
            places.append(f"{path.relative_to(ROOT)}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(places)
