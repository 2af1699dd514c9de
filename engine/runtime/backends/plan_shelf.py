"""Which plans of a compiled model are in the GPU's memory, and whether they may run there."""

from pathlib import Path

import torch

from engine.errors import FormatError, SetupError
from engine.runtime.backends.plan import Plan
from engine.runtime.backends.tensorrt_module import NAMES, TensorRT, open_tensorrt
from engine.runtime.compiled import AGAIN, CompiledModel

DECODER = "decoder"
SPARE = 1 << 30
"""Bytes of GPU memory that weights leave to activations, where they can stream."""


class PlanShelf:
    """The plans of one model, loaded when they are first asked for."""

    def __init__(self, model: CompiledModel, tensorrt: TensorRT, device: torch.device) -> None:
        self._model, self._tensorrt, self._device = model, tensorrt, device
        self._plans: dict[str, Plan] = {}
        self._bucket = -1

    @property
    def capacity(self) -> int:
        """Positions that the loaded decoder holds of each row; 0 where none is loaded."""
        return 0 if self._bucket < 0 else self._model.manifest.buckets[self._bucket]

    def fit(self, positions: int) -> bool:
        """Load the smallest decoder for so many positions; say whether it is another one now.

        It holds all weights, so there is never a second one beside it.
        """
        buckets = self._model.manifest.buckets
        large_enough = [at for at, size in enumerate(buckets) if size >= positions]
        bucket = min(large_enough, default=len(buckets) - 1)
        if bucket == self._bucket:
            return False
        if older := self._plans.pop(DECODER, None):
            older.close()
        self._bucket = bucket
        path = self._model.path(DECODER, bucket)
        self._plans[DECODER] = Plan(self._tensorrt, path, self._room())
        return True

    def get(self, part: str) -> Plan:
        """The plan of a part; the decoder's must have been fitted."""
        if part not in self._plans:
            self._plans[part] = Plan(self._tensorrt, self._model.path(part))
        return self._plans[part]

    def forget(self) -> None:
        """Let go of the tensors that were bound last."""
        for plan in self._plans.values():
            plan.forget()

    def close(self) -> None:
        """Give all memory back."""
        for plan in self._plans.values():
            plan.close()
        self._plans, self._bucket = {}, -1

    def _room(self) -> int | None:
        """What the buffers of the largest batch leave of the GPU's free memory."""
        if self._device.type != "cuda":
            return None
        sizes, manifest = self._model.manifest.sizes, self._model.manifest
        dtype: torch.dtype = getattr(torch, manifest.activation)
        width = dtype.itemsize * sizes.head_dim * sizes.kv_heads
        buffers = 2 * sizes.layers * sizes.max_batch * self.capacity * width
        free: int = torch.cuda.mem_get_info(self._device)[0]
        return max(0, free - buffers - SPARE)


def open_builder(model: CompiledModel) -> TensorRT:
    """The TensorRT that built the plans of a model. SetupError where it is not installed."""
    used = [name for name in NAMES if name in model.manifest.versions]
    return open_tensorrt(used[0] if used else None)


def check_plans(model: CompiledModel, tensorrt: TensorRT, device: torch.device) -> None:
    """FormatError where plans were built by another TensorRT or for another GPU.

    SetupError where PyTorch sees no GPU.
    """
    built, found = model.manifest.versions.get(tensorrt.name), tensorrt.module.__version__
    if built != found:
        raise FormatError(
            f"{_name(model.folder)} was built by {tensorrt.name} {built}; {found} is installed.",
            remedy=AGAIN,
        )
    if device.type == "cuda":
        _check_gpu(model)


def _check_gpu(model: CompiledModel) -> None:
    if not torch.cuda.is_available():
        raise SetupError(
            "PyTorch sees no NVIDIA GPU here, and TensorRT runs on nothing else.",
            remedy="Install a GPU driver and a CUDA build of PyTorch, or use another backend.",
        )
    capability = ".".join(map(str, torch.cuda.get_device_capability()))
    check_fits(model, torch.cuda.get_device_name(), capability)


def check_fits(model: CompiledModel, gpu: str, capability: str) -> None:
    """FormatError where plans were built for other GPUs than this one, of e.g. `8.6`."""
    wanted = model.manifest.compute_capabilities
    if wanted and capability not in wanted:
        raise FormatError(
            f"{_name(model.folder)} was built for compute capability {', '.join(wanted)}; "
            f"{gpu} has {capability}.",
            remedy=AGAIN,
        )
    if not wanted and model.manifest.gpu not in {"", gpu}:
        raise FormatError(
            f"{_name(model.folder)} was built for {model.manifest.gpu}; this is {gpu}.",
            remedy=AGAIN,
        )


def _name(folder: Path) -> str:
    return f"The compiled model {folder.name}"
