"""The file of quantized weights: int4 or int8 codes and scales, one pair for each linear layer.

Written once; read by every exported graph and by the trainer, so that rows are learned on the
weights they run on. A safetensors file: `<tensor>.codes` is I8 (out, in), or U8 (out, in / 2) with
two 4-bit codes a byte, the even column in the low half; `<tensor>.scales` is BF16 (out, in /
block). Symmetric: weight = code · scale. Scales have the eight bits of bfloat16, so that fp32,
fp16 and bf16 readers hold the same numbers.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from engine.errors import FormatError, SetupError
from engine.files import storing, sync_folder

FORMAT = 1
PARTIAL, DONE = ".partial", ".partial.done"
"""Endings of a file that is being written, and of the list of its finished tensors."""
_REMEDY = "Delete it and quantize the checkpoint again."

Codes: TypeAlias = NDArray[np.int8]
Scales: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Quantized:
    """One weight (out, in) = codes · scales, each scale for `block` neighbours of a row.

    codes: int8 (out, in), signed, -8…7 or -128…127; scales: float32 (out, in / block), positive.
    """

    codes: Codes
    scales: Scales
    block: int
    bits: int

    def dense(self) -> NDArray[np.float32]:
        """The weight these codes stand for: float32 (out, in)."""
        rows, columns = self.codes.shape
        blocks = self.codes.reshape(rows, -1, self.block) * self.scales[:, :, None]
        return blocks.reshape(rows, columns)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file will hold: for each tensor its shape, bits and block, and whose weights."""

    checkpoint: str
    """Fingerprint of the checkpoint."""
    rounding: str
    tensors: Mapping[str, "Spec"]

    def header(self) -> tuple[bytes, dict[str, int]]:
        """The safetensors header, and where in the file each entry begins."""
        entries: dict[str, Any] = {"__metadata__": self._metadata()}
        starts: dict[str, int] = {}
        at = 0
        for name, spec in self.tensors.items():
            for ending, dtype, shape, size in spec.entries():
                entries[name + ending] = {
                    "dtype": dtype, "shape": shape, "data_offsets": [at, at + size]
                }  # fmt: skip
                starts[name + ending] = at
                at += size
        text = json.dumps(entries, sort_keys=False).encode()
        text += b" " * (-(len(text) + 8) % 64)
        base = 8 + len(text)
        return len(text).to_bytes(8, "little") + text, {k: base + v for k, v in starts.items()}

    def _metadata(self) -> dict[str, str]:
        return {
            "format": str(FORMAT), "checkpoint": self.checkpoint, "rounding": self.rounding
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spec:
    """Shape (out, in), bits and block of one tensor."""

    shape: tuple[int, int]
    bits: int
    block: int

    @property
    def bytes(self) -> int:
        """Size in the file."""
        return sum(size for *_, size in self.entries())

    def entries(self) -> list[tuple[str, str, list[int], int]]:
        """(name's ending, dtype, shape, bytes) of the two entries of a safetensors file."""
        rows, columns = self.shape
        width = columns // 2 if self.bits == 4 else columns
        kind, blocks = ("U8" if self.bits == 4 else "I8"), columns // self.block
        return [
            (".codes", kind, [rows, width], rows * width),
            (".scales", "BF16", [rows, blocks], 2 * rows * blocks),
        ]


class QuantizedFile:
    """A file being written: tensors in any order, each kept once it is there.

    What was written by an earlier process, with the same layout, is not written again.
    """

    def __init__(self, path: Path, layout: Layout) -> None:
        """SetupError where the folder cannot be written."""
        self._path, self._layout = path, layout
        self._partial = path.with_name(path.name + PARTIAL)
        self._list = path.with_name(path.name + DONE)
        header, self._starts = layout.header()
        with storing(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.done = self._continue(header)

    def put(self, name: str, weight: Quantized) -> None:
        """Write one tensor through to the disk."""
        with storing(self._path.parent), self._partial.open("r+b") as file:
            self._write(file, f"{name}.codes", _packed(weight))
            self._write(file, f"{name}.scales", _half(weight.scales))
            _flush(file)
            with self._list.open("ab") as finished:
                finished.write(f"{name}\n".encode())
                _flush(finished)
        self.done.add(name)

    def get(self, name: str) -> Quantized:
        """A tensor that is in `done`."""
        reader = QuantizedWeights(self._partial, self._layout.checkpoint)
        found = reader.get(name)
        assert found is not None
        return found

    def finish(self) -> None:
        """Give the file its name, now that every tensor is in it."""
        assert self.done == set(self._layout.tensors)
        with storing(self._path.parent):
            self._partial.replace(self._path)
            self._list.unlink(missing_ok=True)
            sync_folder(self._path.parent)

    def _continue(self, header: bytes) -> set[str]:
        """Names that need not be written again; begins anew where the layout is another one."""
        with suppress(OSError, ValueError), self._partial.open("rb") as file:
            if file.read(len(header)) == header:
                lines = self._list.read_text(encoding="utf-8").split("\n")[:-1]
                return set(lines) & set(self._layout.tensors)
        self._list.unlink(missing_ok=True)
        with self._partial.open("wb") as file:
            file.write(header)
            file.truncate(len(header) + sum(spec.bytes for spec in self._layout.tensors.values()))
            _flush(file)
        self._list.touch()
        return set()

    def _write(self, file: BinaryIO, entry: str, data: NDArray[Any]) -> None:
        file.seek(self._starts[entry])
        file.write(np.ascontiguousarray(data).data)


class QuantizedWeights:
    """A finished file, mapped from disk; each tensor is unpacked when it is asked for."""

    def __init__(self, path: Path, checkpoint: str | None = None) -> None:
        """SetupError where the file is missing; FormatError where it is damaged, newer or other's.

        `checkpoint` is the fingerprint that it must belong to; None does not ask.
        """
        self.path = path
        try:
            opened: Any = safe_open(path, framework="pt")
            self._file = opened.__enter__()
            self._shapes = {name: self._shape(name) for name in self._file.keys()}  # noqa: SIM118
        except OSError as error:
            raise SetupError(f"{path} cannot be read.", remedy=_REMEDY) from error
        except SafetensorError as error:
            raise FormatError(f"{path} is damaged or cut short.", remedy=_REMEDY) from error
        self.metadata: dict[str, str] = self._file.metadata() or {}
        self._check(checkpoint)

    @classmethod
    def open(cls, path: Path, checkpoint: str | None = None) -> "QuantizedWeights":
        """As the constructor."""
        return cls(path, checkpoint)

    @property
    def names(self) -> list[str]:
        """Every tensor that is here, as the checkpoint names it."""
        return [name.removesuffix(".codes") for name in self._shapes if name.endswith(".codes")]

    @property
    def bits(self) -> int:
        """Of the decoder's layers; the head may have more."""
        return min(8 if spec is None else spec.bits for spec in map(self.spec, self.names))

    @property
    def rounding(self) -> str:
        """How the codes were chosen."""
        return self.metadata.get("rounding", "")

    def spec(self, name: str) -> "Spec | None":
        """Shape, bits and block of a tensor, without reading it; None where it is not quantized."""
        if f"{name}.codes" not in self._shapes:
            return None
        rows, blocks = self._shapes[f"{name}.scales"]
        bits = 4 if self._file.get_slice(f"{name}.codes").get_dtype() == "U8" else 8
        columns = self._shapes[f"{name}.codes"][1] * 8 // bits
        return Spec((rows, columns), bits, columns // blocks)

    def get(self, name: str) -> Quantized | None:
        """Codes and scales of a tensor; None where it is not quantized."""
        if f"{name}.codes" not in self._shapes:
            return None
        packed = self._file.get_tensor(f"{name}.codes").numpy()
        scales = self._file.get_tensor(f"{name}.scales").float().numpy()
        bits = 4 if packed.dtype == np.uint8 else 8
        codes = unpacked(packed) if bits == 4 else packed
        return Quantized(codes, scales, codes.shape[1] // scales.shape[1], bits)

    def _shape(self, name: str) -> tuple[int, ...]:
        return tuple(self._file.get_slice(name).get_shape())

    def _check(self, checkpoint: str | None) -> None:
        written = self.metadata.get("format", "")
        if not written.isdigit() or any(
            f"{name}.scales" not in self._shapes for name in self.names
        ):
            raise FormatError(f"{self.path} holds no quantized weights.", remedy=_REMEDY)
        if int(written) > FORMAT:
            raise FormatError(
                f"{self.path} was written by a newer version.", remedy="Update Yo'Chameleon."
            )
        if checkpoint is not None and self.metadata.get("checkpoint") != checkpoint:
            raise FormatError(f"{self.path} was made from another checkpoint.", remedy=_REMEDY)


def unpacked(packed: NDArray[np.uint8]) -> Codes:
    """Bytes (out, in / 2) → signed codes int8 (out, in); the even column is the low half."""
    codes = np.empty((packed.shape[0], packed.shape[1] * 2), np.int8)
    signed = packed.view(np.int8)
    codes[:, 0::2] = (signed << 4) >> 4
    codes[:, 1::2] = signed >> 4
    return codes


def _packed(weight: Quantized) -> NDArray[Any]:
    if weight.bits == 8:
        return weight.codes
    halves = weight.codes.view(np.uint8) & 0xF
    packed: NDArray[Any] = halves[:, 0::2] | (halves[:, 1::2] << 4)
    return packed


def _half(scales: Scales) -> NDArray[np.int16]:
    """The bits of bfloat16, which numpy does not know."""
    bits: NDArray[np.int16] = torch.from_numpy(scales).to(torch.bfloat16).view(torch.int16).numpy()
    return bits


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
