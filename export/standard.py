"""The decoder in the standard's own operators (opset 24): for TensorRT, and as the oracle of it.

Keys and values are scattered into static buffers, each row at its own place, and attention sees
all of a buffer through an explicit mask: TensorRT ignores `nonpad_kv_seqlen` without a word
(export.md 5). Specification: onnx.ai/onnx/operators.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor

from export.graph import DTYPES, Dimension, Graph, Weight
from export.layouts import PIECE, halves
from export.source import Sizes, Source

OPSET = 24


class StandardOperators:
    """Writes what the dialects say differently; `export.decoder` writes what they share."""

    opset = OPSET

    def __init__(self, graph: Graph, source: Source) -> None:
        self.graph, self.source = graph, source
        self._sizes: Sizes = source.sizes

    def declare(self, buffer: Dimension) -> None:
        """Inputs of this dialect only, and the angles of all positions."""
        graph = self.graph
        graph.input("position_ids", torch.int64, ["batch", "sequence"])
        mask: list[Dimension] = ["batch", 1, "sequence", buffer]
        graph.input("attention_mask", self.source.dtype, mask)
        graph.input("write_index", torch.int64, ["batch"])
        cosine, sine = self.source.rotation()
        graph.tensor("cosine", cosine)
        graph.tensor("sine", sine)

    def add_norm(self, x: str, branch: str, weight: str) -> tuple[str, str]:
        """(RMS norm of x + branch, x + branch)."""
        total = self.graph.op("Add", x, branch)
        normed = self.graph.op(
            "RMSNormalization", total, weight, axis=-1, epsilon=self._sizes.epsilon
        )
        return normed, total

    def attention(self, layer: int, q: str, k: str, v: str) -> str:
        """Attend with q and k (B, S, heads, D), v (B, S, KV·D) → (B, S, H); fills the present."""
        graph, sizes = self.graph, self._sizes
        v = graph.op("Reshape", v, graph.constant(0, 0, -1, sizes.head_dim))
        q, k, v = (graph.op("Transpose", one, perm=[0, 2, 1, 3]) for one in (q, k, v))
        q, k = (
            graph.op("RotaryEmbedding", one, "cosine", "sine", "position_ids") for one in (q, k)
        )
        keys, values = (
            graph.op(
                "TensorScatter",
                f"past.{layer}.{what}",
                new,
                "write_index",
                out=f"present.{layer}.{what}",
                axis=2,
            )
            for what, new in (("key", k), ("value", v))
        )
        attended = graph.op(
            "Attention", q, keys, values, "attention_mask", scale=sizes.head_dim**-0.5
        )
        rows = graph.op("Transpose", attended, perm=[0, 2, 1, 3])
        return graph.op("Reshape", rows, graph.constant(0, 0, -1))

    def quantized(
        self, x: str, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
    ) -> str:
        """x times the codes of `parts`, side by side; `rows` keeps some outputs."""
        graph, spec = self.graph, self.source.spec(parts, rows)
        codes, scales = lay_out(self.source, name, parts, rows)
        weight = graph.op(
            "DequantizeLinear",
            graph.weight(codes),
            graph.weight(scales),
            axis=0,
            block_size=spec.block,
        )
        return graph.op("MatMul", x, weight)


def lay_out(
    source: Source, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
) -> tuple[Weight, Weight]:
    """Codes and scales as DequantizeLinear reads them, blocked along the first axis.

    Codes: int4 or int8 (in, out), signed, two 4-bit codes a byte, the even one in the low half.
    Scales: (blocks, out).
    """
    spec, dtype = source.spec(parts, rows), source.dtype
    width, outputs = spec.shape[1], spec.shape[0]
    blocks = width // spec.block

    def codes() -> Iterator[Tensor]:
        whole = [source.quantized(part, rows).codes for part in parts]
        step = max(1, PIECE // outputs // 2) * 2  # even, so that no byte is cut
        for at in range(0, width, step):
            piece = np.concatenate([codes[:, at : at + step] for codes in whole]).T
            laid = torch.from_numpy(np.ascontiguousarray(piece))
            yield halves(laid.view(torch.uint8).reshape(1, -1)) if spec.bits == 4 else laid

    def scales() -> Iterator[Tensor]:
        whole = np.concatenate([source.quantized(part, rows).scales for part in parts])
        yield torch.from_numpy(whole).to(dtype).T.contiguous()

    kind = TensorProto.INT4 if spec.bits == 4 else TensorProto.INT8
    size = width * outputs * spec.bits // 8
    return (
        Weight(f"{name}.codes", kind, (width, outputs), size, codes),
        Weight(
            f"{name}.scales", DTYPES[dtype], (blocks, outputs), blocks * outputs * dtype.itemsize,
            scales,
        ),
    )  # fmt: skip
