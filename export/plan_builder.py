"""The inside of the process that builds a plan. Knows TensorRT and ONNX, nothing of the model."""

import os
import signal
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onnx import load

from engine.errors import SetupError, YoError
from engine.events import Progress
from engine.files import storing
from engine.runtime.backends.tensorrt_module import (
    TensorRT,
    declare_capabilities,
    open_log,
    open_tensorrt,
)

if TYPE_CHECKING:
    from export.plan import PlanSettings, Profile

SCALE = 1000
"""Steps that a whole build counts."""
UNUSED = ("unused input", "is unused or used only at compile-time")
"""What TensorRT says, as a warning only, of an input that its plan will ignore."""
_CHUNK = 1 << 26


@dataclass(frozen=True, slots=True)
class Built:
    """The last word of the process: the plan is written."""


def build(onnx: Path, plan: Path, settings: "PlanSettings", pipe: Connection) -> None:
    """Build and write `plan`; send Progress, then Built or the error. Runs in its own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the job decides when to stop
    threading.Thread(target=_end_with_parent, args=(pipe,), daemon=True).start()
    try:
        serialized = _serialized(open_tensorrt(settings.tensorrt), onnx, settings, pipe)
        _write(plan, memoryview(serialized))
        pipe.send(Built())
    except YoError as error:
        pipe.send(error)
    except Exception:  # the border of the process: a bug travels as its trace
        pipe.send(RuntimeError(traceback.format_exc()))


def _end_with_parent(pipe: Connection) -> None:
    """Nobody writes to us: the pipe becomes readable when the other process is gone."""
    pipe.poll(None)
    os._exit(1)


def _serialized(tensorrt: TensorRT, onnx: Path, settings: "PlanSettings", pipe: Connection) -> Any:
    log = open_log(tensorrt)
    try:
        builder = tensorrt.module.Builder(log)
    except Exception as error:  # the full TensorRT wants a GPU and raises a plain RuntimeError
        raise SetupError(
            f"{tensorrt.title} cannot start: {log.reason or error}.",
            remedy="Check the NVIDIA driver, or install TensorRT-RTX, which builds without a GPU.",
        ) from error
    config = builder.create_builder_config()
    network = _network(tensorrt, builder, log, onnx, settings)
    for profile in settings.profiles:
        config.add_optimization_profile(_profile(builder, network, profile))
    declare_capabilities(tensorrt, config, settings.compute_capabilities)
    flags = tensorrt.module.BuilderFlag
    config.clear_flag(flags.TF32)  # image codes flip where products are rounded to ten bits
    if settings.weight_streaming:
        config.set_flag(flags.WEIGHT_STREAMING)
    config.progress_monitor = monitor = _monitor_for(tensorrt.module, pipe)
    serialized = builder.build_serialized_network(network, config)
    _refuse(serialized is None, log, tensorrt, onnx)
    del monitor  # must outlive the build
    return serialized


def _network(
    tensorrt: TensorRT, builder: Any, log: Any, onnx: Path, settings: "PlanSettings"
) -> Any:
    """Read the graph. SetupError where TensorRT cannot, or would ignore one of its inputs."""
    typed = 1 << int(tensorrt.module.NetworkDefinitionCreationFlag.STRONGLY_TYPED)
    network = builder.create_network(typed)
    parser = tensorrt.module.OnnxParser(network, log)
    understood = parser.parse(_with_fixed(onnx, settings), str(onnx))
    _refuse(not understood, log, tensorrt, onnx)
    return network


def _with_fixed(onnx: Path, settings: "PlanSettings") -> bytes:
    """The graph with its `fixed` dimensions written in; its weights stay where they are."""
    model = load(str(onnx), load_external_data=False)
    for value in (*model.graph.input, *model.graph.output):
        for dimension in value.type.tensor_type.shape.dim:
            if dimension.dim_param in settings.fixed:
                dimension.dim_value = settings.fixed[dimension.dim_param]
    content: bytes = model.SerializeToString()
    return content


def _profile(builder: Any, network: Any, spans: "Profile") -> Any:
    """Shapes of every input with a free dimension, from the spans of its dimensions."""
    profile = builder.create_optimization_profile()
    for index in range(network.num_inputs):
        tensor = network.get_input(index)
        sizes = list(tensor.shape)
        if -1 not in sizes:
            continue
        free = {at: spans[tensor.get_dimension_name(at)] for at, n in enumerate(sizes) if n == -1}
        shapes = [
            [getattr(free[at], which) if at in free else size for at, size in enumerate(sizes)]
            for which in ("least", "usual", "most")
        ]
        profile.set_shape(tensor.name, *shapes)
    return profile


def _refuse(failed: bool, log: Any, tensorrt: TensorRT, onnx: Path) -> None:
    unused = [said for said in log.warnings if any(mark in said.lower() for mark in UNUSED)]
    if failed or unused:
        reason = unused[0] if unused else log.reason or "no reason is given"
        raise SetupError(
            f"{tensorrt.title} cannot build {onnx.name}: {reason}.",
            remedy="Choose another --precision, or --target onnx; update TensorRT if it is old.",
        )


def _write(plan: Path, content: memoryview) -> None:
    with storing(plan.parent), plan.open("xb") as file:
        for begin in range(0, len(content), _CHUNK):
            file.write(content[begin : begin + _CHUNK])
        file.flush()
        os.fsync(file.fileno())


def fraction(steps: Sequence[tuple[int, int]]) -> float:
    """How much is done, from (done, of) of each phase, the outermost first."""
    share, done = 1.0, 0.0
    for finished, of in steps:
        share /= max(of, 1)
        done += share * min(finished, of)
    return min(done, 1.0)


def _monitor_for(module: Any, pipe: Connection) -> Any:
    """A progress monitor that sends how much is done; TensorRT calls it from several threads."""

    class Monitor(module.IProgressMonitor):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._phases: dict[str, tuple[int, int]] = {}
            self._sent = -1
            self._lock = threading.Lock()

        def phase_start(self, phase: str, parent: str | None, steps: int) -> None:
            with self._lock:
                self._phases[phase] = (0, steps)

        def step_complete(self, phase: str, step: int) -> bool:
            with self._lock:
                if phase in self._phases:
                    self._phases[phase] = (step + 1, self._phases[phase][1])
                self._send()
            return True

        def phase_finish(self, phase: str) -> None:
            with self._lock:
                self._phases.pop(phase, None)

        def _send(self) -> None:
            done = round(SCALE * fraction(list(self._phases.values())))
            if done > self._sent:
                pipe.send(Progress(done, SCALE))
                self._sent = done

    return Monitor()
