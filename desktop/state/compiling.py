"""Compiling a checkpoint for this machine: what can be had, what it takes, and doing it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine import cleaning
from engine.cleaning import CleanUp
from export import choosing
from export.choosing import Made, Offer, Order
from export.config import Target


class CompilingState(QObject):
    """The choices for one checkpoint. The engine reckons them, because that takes PyTorch."""

    changed = Signal()
    failed = Signal(object)
    removed = Signal()

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.checkpoint = ""
        self.target: Target = "onnx"
        self.offers: tuple[Offer, ...] = ()
        self.asked: JobHandle | None = None
        """The job that reckons the offers."""
        self.job: JobHandle | None = None
        """The compiling itself."""

    @property
    def made(self) -> Made | None:
        """What came out of the last compiling."""
        result = self.job.result if self.job else None
        return result if isinstance(result, Made) else None

    def ask(self, checkpoint: str, target: Target, title: str) -> None:
        """Reckon what this target offers for a checkpoint."""
        self.checkpoint, self.target, self.offers = checkpoint, target, ()
        self.asked = self._queue.add(title, JobKind.CHECK, choosing.offers, checkpoint, target)
        self.asked.ended.connect(self._on_offers)
        self.asked.changed.connect(self.changed)
        self.changed.emit()

    def leave(self) -> None:
        """Ask for no offers any more."""
        if self.asked is not None:
            self.asked.cancel()

    def compile(self, offer: Offer, title: str, *, accept: bool = False) -> JobHandle:
        """Put the compiling in the queue."""
        order = Order(
            checkpoint=self.checkpoint,
            target=offer.target,
            precision=offer.precision,
            accept=accept,
        )
        self.job = self._queue.add(title, JobKind.COMPILE, choosing.compile_checkpoint, order)
        self.job.changed.connect(self.changed)
        self.job.ended.connect(self.changed)
        self.changed.emit()
        return self.job

    def files_of(self, folder: Path) -> CleanUp:
        """The files of a compiled model, to be shown before they go. InputError where none are."""
        return cleaning.find_clean_up(f"compiled:{folder.name}")

    def remove(self, files: CleanUp) -> None:
        """Remove a compiled model."""
        pending = background.run(cleaning.clean, files)
        pending.done.connect(self._on_removed)
        pending.failed.connect(self.failed)

    def _on_offers(self) -> None:
        job = self.asked
        if job is not None and job.over:
            if job.status is JobStatus.DONE and isinstance(job.result, tuple):
                self.offers = job.result
            elif job.error is not None:
                self.failed.emit(job.error)
        self.changed.emit()

    def _on_removed(self) -> None:
        self.removed.emit()
