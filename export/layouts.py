"""How weights lie in a graph's file, given piece by piece so that none is whole in memory.

A linear layer is y = x W with W (in, out), while checkpoints store (out, in); layers that read the
same input are laid side by side as one.
"""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from export.graph import DTYPES, Weight
from export.source import Source

PIECE = 1 << 24
"""Numbers that are converted at once: 64 MB of float32."""
_E4M3_LARGEST = 448.0


def table(source: Source, name: str) -> Weight:
    """The embedding (V, H), in the checkpoint's own dtype where that is narrower than ours.

    Only the rows in use are read, so widening them later costs nothing and keeps the file small.
    """
    stored = source.get(name).dtype
    narrower = source.dtype == torch.float32 and stored in {torch.float16, torch.bfloat16}
    dtype = stored if narrower else source.dtype
    rows, columns = source.shape(name)

    def chunks() -> Iterator[Tensor]:
        for piece in torch.split(source.get(name), max(1, PIECE // columns)):
            yield piece.to(dtype)

    return Weight(name, DTYPES[dtype], (rows, columns), rows * columns * dtype.itemsize, chunks)


def side_by_side(
    source: Source, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
) -> Weight:
    """The weights `parts`, each (out, in), as one (in, sum of out); `rows` keeps some outputs."""
    width, outputs = _extent(source, parts, rows)
    dtype = source.dtype

    def chunks() -> Iterator[Tensor]:
        tensors = _read(source, parts, rows)
        for columns in _column_pieces(width, outputs):
            piece = torch.cat([tensor[:, columns].to(dtype) for tensor in tensors])
            yield piece.T.contiguous()

    size = width * outputs * dtype.itemsize
    return Weight(name, DTYPES[dtype], (width, outputs), size, chunks)


def eighths(
    source: Source, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
) -> tuple[Weight, Weight]:
    """The same in float8 (E4M3, OCP OFP8): codes (in, out) and a scale for each output (out,)."""
    width, outputs = _extent(source, parts, rows)
    dtype, kind = source.dtype, torch.float8_e4m3fn

    def scales() -> Tensor:
        tensors = _read(source, parts, rows)
        return torch.cat([_e4m3_scales(tensor) for tensor in tensors]).to(dtype)

    def codes() -> Iterator[Tensor]:
        tensors, scale = _read(source, parts, rows), scales().float().unsqueeze(1)
        for columns in _column_pieces(width, outputs):
            piece = torch.cat([tensor[:, columns].float() for tensor in tensors]) / scale
            yield piece.clamp(-_E4M3_LARGEST, _E4M3_LARGEST).to(kind).T.contiguous()

    size = outputs * dtype.itemsize
    return (
        Weight(f"{name}.codes", DTYPES[kind], (width, outputs), width * outputs, codes),
        Weight(f"{name}.scales", DTYPES[dtype], (outputs,), size, lambda: iter([scales()])),
    )


def halves(codes: Tensor) -> Tensor:
    """Two 4-bit codes in each byte, the first in the low half: uint8 (n, even) → (n, even / 2)."""
    low = codes & 0xF
    return low[:, 0::2] | (low[:, 1::2] << 4)


def _extent(source: Source, parts: Sequence[str], rows: Sequence[int] | None) -> tuple[int, int]:
    """Inputs and outputs of the layer."""
    outputs = len(rows) if rows is not None else sum(source.shape(part)[0] for part in parts)
    return source.shape(parts[0])[1], outputs


def _read(source: Source, parts: Sequence[str], rows: Sequence[int] | None) -> list[Tensor]:
    tensors = [source.get(part) for part in parts]
    return tensors if rows is None else [tensor[list(rows)] for tensor in tensors]


def _e4m3_scales(weight: Tensor) -> Tensor:
    """What the largest weight of each output is divided by to become the largest E4M3 number."""
    pieces = torch.split(weight, max(1, PIECE // weight.shape[1]))
    largest = torch.cat([piece.abs().amax(1).float() for piece in pieces])
    return torch.where(largest > 0, largest / _E4M3_LARGEST, torch.ones_like(largest))


def _column_pieces(width: int, outputs: int) -> Iterator[slice]:
    step = max(1, PIECE // outputs)
    return (slice(at, min(at + step, width)) for at in range(0, width, step))
