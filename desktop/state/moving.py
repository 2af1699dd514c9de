"""The private folder in another place: looked at first, then moved by the engine's process."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.jobs import JobKind, Queue
from desktop.state.sole_work import SoleWork
from engine import moving
from engine.places import Doubt


class MovingState(QObject):
    """One place, chosen by the person."""

    changed = Signal()
    """The place was looked at."""
    failed = Signal(object)
    """The exception that says why the place cannot be used."""

    def __init__(self, queue: Queue, chosen: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.work = SoleWork(queue, self)
        """The moving; its result is a Moved, for whoever begins after it."""
        self.target = moving.destination(chosen)
        self.doubts: tuple[Doubt, ...] = ()
        """What speaks against the place."""
        self.fit = False
        """Whether it was looked at and can be used."""

    def look(self) -> None:
        """Look at the place."""
        pending = background.run(moving.check, self.target)
        pending.done.connect(self._on_checked)
        pending.failed.connect(self.failed)

    def start(self, title: str) -> None:
        """Move it."""
        self.work.begin(title, JobKind.MOVE, moving.move, self.target, os.getpid())

    def _on_checked(self, doubts: tuple[Doubt, ...]) -> None:
        self.doubts, self.fit = doubts, True
        self.changed.emit()
