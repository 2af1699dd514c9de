"""Looks at this machine: what is here, what will run where, and why. Changes nothing."""

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from engine import fitting, hardware, jobs
from engine.errors import YoError
from engine.events import Job, Progress
from engine.fitting import Built, Card, Trial
from engine.graphics import Gpu, Reason, Used
from engine.open_model import wish
from engine.runtime.backends.nvidia import nvidia_driver
from engine.runtime.compiled import find_compiled
from engine.settings import Settings
from engine.sizes import CHAMELEON_7B
from engine.verdicts import Need, Verdict, foresee, judge, needs

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint

_PACKAGES = (
    "yochameleon", "torch", "transformers", "tokenizers", "onnxruntime", "onnxruntime-gpu",
    "tensorrt-rtx-cu12", "tensorrt", "numpy", "pillow", "sqlite-utils",
)  # fmt: skip
_OURS = "cu130"
"""The set of PyTorch's builds for CUDA that is installed by default; PyPI has it for Linux."""
_HIDDEN = "An NVIDIA GPU is here, but this PyTorch cannot use it."
_INSTALL = "This command installs the build that fits."
_CHECKOUT = "In a source checkout, `python3 dev.py demo --cuda` does."
UNTRIED = ("TensorRT", "ONNX Runtime's CUDA provider")
"""What has been tested without a GPU only; a compiled model's self-test stands before its use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One checkpoint, and what would run it."""

    name: str
    folder: Path
    megabytes: float
    runs: str
    """Where, in which precision, and why, and what was passed over; or what is wrong."""
    compiled: tuple[str, ...] = ()
    """Folders of its compiled models, whether they can be used here or not."""
    verdicts: tuple[Verdict, ...] = ()
    """What can be done with it here, reckoned; none where its files cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Plain facts, fit for printing."""

    system: str
    processor: str
    cores: int
    memory_gb: float
    gpus: tuple[str, ...]
    """Those that PyTorch can use."""
    cards: tuple[Gpu, ...]
    """Those that the driver names, whether PyTorch can use them or not."""
    used: Used
    """The one of them that is used, and why."""
    versions: Mapping[str, str]
    library: Path
    free_gb: float
    """On the disk of the library."""
    checkpoints: tuple[Found, ...]
    prospects: tuple[Verdict, ...]
    """What could be done with weights of 7B, once they are here and compiled."""
    needs: tuple[Need, ...]
    """What that takes with each preset."""
    advice: tuple[str, ...]
    """Why the GPU cannot be used and what changes that: sentences, and a command."""
    trial: Trial | None = None
    """What a second of real work on the GPU showed."""
    trouble: str = ""
    """Why that second did not succeed."""
    untried: tuple[str, ...] = UNTRIED
    """Backends that have never run on a GPU where they were made."""


def examine(settings: Settings) -> Examination:
    """Look around without trying anything; takes a few seconds, because PyTorch is loaded."""
    found, gpus = hardware.look(settings=settings), _gpus()
    return Examination(
        system=f"{found.system}, Python {platform.python_version()}",
        processor=found.processor,
        cores=found.cores,
        memory_gb=round(found.memory_free / 2**30, 1),
        gpus=gpus,
        cards=found.gpus,
        used=found.used,
        versions=_versions(),
        library=found.folder,
        free_gb=round(found.disk_free / 1e9, 1),
        checkpoints=tuple(_checkpoints(settings, found)),
        prospects=foresee(CHAMELEON_7B, found),
        needs=needs(CHAMELEON_7B, found),
        advice=tuple(_advice(gpus, found.used, _built())),
    )


def examination(settings: Settings) -> Job[Examination]:
    """`examine`, and a second of real work on the GPU where there is one to be used."""
    yield Progress(0, 1, "Looking at this computer")
    found = examine(settings)
    yield Progress(1, 1, "Looking at this computer")
    if found.used.gpu is None or settings.device == "cpu":
        return found
    try:
        trial = yield from jobs.try_device("cuda", card_of(found.used.gpu))
    except YoError as error:
        return replace(found, trouble=str(error))
    return replace(found, trial=trial)


def card_of(gpu: Gpu) -> Card:
    """What of a GPU must fit a PyTorch."""
    return Card(gpu.capability, gpu.driver)


def cuda_command(windows: bool, wheels: str = _OURS) -> str:
    """What installs PyTorch's CUDA build into this environment."""
    # PyPI's builds for Windows lack CUDA, and those for Linux have the newest only
    index = f" --index-url {fitting.PYTORCH}{wheels}" if windows or wheels != _OURS else ""
    return (
        f'"{sys.executable}" -m pip install --force-reinstall "torch=={_release("torch")}"{index}'
    )


def _advice(gpus: tuple[str, ...], used: Used, built: Built) -> list[str]:
    """What makes the GPU usable; none where it is, or is not to be used."""
    hidden = used.reason in (Reason.WITHOUT, Reason.OUTSIDE)
    card = card_of(used.gpu) if used.gpu and not hidden else Card()
    unfit = "" if hidden or used.gpu is None else fitting.refusal(built, card)
    if not unfit and (gpus or hidden or not nvidia_driver()):
        return []
    wheels = fitting.wheels(card)
    if not wheels:
        return [unfit or _HIDDEN, fitting.suggestion(card)]
    return [
        unfit or _HIDDEN,
        _INSTALL,
        cuda_command(os.name == "nt", wheels),
        *([_CHECKOUT] if wheels == _OURS else []),
    ]


def _checkpoints(settings: Settings, machine: hardware.Hardware) -> list[Found]:
    return [
        Found(
            name=one.name,
            folder=one.folder,
            megabytes=round(one.bytes / 1e6, 1),
            runs=_runs(one, settings),
            compiled=tuple(str(folder) for folder in find_compiled(one.fingerprint)),
            verdicts=_verdicts(one, machine),
        )
        for one in jobs.list_checkpoints()
    ]


def _verdicts(checkpoint: "Checkpoint", machine: hardware.Hardware) -> tuple[Verdict, ...]:
    try:
        return judge(checkpoint.folder, checkpoint.fingerprint, machine)
    except YoError:  # `runs` says what is wrong with it
        return ()


def _runs(checkpoint: "Checkpoint", settings: Settings) -> str:
    from engine.runtime.backends.choose import choose

    try:
        return choose(checkpoint.folder, wish(checkpoint, settings)).why
    except YoError as error:
        return f"{error} {error.remedy}"


def _gpus() -> tuple[str, ...]:
    from engine.runtime.backends.pytorch import cuda_device

    gpu = cuda_device()
    return (gpu,) if gpu else ()


def _built() -> Built:
    from engine.model.kernel import built

    return built()


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _release(package: str) -> str:
    return version(package).partition("+")[0]
