"""An ONNX graph in the making, and its file: nodes inline, large weights streamed beside them.

A weight is a promise of bytes that is kept while the file is written, one after the other, so a
model larger than memory can pass through. Knows nothing of Chameleon.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from engine.events import Job, Progress
from engine.files import TEMPORARY, storing, sync_folder, write_whole

DTYPES: dict[torch.dtype, int] = {
    torch.float32: TensorProto.FLOAT,
    torch.float16: TensorProto.FLOAT16,
    torch.bfloat16: TensorProto.BFLOAT16,
    torch.float8_e4m3fn: TensorProto.FLOAT8E4M3FN,
    torch.int64: TensorProto.INT64,
    torch.int32: TensorProto.INT32,
    torch.int8: TensorProto.INT8,
    torch.uint8: TensorProto.UINT8,
}
"""ONNX's number for each of PyTorch's types."""
MICROSOFT = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""
DATA = ".data"
"""Ending of the file of a graph's weights, after the graph's own name."""

Dimension: TypeAlias = int | str
Shape: TypeAlias = Sequence[Dimension]
Chunks: TypeAlias = Callable[[], Iterator[Tensor]]

_IR_VERSION = 11
_INLINE = 1024
"""Bytes up to which a weight stays in the graph, where shape inference can see it."""
PAGE, _LINE = 65536, 64
"""Large weights begin at a page (of Windows, the largest), so that they can be mapped."""
_FLUSHED = 1 << 24
"""Weights of so many bytes go to the disk at once: all at the end would be seconds without a word,
in which nobody can stop."""


@dataclass(frozen=True, slots=True)
class Weight:
    """A tensor that will be written: `chunks` gives its bytes in order, in tensors of any dtype."""

    name: str
    dtype: int
    shape: tuple[int, ...]
    bytes: int
    chunks: Chunks


class Graph:
    """Nodes, inputs, outputs and weights, in the order they were added."""

    def __init__(self, name: str, opset: int) -> None:
        self.name, self.opset = name, opset
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []
        self._weights: dict[str, Weight] = {}

    @property
    def bytes(self) -> int:
        """Size of the weights."""
        return sum(weight.bytes for weight in self._weights.values())

    def input(self, name: str, dtype: torch.dtype, shape: Shape) -> str:
        """Declare an input; a word as a dimension is free."""
        self._inputs.append(helper.make_tensor_value_info(name, DTYPES[dtype], shape))
        return name

    def output(self, name: str, dtype: torch.dtype, shape: Shape) -> str:
        """Declare an output; some node must produce it."""
        self._outputs.append(helper.make_tensor_value_info(name, DTYPES[dtype], shape))
        return name

    def constant(self, *values: int) -> str:
        """A 1-D int64 constant; equal ones are one."""
        name = "const." + "_".join(map(str, values))
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.array(values, np.int64), name)
        return name

    def weight(self, weight: Weight) -> str:
        """Add a weight; the same name again is the same weight."""
        self._weights.setdefault(weight.name, weight)
        return weight.name

    def tensor(self, name: str, value: Tensor) -> str:
        """Add a weight that is in memory as it is."""
        kind, shape = DTYPES[value.dtype], tuple(value.shape)
        size = value.numel() * value.element_size()
        return self.weight(Weight(name, kind, shape, size, lambda: iter([value])))

    def op(self, kind: str, *inputs: str, domain: str = "", out: str = "", **settings: Any) -> str:
        """Add a node with one output and give its name back."""
        return self.node(kind, inputs, (out or self._fresh(kind),), domain=domain, **settings)[0]

    def split(self, value: str, *sizes: int) -> tuple[str, ...]:
        """Cut the last axis into parts of these sizes."""
        outputs = tuple(f"{self._fresh('Split')}.{part}" for part in range(len(sizes)))
        return self.node("Split", (value, self.constant(*sizes)), outputs, axis=-1)

    def node(
        self,
        kind: str,
        inputs: Iterable[str],
        outputs: tuple[str, ...],
        *,
        domain: str = "",
        **settings: Any,
    ) -> tuple[str, ...]:
        """Add a node; an empty name leaves an optional input or output out."""
        name = f"{kind}_{len(self._nodes)}"
        made = helper.make_node(kind, list(inputs), list(outputs), name, domain=domain, **settings)
        self._nodes.append(made)
        return outputs

    def model(self, location: str) -> onnx.ModelProto:
        """The whole graph; large weights are references into the file `location`."""
        inline = [_inline(weight) for weight in self._weights.values() if weight.bytes <= _INLINE]
        outside = [_reference(*place, location) for place in self._laid_out()]
        graph = helper.make_graph(
            self._nodes,
            self.name,
            self._inputs,
            self._outputs,
            [*self._constants.values(), *inline, *outside],
        )
        opsets = [helper.make_opsetid("", self.opset)]
        if any(node.domain == MICROSOFT for node in self._nodes):
            opsets.append(helper.make_opsetid(MICROSOFT, 1))
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)

    def save(self, folder: Path, *, before: int = 0, total: int | None = None) -> Job[Path]:
        """Write `<name>.onnx` and its weights; the graph comes last, so it is whole or absent.

        Yields Progress in bytes: `before` were written by others, and all write `total`. Closing
        the job leaves no file. SetupError where the disk is full.
        """
        path = folder / f"{self.name}.onnx"
        data = folder / (path.name + DATA)
        with storing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            total = before + self.bytes if total is None else total
            for done in self._save_weights(data):
                yield Progress(before + done, total, f"Writing the {self.name}")
            sync_folder(folder)
        write_whole(path, self.model(data.name).SerializeToString())
        return path

    def _save_weights(self, data: Path) -> Iterator[int]:
        """Write the weights, giving the bytes so far after each piece."""
        temporary = data.with_name(data.name + TEMPORARY)
        done = 0
        try:
            with temporary.open("wb") as file:
                for weight, offset in self._laid_out():
                    file.seek(offset)
                    for size in _write(file, weight):
                        done += size
                        yield done
                    if weight.bytes >= _FLUSHED:
                        _flush(file)
                _flush(file)
            temporary.replace(data)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    def _laid_out(self) -> Iterator[tuple[Weight, int]]:
        """The weights that stand outside, each with its offset."""
        at = 0
        for weight in self._weights.values():
            if weight.bytes > _INLINE:
                step = PAGE if weight.bytes >= PAGE else _LINE
                at = -(-at // step) * step
                yield weight, at
                at += weight.bytes

    def _fresh(self, kind: str) -> str:
        return f"{kind}.{len(self._nodes)}"


def raw(chunk: Tensor) -> memoryview:
    """The bytes of a tensor, without a copy where it is contiguous."""
    flat = chunk.detach().contiguous().reshape(-1)
    return flat.view(torch.uint8).numpy().data


def _write(file: BinaryIO, weight: Weight) -> Iterator[int]:
    """Write a weight where the file stands, giving the size of each piece."""
    written = 0
    for chunk in weight.chunks():
        size = file.write(raw(chunk))
        written += size
        yield size
    if written != weight.bytes:
        raise ValueError(f"{weight.name} has {written} bytes, not {weight.bytes}")


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _inline(weight: Weight) -> TensorProto:
    content = b"".join(bytes(raw(chunk)) for chunk in weight.chunks())
    return helper.make_tensor(weight.name, weight.dtype, weight.shape, content, raw=True)


def _reference(weight: Weight, offset: int, location: str) -> TensorProto:
    made = TensorProto(name=weight.name, data_type=weight.dtype, dims=weight.shape)
    made.data_location = TensorProto.EXTERNAL
    for key, value in (("location", location), ("offset", offset), ("length", weight.bytes)):
        made.external_data.add(key=key, value=str(value))
    return made
