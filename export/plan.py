"""An ONNX graph → a TensorRT plan, as a job. The build itself runs in a process of its own.

TensorRT works for minutes without a word, so a thread could not be stopped within a second, and a
build that takes too much memory would take the app with it.
"""

import multiprocessing
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

from engine.errors import SetupError
from engine.events import Job, Noticed, Progress
from engine.files import TEMPORARY, storing, sync_folder
from engine.model.memory import available_memory
from export.config import ExportConfig
from export.plan_builder import Built, build

_GIGABYTE = 1e9
_OWN_MEMORY, _TIMES_WEIGHTS = 700_000_000, 2.5
"""Peak of a build: what TensorRT takes itself, and how often it holds the weights. Rounded up from
what TensorRT-RTX 1.7 took of its own (RssAnon) for a decoder of random weights: 0.66, 1.16 and
1.26 GB for 102, 303 and 402 MB in bf16; 0.80 and 0.97 GB for 80 and 158 MB in int4."""
_PATIENCE = 0.2
READ, ASKED, ROWS, PICTURES = 256, 32, 512, 4
"""The most that one run takes: ids read, logits asked for, rows of concepts, pictures."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a free dimension may be, and what the plan is fastest at."""

    least: int
    usual: int
    most: int


Profile: TypeAlias = Mapping[str, Span]
"""A span for each free dimension of a graph's inputs, by its name in the graph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """How one graph is built."""

    profiles: tuple[Profile, ...]
    fixed: Mapping[str, int] = field(default_factory=dict)
    """Free dimensions of the graph that the plan holds at one size: `capacity`."""
    compute_capabilities: tuple[str, ...] = ()
    """GPUs to build for, e.g. `8.6`; none: what TensorRT takes by itself."""
    weight_streaming: bool = False
    """Let the weights stay in the computer's memory where the GPU's is too small for them."""
    tensorrt: str | None = None
    """The module that builds; None takes the one that is installed."""


def decoder_settings(config: ExportConfig, capacity: int) -> PlanSettings:
    """One plan of the decoder, with buffers of `capacity` positions.

    Its first profile reads one id a row, the second up to `READ`.
    """
    one, asked = Span(1, 1, 1), min(ASKED, capacity)
    shared = {"batch": Span(1, 1, config.max_batch), "rows": Span(1, 33, ROWS)}
    read = Span(1, min(64, capacity), min(READ, capacity))
    return PlanSettings(
        profiles=(
            {**shared, "sequence": one, "asked": one},
            {**shared, "sequence": read, "asked": Span(1, 1, asked)},
        ),
        fixed={"capacity": capacity},
        compute_capabilities=config.compute_capabilities,
        weight_streaming=bool(config.stream_weights),
    )


def head_settings(config: ExportConfig) -> PlanSettings:
    """The plan of a head: up to `ASKED` positions of each row at once."""
    profile = {
        "batch": Span(1, 1, config.max_batch),
        "asked": Span(1, 1, ASKED),
        "rows": Span(1, 33, ROWS),
    }
    return PlanSettings(profiles=(profile,), compute_capabilities=config.compute_capabilities)


def image_settings(config: ExportConfig) -> PlanSettings:
    """The plan of the image encoder or decoder: up to `PICTURES` at once."""
    profile = {"batch": Span(1, 1, min(PICTURES, config.max_batch))}
    return PlanSettings(profiles=(profile,), compute_capabilities=config.compute_capabilities)


def forecast_memory(onnx: Path) -> int:
    """Bytes of memory that building a plan of this graph takes at its peak: an estimate."""
    weights = sum(file.stat().st_size for file in onnx.parent.glob(f"{onnx.name}*"))
    return _OWN_MEMORY + round(_TIMES_WEIGHTS * weights)


def build_plan(onnx: Path, plan: Path, settings: PlanSettings) -> Job[None]:
    """Build `plan` from `onnx` and the weights beside it; the file is whole or absent.

    Says first how much memory it takes, then yields Progress. Closing the job ends the build at
    once. SetupError where TensorRT is missing, refuses the graph or runs out of memory; InputError
    where it cannot build for a compute capability.
    """
    yield Noticed(_memory_sentence(onnx))
    temporary = plan.with_name(f"{uuid4().hex}{TEMPORARY}")
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=build, args=(onnx, temporary, settings, theirs), daemon=True, name="plan"
    )
    try:
        with storing(plan.parent):
            plan.parent.mkdir(parents=True, exist_ok=True)
        process.start()
        theirs.close()
        yield from _follow(ours, process, f"Building {plan.name}")
        with storing(plan.parent):
            temporary.replace(plan)
            sync_folder(plan.parent)
    finally:
        _end(process, ours)
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _follow(pipe: Connection, process: BaseProcess, note: str) -> Job[None]:
    """Pass on what the other process says, until it is done."""
    while True:
        if not pipe.poll(_PATIENCE):
            continue
        try:
            said: Progress | BaseException | Built = pipe.recv()
        except EOFError:
            process.join()
            raise _broken(process.exitcode) from None
        if isinstance(said, BaseException):
            raise said
        if isinstance(said, Built):
            return
        yield Progress(said.done, said.total, note)


def _end(process: BaseProcess, pipe: Connection) -> None:
    if process.pid is not None:
        process.kill()
        process.join()
    pipe.close()


def _broken(code: int | None) -> SetupError:
    """The process went without a word: the system took it, or a library failed."""
    return SetupError(
        f"The build of the plan ended by itself (code {code}), most likely for lack of memory.",
        remedy="Close other programs and go on with the same command, or choose a smaller "
        "--precision.",
    )


def _memory_sentence(onnx: Path) -> str:
    needed, free = forecast_memory(onnx) / _GIGABYTE, available_memory() / _GIGABYTE
    short = " That is more than is free: it may fail, or take very long." if needed > free else ""
    return (
        f"Building the plan of {onnx.stem} takes about {needed:.1f} GB of memory; "
        f"{free:.1f} GB are free.{short}"
    )
