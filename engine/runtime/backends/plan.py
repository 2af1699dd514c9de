"""A TensorRT plan in the GPU's memory. Knows tensors by name, nothing of what they mean."""

import mmap
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from torch import Tensor

from engine.errors import FormatError, SetupError
from engine.files import write_whole
from engine.runtime.backends.lane import Work
from engine.runtime.backends.tensorrt_module import (
    TensorRT,
    execution_context,
    open_log,
    validity,
)
from engine.runtime.compiled import AGAIN

KERNELS = ".kernels"
"""Ending of the file, beside a plan, of the kernels that TensorRT-RTX finished on this GPU."""


class Plan:
    """One plan: an execution context for each of its profiles, tensors bound where they lie."""

    def __init__(self, tensorrt: TensorRT, path: Path, room: int | None = None) -> None:
        """Load `path`. `room`: bytes of GPU memory its weights may take, where they can stream.

        FormatError where the plan is damaged, or was built for another GPU or TensorRT.
        """
        self._tensorrt, self._path = tensorrt, path
        self._engine, self._log = _load(tensorrt, path)
        self.inputs, self.outputs = _names(tensorrt, self._engine)
        _check_places(tensorrt, self._engine, path)
        self.streams = self._stream(room)
        kernels = _read(self._kernels)
        self._contexts = [
            _Context(*execution_context(tensorrt, self._engine, kernels, self.streams), index)
            for index in range(self._engine.num_optimization_profiles)
        ]

    def most(self, name: str) -> tuple[int, ...]:
        """The largest shape of an input, over all profiles."""
        shapes = [tuple(limits[2]) for limits in self._limits(name)]
        return tuple(max(sizes) for sizes in zip(*shapes, strict=True))

    def prepared(self, values: Mapping[str, Tensor], stream: int) -> Work:
        """What queues one run on `stream`, each time it is called, with tensors where they lie.

        `values` holds every input and output, and may hold more. The call raises SetupError where
        TensorRT gives up.
        """
        names = (*self.inputs, *self.outputs)
        if missing := [name for name in names if name not in values]:
            raise FormatError(f"{self._path.name} asks for “{missing[0]}”.", remedy=AGAIN)
        context = self._contexts[self._profile(values)]
        bound = {name: values[name] for name in names}

        def launch() -> None:
            context.bind(bound, self.inputs, stream)
            if not context.inner.execute_async_v3(stream):
                raise SetupError(
                    f"TensorRT could not run {self._path.name}: {self._log.reason}.",
                    remedy="Close other programs that use the GPU, or compile for fewer rows.",
                )

        return launch

    def _stream(self, room: int | None) -> bool:
        """Keep as many bytes of weights on the GPU as there is room for. Whether others stream."""
        size = self._engine.streamable_weights_size
        if not size:
            return False
        budget = size if room is None else min(room, size)
        self._engine.weight_streaming_budget_v2 = budget
        return bool(budget < size)

    def forget(self) -> None:
        """Let go of the tensors that were bound last, so that their memory can be given back."""
        for context in self._contexts:
            context.forget()

    def close(self) -> None:
        """Keep the kernels that were finished here, and give the memory back."""
        cache = self._contexts[0].kernels if self._contexts else None
        if cache is not None:
            with suppress(SetupError):  # a folder that is read-only costs a slower next start
                write_whole(self._kernels, bytes(cache.serialize()))
        self._contexts = []
        self._engine = None

    @property
    def _kernels(self) -> Path:
        return self._path.with_suffix(KERNELS)

    def _limits(self, name: str) -> list[Sequence[Sequence[int]]]:
        count = self._engine.num_optimization_profiles
        return [self._engine.get_tensor_profile_shape(name, index) for index in range(count)]

    def _profile(self, values: Mapping[str, Tensor]) -> int:
        """The first profile that takes these shapes."""
        for index in range(len(self._contexts)):
            if all(
                _fits(values[name].shape, self._engine.get_tensor_profile_shape(name, index))
                for name in self.inputs
            ):
                return index
        shapes = {name: tuple(values[name].shape) for name in self.inputs}
        raise ValueError(f"{self._path.name} has no profile for {shapes}")


class _Context:
    """An execution context, and what is bound in it."""

    def __init__(self, inner: Any, kernels: Any, profile: int) -> None:
        self.inner, self.kernels = inner, kernels
        self._profile, self._started = profile, False
        self._values: Mapping[str, Tensor] = {}

    def bind(self, values: Mapping[str, Tensor], inputs: Collection[str], stream: int) -> None:
        """Say where tensors lie; nothing where they have not moved."""
        if not self._started and self._profile:
            self.inner.set_optimization_profile_async(self._profile, stream)
        self._started = True
        if values is self._values:
            return
        for name, value in values.items():
            before = self._values.get(name)
            if name in inputs and (before is None or before.shape != value.shape):
                self.inner.set_input_shape(name, tuple(value.shape))
            if before is None or before.data_ptr() != value.data_ptr():
                self.inner.set_tensor_address(name, value.data_ptr())
        self._values = values

    def forget(self) -> None:
        """Bind everything anew the next time."""
        self._values = {}


def _load(tensorrt: TensorRT, path: Path) -> tuple[Any, Any]:
    """The engine, and the log it writes to (which must outlive it)."""
    log = open_log(tensorrt)
    runtime = tensorrt.module.Runtime(log)
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        memoryview(content) as plan,
    ):
        reason = validity(tensorrt, runtime, plan)
        engine = None if reason else runtime.deserialize_cuda_engine(plan)
    if engine is None:
        raise FormatError(
            f"{path.name} cannot run here with {tensorrt.title}: {reason or log.reason}.",
            remedy=AGAIN,
        )
    return engine, log


def _names(tensorrt: TensorRT, engine: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = [engine.get_tensor_name(index) for index in range(engine.num_io_tensors)]
    mode = tensorrt.module.TensorIOMode
    inputs, outputs = (
        tuple(name for name in names if engine.get_tensor_mode(name) == which)
        for which in (mode.INPUT, mode.OUTPUT)
    )
    return inputs, outputs


def _check_places(tensorrt: TensorRT, engine: Any, path: Path) -> None:
    """All tensors on the GPU, and buffers that are written where they are read."""
    for index in range(engine.num_io_tensors):
        name = engine.get_tensor_name(index)
        wrong = engine.get_tensor_location(name) == tensorrt.module.TensorLocation.HOST
        if name.startswith("present.") and hasattr(engine, "get_aliased_input_tensor"):
            wrong |= engine.get_aliased_input_tensor(name) != name.replace("present", "past", 1)
        if wrong:
            raise FormatError(f"{path.name} keeps “{name}” elsewhere than here.", remedy=AGAIN)


def _fits(shape: Sequence[int], limits: Sequence[Sequence[int]]) -> bool:
    least, _, most = limits
    return all(low <= n <= high for low, n, high in zip(least, shape, most, strict=True))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
