"""A stand-in for the `tensorrt` module that runs ONNX files at the addresses it was given.

Its plans are small JSON files that name a graph, the capacity and the profiles. It keeps every call
that places a tensor, so that a test can read how a backend uses TensorRT. Nothing of it is a GPU.
"""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import onnxruntime

from engine.events import finish
from engine.model import checkpoints
from engine.runtime.backends.tensorrt_module import TensorRT
from engine.runtime.compiled import PARTS, describe, write_manifest
from export.config import ExportConfig
from export.decoder import write_decoder
from export.description import described
from export.images import write_image_decoder, write_image_encoder

VERSION = "1.0"
READ, ASKED, PICTURES = 5, 3, 1
"""What one run takes: small, so that tests cross each limit."""
_DTYPES = {"tensor(float)": np.float32, "tensor(int64)": np.int64}


def write_plans(checkpoint: Path, folder: Path, buckets: tuple[int, ...]) -> Path:
    """A compiled model of scripted plans, in float32; gives `folder` back."""
    config = ExportConfig(target="onnx", precision="fp32")
    graphs = folder / "graphs"
    finish(write_decoder(checkpoint, config, graphs, dialect="standard"))
    finish(write_image_encoder(checkpoint, graphs))
    finish(write_image_decoder(checkpoint, graphs))
    manifest = finish(described(checkpoints.find(checkpoint), config, graphs))
    parts = {}
    for name in PARTS:
        capacities = buckets if name == "decoder" else (0,)
        files = [f"{name}-{capacity}.plan" for capacity in capacities]
        for file, capacity in zip(files, capacities, strict=True):
            _write_plan(folder / file, graphs / f"{name}.onnx", capacity)
        parts[name] = finish(
            describe(folder, files, manifest.parts[name].inputs, manifest.parts[name].outputs)
        )
    write_manifest(
        folder,
        replace(
            manifest, target="tensorrt", dialect="standard", parts=parts, buckets=buckets,
            versions={"tensorrt_rtx": VERSION, "tensorrt": VERSION},
        ),
    )  # fmt: skip
    return folder


def _write_plan(path: Path, graph: Path, capacity: int) -> None:
    most = {"batch": 8, "rows": 64, "asked": ASKED, "sequence": READ, "capacity": capacity}
    if graph.stem.startswith("image_") and graph.stem != "image_head":
        most["batch"] = PICTURES
    one = most | {"sequence": 1, "asked": 1}
    profiles = [one, most] if graph.stem == "decoder" else [most]
    path.write_text(json.dumps({"graph": str(graph), "profiles": profiles}))


class Script:
    """What the stand-in was asked for, in order; and how it is to fail."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, object]] = []
        """(what, plan, …): `load`, `kernels`, `shape`, `address`, `profile`, `run`, `drop`,
        `budget`."""
        self.streamable = 0
        """Bytes of weights that each plan could leave in the computer's memory."""
        self.invalid = self.broken = self.failing = False

    def took(self) -> list[tuple[str, str, object]]:
        """The calls since the last time."""
        taken, self.calls = self.calls, []
        return taken


def scripted_tensorrt(script: Script, name: str = "tensorrt_rtx") -> TensorRT:
    """The stand-in, as the adapter gives a real one."""
    module = SimpleNamespace(
        __version__=VERSION,
        ILogger=_Logger,
        Runtime=lambda log: _Runtime(script, log, name),
        TensorIOMode=SimpleNamespace(INPUT="input", OUTPUT="output"),
        TensorLocation=SimpleNamespace(HOST="host", DEVICE="device"),
        EngineValidity=SimpleNamespace(INVALID="EngineValidity.INVALID", VALID="valid"),
        CudaGraphStrategy=SimpleNamespace(WHOLE_GRAPH_CAPTURE="whole"),
    )
    return TensorRT(name, module)


class _Logger:
    WARNING, ERROR, INTERNAL_ERROR = "warning", "error", "internal"


class _Runtime:
    def __init__(self, script: Script, log: Any, name: str) -> None:
        self._script, self._log = script, log
        if name == "tensorrt_rtx":
            self.get_engine_validity = self._validity

    def _validity(self, plan: memoryview) -> tuple[str, None]:
        return ("EngineValidity.INVALID" if self._script.invalid else "valid"), None

    def deserialize_cuda_engine(self, plan: memoryview) -> "_Engine | None":
        if self._script.broken:
            self._log.log("error", "Magic tag does not match.")
            return None
        return _Engine(self._script, self._log, json.loads(bytes(plan)))


class _Engine:
    def __init__(self, script: Script, log: Any, plan: dict[str, Any]) -> None:
        self.script, self.log, self.plan = script, log, plan
        path = Path(plan["graph"])
        capacity = plan["profiles"][0]["capacity"]
        self.label = f"{path.stem}-{capacity}" if capacity else path.stem
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options)
        self.inputs = {one.name: one for one in self.session.get_inputs()}
        self.outputs = {one.name: one for one in self.session.get_outputs()}
        self.num_io_tensors = len(self.inputs) + len(self.outputs)
        self.num_optimization_profiles = len(plan["profiles"])
        script.calls.append(("load", self.label, None))

    @property
    def streamable_weights_size(self) -> int:
        return self.script.streamable

    @property
    def weight_streaming_budget_v2(self) -> int:
        return 0

    @weight_streaming_budget_v2.setter
    def weight_streaming_budget_v2(self, budget: int) -> None:
        self.script.calls.append(("budget", self.label, budget))

    def __del__(self) -> None:
        self.script.calls.append(("drop", self.label, None))

    def get_tensor_name(self, index: int) -> str:
        return [*self.inputs, *self.outputs][index]

    def get_tensor_mode(self, name: str) -> str:
        return "input" if name in self.inputs else "output"

    def get_tensor_location(self, name: str) -> str:
        return "device"

    def get_aliased_input_tensor(self, name: str) -> str | None:
        return name.replace("present", "past") if name.startswith("present") else None

    def get_tensor_profile_shape(self, name: str, profile: int) -> list[tuple[int, ...]]:
        most, shape = self.plan["profiles"][profile], self.inputs[name].shape
        largest = tuple(most[n] if isinstance(n, str) else n for n in shape)
        fixed = {"capacity", *(["sequence", "asked"] if most["sequence"] == 1 else [])}
        free = [isinstance(n, str) and n not in fixed for n in shape]
        least = tuple(1 if is_free else n for n, is_free in zip(largest, free, strict=True))
        return [least, least, largest]

    def create_runtime_config(self) -> SimpleNamespace:
        return SimpleNamespace(
            create_runtime_cache=lambda: _Kernels(self), set_runtime_cache=lambda cache: True
        )

    def create_execution_context(self, config: Any = None) -> "_Context":
        self.script.calls.append(("context", self.label, getattr(config, "cuda_graph_strategy", 0)))
        return _Context(self)


class _Kernels:
    def __init__(self, engine: _Engine) -> None:
        self._engine = engine

    def deserialize(self, content: bytes) -> bool:
        self._engine.script.calls.append(("kernels", self._engine.label, content))
        return True

    def serialize(self) -> bytes:
        return f"kernels of {self._engine.label}".encode()


class _Context:
    """Refuses to run before each tensor has a shape and a place, as TensorRT does."""

    def __init__(self, engine: _Engine) -> None:
        self._engine, self._profile = engine, 0
        self._shapes: dict[str, tuple[int, ...]] = {}
        self._places: dict[str, int] = {}

    def set_optimization_profile_async(self, profile: int, stream: int) -> bool:
        self._note("profile", profile)
        self._profile = profile
        return True

    def set_input_shape(self, name: str, shape: tuple[int, ...]) -> bool:
        self._note("shape", name)
        self._shapes[name] = shape
        return True

    def set_tensor_address(self, name: str, address: int) -> bool:
        self._note("address", (name, address))
        self._places[name] = address
        return True

    def execute_async_v3(self, stream: int) -> bool:
        self._note("run", stream)
        if self._engine.script.failing:
            self._engine.log.log("error", "Out of memory.")
            return False
        self._check_profile()
        binding = self._engine.session.io_binding()
        for name, one in self._engine.inputs.items():
            binding.bind_input(name, *self._place(name, one, self._shapes[name]))
        for name, one in self._engine.outputs.items():
            binding.bind_output(name, *self._place(name, one, self._output_shape(one)))
        self._engine.session.run_with_iobinding(binding)
        return True

    def _check_profile(self) -> None:
        for name, shape in self._shapes.items():
            least, _, most = self._engine.get_tensor_profile_shape(name, self._profile)
            fits = zip(least, shape, most, strict=True)
            assert all(low <= n <= high for low, n, high in fits), (name, shape)

    def _place(self, name: str, one: Any, shape: tuple[int, ...]) -> tuple[Any, ...]:
        return "cpu", 0, _DTYPES[one.type], shape, self._places[name]

    def _output_shape(self, one: Any) -> tuple[int, ...]:
        sizes = {
            word: size
            for name, shape in self._shapes.items()
            for word, size in zip(self._engine.inputs[name].shape, shape, strict=True)
        }
        return tuple(sizes[n] if isinstance(n, str) else n for n in one.shape)

    def _note(self, what: str, detail: object) -> None:
        self._engine.script.calls.append((what, self._engine.label, detail))
