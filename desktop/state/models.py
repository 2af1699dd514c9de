"""This computer and its base models: what is here, what runs, what is compiled, what is in use."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background, sentences
from desktop.state import machine_words
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from desktop.state.settings import SettingsState
from engine import doctor, hardware, jobs
from engine.doctor import card_of
from engine.errors import YoError
from engine.fitting import Trial
from engine.hardware import Hardware
from engine.licences import accepted
from engine.model import checkpoints
from engine.model.bringing import is_copy
from engine.model.checkpoints import BUNDLED, Checkpoint
from engine.paths import MINI_CHECKPOINT
from engine.runtime.compiled import CompiledModel, find_compiled
from engine.runtime.self_test import Outcome
from engine.runtime.self_test_files import remembered
from engine.settings import Settings
from engine.sizes import CHAMELEON_7B, read_build
from engine.verdicts import Need, Verdict, foresee, judge, needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A compiled model of a checkpoint."""

    folder: Path
    target: str
    precision: str
    bytes: int
    problem: str
    """Why it cannot be used; empty where nothing is known to be wrong."""
    tested: Outcome | None = None
    """How near it is to PyTorch here; None where it was not tried on this computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A checkpoint as a list shows it."""

    name: str
    folder: Path
    bytes: int
    fingerprint: str
    """Empty for the bundled one before its first use."""
    verdicts: tuple[Verdict, ...]
    compiled: tuple[Compiled, ...]
    problem: str
    """What is wrong with its files; empty where nothing is known to be."""
    copied: bool
    """Whether its files are a copy of ours; else they are the person's."""
    licensed: bool
    """Whether a licence was accepted for it."""

    @property
    def bundled(self) -> bool:
        """Whether it came with the program."""
        return self.name == BUNDLED


class ModelsState(QObject):
    """Reads lists in the background, and asks the engine for what needs PyTorch."""

    changed = Signal()
    failed = Signal(object)
    verified = Signal(str)
    """The files of the model of this name are as they were."""
    forgotten = Signal(object)
    """The Model that is not in the list any more."""

    def __init__(
        self, settings: SettingsState, queue: Queue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self.queue = settings, queue
        self.machine: Hardware | None = None
        self.models: tuple[Model, ...] = ()
        self.reasons: dict[str, str] = {}
        """By model: what runs it and why, once the engine has looked."""
        self.prospects: tuple[Verdict, ...] = ()
        """What weights of 7B would do here, once they are here and compiled."""
        self.needs: tuple[Need, ...] = ()
        """What that takes with each preset."""
        self.advice: tuple[str, ...] = ()
        """What makes the GPU usable, where the engine has found that it is not."""
        self.trial: JobHandle | None = None
        self._tried = ""
        self.examination: JobHandle | None = None
        self._looking = self._again = False
        settings.changed.connect(self.changed)
        queue.job_ended.connect(self._on_job_ended)

    @property
    def active(self) -> str:
        """The name of the checkpoint in use."""
        return self._settings.value.checkpoint or BUNDLED

    @property
    def looking(self) -> bool:
        """Whether a look at the machine goes on."""
        return self._looking

    @property
    def untried(self) -> bool:
        """Whether a GPU is to be used here, and was not tried since the window opened."""
        used = self.machine is not None and self.machine.gpu is not None
        return used and self._settings.value.device != "cpu" and self.trial is None

    @property
    def trial_words(self) -> str:
        """What a second of work on the GPU has shown; empty where it was not tried."""
        if self.trial is not None and not self.trial.over:
            return self.tr("The GPU is being tried with a second of real work…")
        return self._tried

    def find(self, name: str) -> Model | None:
        """The model of this name, where the list has it."""
        return next((one for one in self.models if one.name == name), None)

    def look(self) -> None:
        """Look at the machine and the lists again."""
        if self._looking:
            self._again = True
            return
        self._looking = True
        pending = background.run(_looked, self._settings.value)
        pending.done.connect(self._on_looked)
        pending.failed.connect(self._on_failed)
        self.changed.emit()

    @property
    def gpu(self) -> str | None:
        """UUID of the GPU that the person has chosen; None is the freest."""
        return self._settings.value.gpu

    def use_gpu(self, uuid: str | None) -> None:
        """Run on this GPU from the next start of the engine on, which is now where it rests."""
        self._settings.change(gpu=uuid)
        self.look()

    def use(self, name: str) -> None:
        """Answer, draw and learn with this checkpoint from now on."""
        self._settings.change(checkpoint=None if name == BUNDLED else name)

    def examine(self, title: str) -> JobHandle:
        """Ask the engine what runs each model, and why."""
        settings = self._settings.value
        self.examination = self.queue.add(title, JobKind.CHECK, doctor.examination, settings)
        return self.examination

    def try_gpu(self, title: str) -> JobHandle:
        """A second of real work on the GPU, after a look whether it can succeed."""
        gpu = self.machine.gpu if self.machine else None
        card = card_of(gpu) if gpu else None
        self.trial = self.queue.add(title, JobKind.CHECK, jobs.try_device, "cuda", card)
        self.trial.changed.connect(self.changed)
        self.changed.emit()
        return self.trial

    def verify(self, name: str, title: str) -> JobHandle:
        """Hash the files of a checkpoint again."""
        job = self.queue.add(title, JobKind.CHECK, jobs.verify_checkpoint, name)
        job.ended.connect(partial(self._on_verified, job, name))
        return job

    def forget(self, name: str) -> None:
        """Take a checkpoint from the list; its files stay."""
        model = self.find(name)
        if self.active == name:
            self.use(BUNDLED)
        pending = background.run(checkpoints.remove, name)
        pending.done.connect(partial(self._on_forgotten, model))
        pending.failed.connect(self._on_failed)

    def _on_verified(self, job: JobHandle, name: str) -> None:
        if job.status is JobStatus.DONE:
            self.verified.emit(name)

    def _on_forgotten(self, model: Model | None, _: object = None) -> None:
        if model is not None:
            self.forgotten.emit(model)
        self.look()

    def _on_looked(self, found: tuple[Hardware, tuple[Model, ...]]) -> None:
        self.machine, self.models = found
        self.prospects = foresee(CHAMELEON_7B, self.machine)
        self.needs = needs(CHAMELEON_7B, self.machine)
        self._looking = False
        self.changed.emit()
        if self._again:
            self._again = False
            self.look()

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        self.changed.emit()
        self.failed.emit(error)

    def _on_job_ended(self, job: JobHandle) -> None:
        result = job.result
        if isinstance(result, doctor.Examination):
            self.reasons = {one.name: sentences.translated(one.runs) for one in result.checkpoints}
            self.advice = tuple(map(sentences.translated, result.advice))
            self._take(result.trial, sentences.translated(result.trouble))
        elif job is self.trial:
            failed = sentences.failure(job.error) if job.error else ""
            self._take(result if isinstance(result, Trial) else None, failed)
        if job.kind in (JobKind.COMPILE, JobKind.CHECK) and job.status is JobStatus.DONE:
            self.look()

    def _take(self, trial: Trial | None, failed: str) -> None:
        self._tried = machine_words.tried(trial) if trial else failed
        self.changed.emit()


def _looked(settings: Settings) -> tuple[Hardware, tuple[Model, ...]]:
    machine = hardware.look(settings=settings)
    licensed = {one.checkpoint for one in accepted()}
    return machine, tuple(_model(one, machine, licensed) for one in _listed())


def _listed() -> list[Checkpoint]:
    """Those that are known without reading weights; the bundled one always."""
    mini = checkpoints.bundled() or Checkpoint(BUNDLED, MINI_CHECKPOINT, "", {})
    return [mini, *checkpoints.added()]


def _model(one: Checkpoint, machine: Hardware, licensed: set[str]) -> Model:
    verdicts: tuple[Verdict, ...] = ()
    problem, size = "", one.bytes
    try:
        size = size or read_build(one.folder).stored
        verdicts = judge(one.folder, one.fingerprint, machine)
    except YoError as error:
        problem = sentences.failure(error)
    found = find_compiled(one.fingerprint) if one.fingerprint else []
    return Model(
        name=one.name,
        folder=one.folder,
        bytes=size,
        fingerprint=one.fingerprint,
        verdicts=verdicts,
        compiled=tuple(_compiled(folder) for folder in found),
        problem=problem,
        copied=is_copy(one),
        licensed=one.fingerprint in licensed,
    )


def _compiled(folder: Path) -> Compiled:
    try:
        model = CompiledModel.open(folder)
    except YoError as error:
        problem = sentences.failure(error)
        return Compiled(folder=folder, target="", precision="", bytes=0, problem=problem)
    made = model.manifest
    return Compiled(
        folder=folder,
        target=made.target,
        precision=made.precision,
        bytes=model.bytes,
        problem="",
        tested=remembered(model, ""),
    )
