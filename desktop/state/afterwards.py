"""What happens when the queue is done: nothing, or the computer sleeps or shuts down."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import background
from desktop.state.jobs import JobHandle, JobStatus, Queue

SECONDS = 60
"""How long a person may call it off."""


class After(StrEnum):
    """What a person wants when nothing is left to do."""

    NOTHING = "nothing"
    SLEEP = "sleep"
    SHUT_DOWN = "shut down"


class Afterwards(QObject):
    """Holds the choice for this session, and counts down when the last job has ended by itself."""

    changed = Signal()
    failed = Signal(object)
    """The exception because of which nothing happened."""

    def __init__(
        self, queue: Queue, act: Callable[[After], None], parent: QObject | None = None
    ) -> None:
        """`act` does it, beside the window."""
        super().__init__(parent)
        self._queue, self._act = queue, act
        self.chosen = After.NOTHING
        self.left: int | None = None
        """Seconds of the countdown; None while there is none."""
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        queue.job_ended.connect(self._on_ended)
        queue.changed.connect(self._on_changed)

    def choose(self, after: After) -> None:
        """Have this happen, once; a countdown that goes on ends."""
        self.chosen = after
        self._stop()

    def call_off(self) -> None:
        """Let nothing happen after all."""
        self.choose(After.NOTHING)

    def hurry(self) -> None:
        """Do not wait for the end of the countdown."""
        if self.left is not None:
            after = self.chosen
            self.call_off()
            background.run(self._act, after).failed.connect(self.failed)

    def _tick(self) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left == 0:
            self.hurry()
        else:
            self.changed.emit()

    def _on_ended(self, job: JobHandle) -> None:
        """Who stops the last job sits here, and wants the computer."""
        by_itself = job.status in (JobStatus.DONE, JobStatus.FAILED)
        if self.chosen is not After.NOTHING and by_itself and not self._queue.jobs:
            self.left = SECONDS
            self._clock.start()
            self.changed.emit()

    def _on_changed(self) -> None:
        """Something else was asked for: it is waited for as well."""
        if self._queue.jobs and self.left is not None:
            self._stop()

    def _stop(self) -> None:
        self.left = None
        self._clock.stop()
        self.changed.emit()
