"""A person at the window: goes through all there is to do, again and again, until someone kills it.

    python -m bench.faulting.person HOME LEDGER PHOTOS

It is the app as it is started by its users, with its pages, threads and engine, without a screen.
Whatever a page shows as saved is written into the ledger.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from bench.faulting import small
from bench.faulting.journey import Journey
from bench.faulting.ledger import Kind, Ledger
from desktop.app import application, run
from desktop.state.jobs import JobHandle
from desktop.views.main_window import MainWindow
from engine import jobs

LOOK_EVERY = 5
"""Milliseconds between two looks at what is shown."""
Wait = Iterator[Callable[[], bool]]


class Person(QObject):
    """Takes the next step of the journey as soon as what it waits for is shown."""

    def __init__(self, app: QApplication, ledger: Ledger, photos: Path) -> None:
        super().__init__(app)
        self._app, self._ledger, self._photos = app, ledger, photos
        self._steps: Wait | None = None
        self._waits: Callable[[], bool] = bool
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._engines: list[int] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Begin with the first paint of the window."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, MainWindow):
            self._app.removeEventFilter(self)
            self._sit_down(watched)
        return False

    def _sit_down(self, window: MainWindow) -> None:
        window.context.queue.job_ended.connect(self._on_job_ended)
        self._steps = Journey(window, self._ledger, self._photos).rounds()
        self._waits = next(self._steps)
        self._timer.start()

    def _look(self) -> None:
        assert self._steps is not None
        engines = [child.pid or 0 for child in multiprocessing.active_children()]
        if engines != self._engines:
            self._engines = engines
            self._ledger.note(Kind.ENGINE, str(engines[-1] if engines else 0))
        if self._waits():
            self._waits = next(self._steps)

    def _on_job_ended(self, job: JobHandle) -> None:
        why = f"{job.error} {job.error.remedy}" if job.error is not None else ""
        self._ledger.note(Kind.JOB, str(job.status), f"{job.title}: {why}")


def main() -> int:
    """Run the app with the person in it."""
    home, ledger, photos = map(Path, sys.argv[1:])
    jobs.learn = small.learn
    app = application()
    Person(app, Ledger(ledger), photos)
    return run(["--data-dir", str(home)])


if __name__ == "__main__":
    sys.exit(main())
