"""What the status line says about the engine: whether it lives, what it runs on, its memory."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from desktop import memory
from desktop.engine_side import Holds
from desktop.state import job_words
from desktop.state.settings import SettingsState

EVERY = 2000
"""Milliseconds between two looks at the memory while the engine lives."""


class Process(Protocol):
    """What is asked of the engine's process."""

    changed: SignalInstance

    @property
    def pid(self) -> int | None:
        """Its id while it lives."""
        ...

    @property
    def holds(self) -> Holds:
        """What it has in memory."""
        ...

    def unload(self) -> None:
        """Have it go where no job is open."""
        ...

    def heed(self) -> None:
        """Take over settings that were changed while a job goes on."""
        ...


class EngineState(QObject):
    """The engine as the window shows it."""

    changed = Signal()

    def __init__(
        self, process: Process, settings: SettingsState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._process, self._settings = process, settings
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.changed)
        process.changed.connect(self._on_process)
        self._card = self._wanted
        settings.changed.connect(self._on_settings)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.pid is not None

    @property
    def words(self) -> str:
        """`Engine ready`, or that it rests."""
        return self.tr("Engine ready") if self.alive else self.tr("Engine at rest")

    @property
    def model(self) -> str:
        """The checkpoint, what runs it where that was chosen, and whether it is in memory."""
        value = self._settings.value
        checkpoint = value.checkpoint or self.tr("mini")
        if value.backend == "auto":
            words = self.tr("Model: {checkpoint}").format(checkpoint=checkpoint)
        else:
            words = self.tr("Model: {checkpoint} on {backend}")
            words = words.format(checkpoint=checkpoint, backend=value.backend)
        if value.without_gpu:
            words = self.tr("{model}, without the GPU").format(model=words)
        if self._process.holds.models:
            words = self.tr("{model}, loaded").format(model=words)
        return words

    @property
    def loaded(self) -> str:
        """What is in memory, and on what it runs; empty where nothing is."""
        models = self._process.holds.models
        said = self.tr("In memory: {models}").format(models=", ".join(models))
        return said if models else ""

    @property
    def memory(self) -> str:
        """What the engine has in memory, and what is left; empty where the system is silent."""
        pid = self._process.pid
        taken = memory.resident(pid) if pid is not None else None
        free = memory.available()
        parts = [self.tr("{size} in use").format(size=job_words.size(taken))] if taken else []
        if gpu := self._process.holds.gpu:
            words = self.tr("GPU {taken} of {all}")
            parts.append(
                words.format(taken=job_words.size(gpu.taken), all=job_words.size(gpu.total))
            )
        if free:
            parts.append(self.tr("{size} of memory free").format(size=job_words.size(free)))
        return ", ".join(parts)

    def unload(self) -> None:
        """Give the engine's memory back, where nothing runs or rests."""
        self._process.unload()

    def _on_settings(self) -> None:
        """A process sees the card that it was begun with: another one asks for another process."""
        self._process.heed()
        if self._wanted != self._card:
            self._card = self._wanted
            self.unload()
        self.changed.emit()

    @property
    def _wanted(self) -> tuple[str | None, bool]:
        value = self._settings.value
        return value.gpu, value.without_gpu

    def _on_process(self) -> None:
        if self.alive:
            self._timer.start()
        else:
            self._timer.stop()
        self.changed.emit()
