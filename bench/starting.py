"""One measured start of the app, for bench/start.py: `python -m bench.starting HOME STARTED REST`.

Prints one JSON object. `STARTED` is `time.time()` when the process was asked for.
"""
# ruff: noqa: E402

import gc

gc.disable()  # as desktop/__main__.py does

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import application, run
from desktop.state.jobs import JobHandle, JobKind
from desktop.views.main_window import MainWindow
from desktop.watchdog import Watchdog
from engine import jobs


class Probe(QObject):
    """Notes when the window first paints, how it rests, and how its pages and engine begin."""

    def __init__(self, app: QApplication, started: float, rest: float) -> None:
        super().__init__(app)
        self._app, self._started, self._rest = app, started, rest
        self._watchdog = Watchdog(self)
        self._said: dict[str, object] = {}
        self._window: MainWindow | None = None
        self._job: JobHandle | None = None
        self._left: list[object] = []
        self._since = (0.0, 0.0)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint of the window."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, MainWindow):
            self._said["shown"] = time.time() - self._started
            self._said["worked"] = time.process_time()
            self._window = watched
            self._app.removeEventFilter(self)
            QTimer.singleShot(1500, self.begin_rest)
        return False

    def begin_rest(self) -> None:
        """What the start still had to do is done."""
        self._since = (time.process_time(), time.monotonic())
        QTimer.singleShot(round(self._rest * 1000), self.end_rest)

    def end_rest(self) -> None:
        """Count, and go on to the pages."""
        spent, passed = (time.process_time() - self._since[0], time.monotonic() - self._since[1])
        self._said["idle"] = 100 * spent / passed
        assert self._window is not None
        self._left = list(self._window.entries)
        self._said["pages"] = {}
        self._watchdog.start()
        QTimer.singleShot(100, self.next_page)

    def next_page(self) -> None:
        """Show a page for the first time, and leave it half a second."""
        pages = self._said["pages"]
        assert self._window is not None and isinstance(pages, dict)
        if self._window.place in pages:
            pages[self._window.place] = self._watchdog.longest
        if not self._left:
            self.begin_engine()
            return
        place = self._left.pop(0)
        pages[place] = 0.0
        self._watchdog.start()
        self._window.context.navigation.go(place)  # type: ignore[arg-type]  # a Place
        QTimer.singleShot(600, self.next_page)

    def begin_engine(self) -> None:
        """Start the process with a job that hashes the bundled checkpoint."""
        assert self._window is not None
        self._watchdog.start()
        queue = self._window.context.queue
        self._job = queue.add("Check", JobKind.CHECK, jobs.verify_checkpoint, "mini")
        self._job.ended.connect(self.finish)

    def finish(self) -> None:
        """Tell, and close the window."""
        assert self._job is not None
        self._said["engine"] = self._watchdog.longest
        self._said["job"] = str(self._job.status)
        sys.stdout.write(json.dumps(self._said) + "\n")
        self._app.closeAllWindows()


def main() -> int:
    """Run the app as a person starts it, watched."""
    app = application()
    Probe(app, float(sys.argv[2]), float(sys.argv[3]))
    return run(["--data-dir", str(Path(sys.argv[1]))])


if __name__ == "__main__":
    sys.exit(main())
