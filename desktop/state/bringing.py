"""Bringing a checkpoint: a folder is chosen, looked at, its licence read, then linked or copied."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background, sentences
from desktop.state.jobs import JobHandle, JobKind, Queue
from engine import hardware, jobs
from engine.errors import YoError
from engine.licences import Licence, find_licence
from engine.model import checkpoints
from engine.model.bringing import Bringing, copy_room
from engine.settings import Settings
from engine.sizes import read_build
from engine.verdicts import Verdict, judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A folder that can be brought."""

    folder: Path
    licence: Licence
    bytes: int
    verdicts: tuple[Verdict, ...]
    removable: bool
    """Whether it lies on a drive that may be pulled out."""
    free: int
    """Bytes that are free on the disk of the private folder."""

    @property
    def copy(self) -> int:
        """Bytes that a copy takes there."""
        return copy_room(self.bytes)

    @property
    def room_for_copy(self) -> bool:
        """Whether it can be copied."""
        return self.copy <= self.free


class BringingState(QObject):
    """What is being chosen; nothing is copied or kept before `start`."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self.candidate: Candidate | None = None
        self.name = ""
        self.copy = False
        self.agreed = False
        self.looking = False

    @property
    def ready(self) -> bool:
        """Whether all that is needed was chosen."""
        found = self.candidate
        fits = found is not None and (found.room_for_copy or not self.copy)
        return fits and self.agreed and self.name_problem == ""

    @property
    def name_problem(self) -> str:
        """Why the name cannot be used; empty where it can."""
        try:
            checkpoints.free_name(self.name.strip())
        except YoError as error:
            return sentences.failure(error)
        return ""

    def look_at(self, folder: Path) -> None:
        """Look at a folder that a person chose: its headers and its licence, no weights."""
        self.candidate, self.agreed, self.looking = None, False, True
        pending = background.run(_candidate, folder)
        pending.done.connect(self._on_looked)
        pending.failed.connect(self._on_failed)
        self.changed.emit()

    def choose(
        self, *, name: str | None = None, copy: bool | None = None, agreed: bool | None = None
    ) -> None:
        """Take over what a person changed."""
        self.name = self.name if name is None else name
        self.copy = self.copy if copy is None else copy
        self.agreed = self.agreed if agreed is None else agreed
        self.changed.emit()

    def start(self, title: str) -> JobHandle | None:
        """Check every shard, copy where asked, and remember it: a job; None while not `ready`."""
        if self.candidate is None or not self.ready:
            return None
        asked = Bringing(
            folder=self.candidate.folder,
            name=self.name.strip(),
            copy=self.copy,
            licence=self.candidate.licence.sha256,
        )
        return self._queue.add(title, JobKind.CHECK, jobs.bring_checkpoint, asked)

    def _on_looked(self, found: Candidate) -> None:
        self.candidate, self.looking = found, False
        self.name, self.copy = found.folder.name, found.removable
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.looking = False
        self.changed.emit()
        self.failed.emit(error)


def _candidate(folder: Path) -> Candidate:
    build, machine = read_build(folder), hardware.look(settings=Settings.load())
    return Candidate(
        folder=folder,
        licence=find_licence(folder),
        bytes=build.stored,
        verdicts=judge(folder, "", machine),
        removable=is_removable(folder),
        free=machine.disk_free,
    )


def is_removable(folder: Path) -> bool:
    """Whether a folder lies where systems put drives that come and go."""
    return folder.resolve().as_posix().startswith(("/media/", "/run/media/", "/mnt/", "/Volumes/"))
