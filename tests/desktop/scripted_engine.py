"""An engine without a process: plays jobs in the window's own event loop, step by step."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.engine_side import Ended, Holds
from engine.errors import YoError
from engine.events import Event, Job


class ScriptedEngine(QObject):
    """Same interface as EngineProcess; one event of the current job per turn of the event loop."""

    happened = Signal(int, object)
    ended = Signal(int, object)
    died = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, Job[Any]] = {}
        self._current: int | None = None
        self.pid: int | None = None
        self.holds = Holds()
        self.long = False
        """Whether the job that was advanced last leaves other programs room."""
        self.asked: list[tuple[str, object]] = []
        """What was asked, in order: `("open", 1)`, `("advance", None)`, …"""
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self.step)

    def open(self, job: int, start: Callable[..., Job[Any]], args: tuple[object, ...]) -> None:
        self.asked.append(("open", job))
        try:
            self._jobs[job] = start(*args)
        except YoError as error:
            self._later(Ended(job, error=error))

    def advance(self, job: int | None, *, long: bool = False) -> None:
        self.asked.append(("advance", job))
        self.long = long
        self._current = job
        if job in self._jobs:
            self._timer.start()

    def close_job(self, job: int) -> None:
        self.asked.append(("close", job))
        generator = self._jobs.pop(job, None)
        if generator is not None:
            generator.close()
            self._later(Ended(job, cancelled=True))

    def heed(self) -> None:
        pass

    def unload(self) -> None:
        self.asked.append(("unload", None))

    def quit(self, patience: float = 0) -> None:
        for job in self._jobs.values():
            job.close()
        self._jobs = {}
        self._timer.stop()

    def die(self, error: YoError) -> None:
        """Be killed, with all that is open."""
        self._jobs = {}
        self._timer.stop()
        self.died.emit(error)

    def step(self) -> None:
        """Advance the current job by one event."""
        number = self._current
        job = self._jobs.get(number) if number is not None else None
        if number is None or job is None:
            self._timer.stop()
            return
        try:
            self.happened.emit(number, next(job))
        except StopIteration as done:
            self._end(Ended(number, result=done.value))
        except YoError as error:
            self._end(Ended(number, error=error))

    def _end(self, ended: Ended) -> None:
        self._jobs.pop(ended.job, None)
        self.ended.emit(ended.job, ended)

    def _later(self, ended: Ended) -> None:
        QTimer.singleShot(0, self, lambda: self.ended.emit(ended.job, ended))


def playing(events: Sequence[Event], result: object = None) -> Job[Any]:
    """A job that yields these events and returns `result`."""
    yield from events
    return result


def failing(error: YoError) -> Job[Any]:
    """A job that fails at once."""
    raise error
    yield
