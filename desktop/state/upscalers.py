"""Networks of one's own that enlarge pictures: which there are, and another one brought."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from desktop.state.settings import SettingsState
from engine import jobs
from engine.errors import YoError
from engine.vision import upscalers
from engine.vision.upscalers import Installed


class UpscalersState(QObject):
    """The list of the folder; a new one is checked by the engine before it is kept."""

    changed = Signal()
    failed = Signal(object)
    """A YoError: the file is no upscaler that can be used."""

    def __init__(
        self, queue: Queue, settings: SettingsState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._settings = queue, settings
        self.job: JobHandle | None = None
        """Checks the one that was brought last."""

    @property
    def known(self) -> list[Installed]:
        """Those that are there now."""
        return upscalers.installed()

    @property
    def checking(self) -> bool:
        """Whether one is being checked."""
        return self.job is not None and not self.job.over

    def add(self, file: Path) -> None:
        """Check a file and keep a copy of it; `changed` or `failed` tells when that is over."""
        title = self.tr("Checking {name}").format(name=file.name)
        self.job = self._queue.add(
            title, JobKind.CHECK, jobs.add_upscaler, file, self._settings.value
        )
        self.job.ended.connect(self._on_ended)
        self.changed.emit()

    def remove(self, name: str) -> None:
        """Erase the copy of one."""
        try:
            upscalers.remove(name)
        except YoError as error:
            self.failed.emit(error)
        self.changed.emit()

    def _on_ended(self) -> None:
        if self.job is not None and self.job.status is JobStatus.FAILED:
            self.failed.emit(self.job.error)
        self.changed.emit()
