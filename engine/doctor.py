"""Looks at this machine: what is here, what will run where, and why. Changes nothing."""

import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from engine import hardware, jobs
from engine.errors import YoError
from engine.events import Job, Progress
from engine.graphics import Gpu, Reason, Used
from engine.open_model import wish
from engine.runtime.backends.nvidia import nvidia_driver
from engine.runtime.compiled import find_compiled
from engine.settings import Settings
from engine.verdicts import Verdict, judge

if TYPE_CHECKING:
    from engine.model.checkpoints import Checkpoint

_PACKAGES = (
    "yochameleon", "torch", "transformers", "tokenizers", "onnxruntime", "onnxruntime-gpu",
    "tensorrt-rtx-cu12", "tensorrt", "numpy", "pillow", "sqlite-utils",
)  # fmt: skip
_CUDA_INDEX = "https://download.pytorch.org/whl/cu130"
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
    advice: tuple[str, ...]
    untried: tuple[str, ...] = UNTRIED
    """Backends that have never run on a GPU where they were made."""


def examine(settings: Settings) -> Examination:
    """Look around; takes a few seconds, because PyTorch is loaded."""
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
        advice=tuple(_advice(gpus, found.used)),
    )


def examination(settings: Settings) -> Job[Examination]:
    """`examine`, as a job for the window, which cannot load PyTorch itself."""
    yield Progress(0, 1, "Looking at this computer")
    found = examine(settings)
    yield Progress(1, 1, "Looking at this computer")
    return found


def cuda_command(windows: bool) -> str:
    """What installs PyTorch's CUDA build into this environment."""
    index = f" --index-url {_CUDA_INDEX}" if windows else ""  # PyPI's builds for Windows lack CUDA
    return (
        f'"{sys.executable}" -m pip install --force-reinstall "torch=={_release("torch")}"{index}'
    )


def _advice(gpus: tuple[str, ...], used: Used) -> list[str]:
    hidden = used.reason in (Reason.WITHOUT, Reason.OUTSIDE)
    if gpus or hidden or not nvidia_driver():
        return []
    return [
        "An NVIDIA GPU is here, but this PyTorch cannot use it. Install the CUDA build:",
        cuda_command(windows=os.name == "nt"),
        "or, in a source checkout: python3 dev.py demo --cuda",
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
