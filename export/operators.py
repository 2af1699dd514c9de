"""What the two dialects say differently, and the linear layer, which is one of three kinds."""

from collections.abc import Sequence
from typing import Protocol

from export import layouts
from export.config import Dialect
from export.contrib import ContribOperators
from export.graph import Dimension, Graph
from export.source import Source
from export.standard import StandardOperators


class Operators(Protocol):
    """One dialect, writing into one graph from one checkpoint."""

    graph: Graph
    source: Source

    def declare(self, buffer: Dimension) -> None:
        """Inputs of this dialect only, and the angles of all positions."""
        ...

    def add_norm(self, x: str, branch: str, weight: str) -> tuple[str, str]:
        """(RMS norm of x + branch, x + branch)."""
        ...

    def attention(self, layer: int, q: str, k: str, v: str) -> str:
        """Attend with q and k (B, S, heads, D), v (B, S, KV·D) → (B, S, H); fills the present."""
        ...

    def quantized(
        self, x: str, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
    ) -> str:
        """x times the codes of `parts`, side by side; `rows` keeps some outputs."""
        ...


def operators(name: str, dialect: Dialect, source: Source) -> Operators:
    """A new graph called `name`, to be written in this dialect."""
    if dialect == "contrib":
        return ContribOperators(Graph(name, ContribOperators.opset), source)
    return StandardOperators(Graph(name, StandardOperators.opset), source)


def linear(
    to: Operators, x: str, name: str, parts: Sequence[str], rows: Sequence[int] | None = None
) -> str:
    """x (..., in) times the weights `parts` (out, in), side by side; `rows` keeps some outputs."""
    if to.source.is_quantized(parts):
        return to.quantized(x, name, parts, rows)
    if not to.source.fp8:
        weight = layouts.side_by_side(to.source, name, parts, rows)
        return to.graph.op("MatMul", x, to.graph.weight(weight))
    codes, scales = layouts.eighths(to.source, name, parts, rows)
    stored = to.graph.weight(codes), to.graph.weight(scales)
    return to.graph.op("MatMul", x, to.graph.op("DequantizeLinear", *stored, axis=1))
