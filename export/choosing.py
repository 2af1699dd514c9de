"""What compiling a checkpoint offers here, and doing it: as jobs over plain values, for the window.

Heavy parts load inside functions, so that a window can name these jobs without loading them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.events import Job, Progress
from engine.runtime.compiled import CompiledModel
from export.config import SUITABLE, ExportConfig, Precision, Target
from export.pipeline import compile_model, default_folder

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint

NO_GPU = "It runs on an NVIDIA GPU, and there is none here."
ASIDE = 0.8e9
"""Bytes that a session took beside the graphs at 7B (docs/performance.md, full size)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A compiled model that a person asks for."""

    checkpoint: str
    """Name or folder."""
    target: Target = "onnx"
    precision: Precision = "fp32"
    accept: bool = False
    """Keep it even where the gate of quantized weights refuses it."""

    @property
    def config(self) -> ExportConfig:
        """The choices of the export. InputError where they do not go together."""
        return ExportConfig(target=self.target, precision=self.precision, accept=self.accept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One precision: what it takes, and whether it can be had here."""

    target: Target
    precision: Precision
    device: str
    """`cpu` or `cuda`."""
    disk: int
    """Bytes that are needed while it is made."""
    memory: int
    """Bytes that a session with it will take, reckoned."""
    obstacle: str
    """Why it cannot be made or used here; empty where nothing is in the way."""
    suggested: bool
    """What suits this machine best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A compiled model that is ready, and what will be used from now on."""

    folder: str
    precision: str
    bytes: int
    why: str
    """What runs the checkpoint now, and what was passed over."""


def offers(checkpoint: str, target: Target) -> Job[tuple[Offer, ...]]:
    """Every precision of a target with its needs, reckoned from config.json; writes nothing."""
    from engine.model import checkpoints
    from export import footprint

    yield Progress(0, 1, "Looking at the model")
    found = yield from checkpoints.identify(checkpoint)
    best = footprint.suitable_precision(found.folder, target)
    made = tuple(_offer(found, target, one, best) for one in SUITABLE[target])
    yield Progress(1, 1, "Looking at the model")
    return made


def compile_checkpoint(order: Order) -> Job[Made]:
    """Compile for this machine, beside the library, where sessions find it by themselves.

    Errors as in `compile_model`; closing the job keeps the finished parts for the next time.
    """
    from engine.model import checkpoints
    from engine.runtime.backends.choose import Wish, choose

    found = yield from checkpoints.identify(order.checkpoint)
    model: CompiledModel = yield from compile_model(
        found.folder, default_folder(found, order.config), order.config
    )
    chosen = choose(found.folder, Wish(fingerprint=found.fingerprint))
    return Made(
        folder=str(model.folder),
        precision=model.manifest.precision,
        bytes=model.bytes,
        why=chosen.why,
    )


def _offer(found: "Checkpoint", target: Target, precision: Precision, best: Precision) -> Offer:
    from export import footprint

    config = ExportConfig(target=target, precision=precision)
    disk = footprint.needed(found.folder, config)
    memory = round(footprint.footprint(found.folder, config).graphs + ASIDE)
    return Offer(
        target=target,
        precision=precision,
        device=config.runs_on,
        disk=disk,
        memory=memory,
        obstacle=_obstacle(found, config, disk),
        suggested=precision == best,
    )


def _obstacle(found: "Checkpoint", config: ExportConfig, disk: int) -> str:
    from engine.errors import YoError
    from engine.runtime.backends.nvidia import nvidia_driver
    from export import footprint, gpu

    try:
        gpu.check_precision(config, gpu.here())
        footprint.check_disk(default_folder(found, config), disk)
    except YoError as error:
        return f"{error} {error.remedy}"
    if config.runs_on == "cuda" and not nvidia_driver():
        return NO_GPU
    return ""
