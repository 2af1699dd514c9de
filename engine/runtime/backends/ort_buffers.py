"""Keys and values of every layer at fixed addresses, which the graph reads and writes in place."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.runtime.backends.ort_sessions import Device, runtime
from engine.runtime.compiled import Sizes

CAPACITIES = (576, 1152, 2304, 4096)
"""Buffers grow in these steps, so that a short talk does not hold memory for a long one."""
ONNX_TYPES = {"float32": 1, "float16": 10, "bfloat16": 16}
"""TensorProto.DataType."""
STORED = {"float32": np.float32, "float16": np.float16, "bfloat16": np.uint16}
"""What numpy keeps their bytes as."""


def capacity_for(used: int, context: int) -> int:
    """The smallest capacity that holds `used` positions, cut at the context."""
    return min(context, next((size for size in CAPACITIES if size >= used), context))


class Buffers:
    """2 · layers buffers (rows, KV, capacity, D): key and value of layer 0, of layer 1, ….

    What stands behind a row's end is stale and never seen. On a GPU, copies go through the host:
    they are made when rows are forked or grow, not at a step.
    """

    def __init__(self, sizes: Sizes, dtype: str, device: Device) -> None:
        self._sizes, self._dtype, self._device = sizes, dtype, device
        self.rows = self.capacity = 0
        self._values: list[Any] = []
        """Arrays on the CPU, OrtValues on a GPU."""

    @property
    def names(self) -> list[str]:
        """`0.key`, `0.value`, `1.key`, …: what follows `past.` and `present.`."""
        layers = range(self._sizes.layers)
        return [f"{layer}.{what}" for layer in layers for what in ("key", "value")]

    def start(self, rows: int, used: int) -> bool:
        """Make room for `rows` of `used` positions, whose contents do not matter.

        Returns whether addresses changed.
        """
        if rows == self.rows and used <= self.capacity:
            return False
        self._values, self.rows = [], rows
        self.capacity = capacity_for(used, self._sizes.context)
        self._values = [self._placed(self._empty()) for _ in self.names]
        return True

    def grow(self, used: int, kept: int) -> bool:
        """Make room for `used` positions and keep the first `kept`. Whether addresses changed."""
        if used <= self.capacity:
            return False
        self.capacity = capacity_for(used, self._sizes.context)
        self._copy(1, kept)
        return True

    def repeat(self, n: int, kept: int) -> None:
        """Make each row n adjacent rows that keep the first `kept` positions."""
        self.rows *= n
        self._copy(n, kept)

    def place(self, prefix: NDArray[np.float32], rows: Sequence[int]) -> None:
        """Keys and values (layers, 2, KV, P, D) behind the first id of these rows.

        Before anything is read: on a GPU, nothing else of the buffers stays.
        """
        stored = self._stored(prefix).reshape(-1, *prefix.shape[2:])
        for number, own in enumerate(stored):
            value = self._values[number]
            array = value if isinstance(value, np.ndarray) else self._empty()
            array[list(rows), :, 1 : 1 + own.shape[1]] = own
            if array is not value:
                value.update_inplace(array)

    def binding(self, number: int, row: int, rows: int) -> tuple[str, int, int, list[int], int]:
        """Device, its number, dtype, shape and address of `rows` rows from `row` on."""
        sizes = self._sizes
        shape = [rows, sizes.kv_heads, self.capacity, sizes.head_dim]
        row_bytes = int(np.prod(shape[1:])) * np.dtype(STORED[self._dtype]).itemsize
        value = self._values[number]
        base = value.ctypes.data if isinstance(value, np.ndarray) else value.data_ptr()
        return self._device, 0, ONNX_TYPES[self._dtype], shape, base + row * row_bytes

    def _copy(self, n: int, kept: int) -> None:
        for number, value in enumerate(self._values):  # one at a time: old and new are both there
            new = self._empty()
            old = value if isinstance(value, np.ndarray) else value.numpy()
            new[:, :, :kept] = np.repeat(old[:, :, :kept], n, axis=0)
            self._values[number] = self._placed(new)

    def _stored(self, numbers: NDArray[np.float32]) -> NDArray[Any]:
        if self._dtype == "bfloat16":
            return to_bfloat16(numbers)
        return numbers.astype(STORED[self._dtype])

    def _empty(self) -> NDArray[Any]:
        """Zeros: what was never written must still be a number, as 0 · NaN is not 0."""
        sizes = self._sizes
        shape = (self.rows, sizes.kv_heads, self.capacity, sizes.head_dim)
        return np.zeros(shape, STORED[self._dtype])

    def _placed(self, array: NDArray[Any]) -> Any:
        if self._device == "cpu":
            return array
        return runtime().OrtValue.ortvalue_from_numpy(array, self._device, 0)


def host_value(array: NDArray[np.float32], dtype: str) -> Any:
    """float32 numbers as an OrtValue of `dtype` on the CPU."""
    ort = runtime()
    if dtype != "bfloat16":
        return ort.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array, STORED[dtype]))
    kind = ONNX_TYPES[dtype]
    return ort.OrtValue.ortvalue_from_numpy_with_onnx_type(to_bfloat16(array), kind)


def to_bfloat16(array: NDArray[np.float32]) -> NDArray[np.uint16]:
    """The upper halves of float32 numbers, rounded to the nearest, ties to even."""
    bits = np.ascontiguousarray(array, np.float32).view(np.uint32)
    odd = (bits >> np.uint32(16)) & np.uint32(1)
    rounded = (bits + np.uint32(0x7FFF) + odd) >> np.uint32(16)
    return rounded.astype(np.uint16)
