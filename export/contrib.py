"""The decoder in ONNX Runtime's own operators: for CPU and CUDA.

One GroupQueryAttention turns, stores and attends, in place where past and present are one buffer;
it walks only what was read, not the whole buffer. Specification: ContribOperators.md of ONNX
Runtime.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from engine.model.quantized_file import Quantized, Spec
from export.graph import DTYPES, MICROSOFT, Dimension, Graph, Weight
from export.layouts import PIECE, halves
from export.source import Sizes, Source

OPSET = 23
ACCURACY_LEVEL = 4
"""Inputs of quantized layers are int8 too: three times as fast on a CPU (export.md 1)."""


class ContribOperators:
    """Writes what the dialects say differently; `export.decoder` writes what they share."""

    opset = OPSET

    def __init__(self, graph: Graph, source: Source) -> None:
        self.graph, self.source = graph, source
        self._sizes: Sizes = source.sizes

    def declare(self, buffer: Dimension) -> None:
        """Inputs of this dialect only, and the angles of all positions."""
        self.graph.input("seqlens_k", torch.int32, ["batch"])
        self.graph.input("total_sequence_length", torch.int32, [])
        cosine, sine = self.source.rotation()
        self.graph.tensor("cosine", cosine)
        self.graph.tensor("sine", sine)

    def add_norm(self, x: str, branch: str, weight: str) -> tuple[str, str]:
        """(RMS norm of x + branch, x + branch)."""
        outputs = (f"{weight}.normed", "", "", f"{weight}.sum")
        self.graph.node(
            "SkipSimplifiedLayerNormalization",
            (x, branch, weight),
            outputs,
            domain=MICROSOFT,
            epsilon=self._sizes.epsilon,
        )
        return outputs[0], outputs[3]

    def attention(self, layer: int, q: str, k: str, v: str) -> str:
        """Attend with q and k (B, S, heads, D), v (B, S, KV·D) → (B, S, H); fills the present."""
        graph, sizes = self.graph, self._sizes
        q, k = (graph.op("Reshape", one, graph.constant(0, 0, -1)) for one in (q, k))
        pasts = (f"past.{layer}.key", f"past.{layer}.value")
        outputs = (f"attended.{layer}", f"present.{layer}.key", f"present.{layer}.value")
        graph.node(
            "GroupQueryAttention",
            (q, k, v, *pasts, "seqlens_k", "total_sequence_length", "cosine", "sine"),
            outputs,
            domain=MICROSOFT,
            num_heads=sizes.heads,
            kv_num_heads=sizes.kv_heads,
            do_rotary=1,
            scale=sizes.head_dim**-0.5,
        )
        return outputs[0]

    def quantized(
        self, x: str, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
    ) -> str:
        """x times the codes of `parts`, side by side; `rows` keeps some outputs."""
        spec = self.source.spec(parts, rows)
        columns, outputs = spec.shape[1], spec.shape[0]
        codes, scales = lay_out(self.source, name, parts, rows)
        return self.graph.op(
            "MatMulNBits",
            x,
            self.graph.weight(codes),
            self.graph.weight(scales),
            domain=MICROSOFT,
            K=columns,
            N=outputs,
            bits=spec.bits,
            block_size=spec.block,
            accuracy_level=ACCURACY_LEVEL,
        )


def lay_out(
    source: Source, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
) -> tuple[Weight, Weight]:
    """Codes and scales as MatMulNBits reads them.

    Codes: uint8 (out, blocks, block · bits / 8), each code raised by half its range so that it is
    never negative, two 4-bit codes a byte, the even column in the low half. Scales: (out, blocks).
    """
    spec, dtype = source.spec(parts, rows), source.dtype
    outputs, blocks = spec.shape[0], spec.shape[1] // spec.block
    shape = (outputs, blocks, spec.block * spec.bits // 8)

    def codes() -> Iterator[Tensor]:
        for part in parts:
            yield from _packed(source.quantized(part, rows), spec)

    def scales() -> Iterator[Tensor]:
        for part in parts:
            yield torch.from_numpy(source.quantized(part, rows).scales).to(dtype)

    size = outputs * blocks * dtype.itemsize
    return (
        Weight(f"{name}.codes", DTYPES[torch.uint8], shape, int(np.prod(shape)), codes),
        Weight(f"{name}.scales", DTYPES[dtype], (outputs, blocks), size, scales),
    )


def _packed(weight: Quantized, spec: Spec) -> Iterator[Tensor]:
    step = max(1, PIECE // spec.shape[1])
    for at in range(0, len(weight.codes), step):
        piece = weight.codes[at : at + step].view(np.uint8)
        raised = torch.from_numpy(piece + np.uint8(1 << (spec.bits - 1)))  # wraps around
        yield halves(raised) if spec.bits == 4 else raised
