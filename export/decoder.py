"""One walk over a decoder's weights, written node by node in either dialect.

Concepts' rows are inputs, so one graph serves every concept. The heads are graphs of their own:
pictures need image codes only, and no layer is held twice (docs/decisions/006).
"""

from pathlib import Path

import torch

from engine.events import Job
from engine.model.quantized_file import QuantizedWeights
from export import layouts
from export.config import Dialect, ExportConfig
from export.graph import DTYPES, Dimension, Graph
from export.heads import concept_rows, head_graph, image_head_graph
from export.operators import Operators, linear, operators
from export.source import EMBEDDING, FINAL_NORM, QK_EPSILON, Source

NAME = "decoder"


def write_decoder(  # noqa: PLR0913  (three of them have one right value in most calls)
    checkpoint: Path,
    config: ExportConfig,
    folder: Path,
    *,
    dialect: Dialect | None = None,
    capacity: int | None = None,
    weights: QuantizedWeights | None = None,
) -> Job[tuple[Path, ...]]:
    """Write decoder.onnx, head.onnx and image_head.onnx, each with its weights beside it.

    `dialect`: None takes the target's. `capacity`: positions of static key/value buffers; None
    leaves them free. `weights`: what int4 and int8 are written from. Yields Progress in bytes of
    all three; closing the job leaves no half-written file. InputError where the context is too
    long; SetupError or FormatError where a file of the checkpoint is missing or does not fit, or
    the disk is full.
    """
    graphs = decoder_graphs(checkpoint, config, dialect=dialect, capacity=capacity, weights=weights)
    total, done = sum(graph.bytes for graph in graphs), 0
    paths: list[Path] = []
    for graph in graphs:
        paths.append((yield from graph.save(folder, before=done, total=total)))
        done += graph.bytes
    return tuple(paths)


def decoder_graphs(
    checkpoint: Path,
    config: ExportConfig,
    *,
    dialect: Dialect | None = None,
    capacity: int | None = None,
    weights: QuantizedWeights | None = None,
) -> tuple[Graph, Graph, Graph]:
    """The graphs that `write_decoder` writes; the sum of their `bytes` is what it will write."""
    if config.bits is not None and weights is None:
        raise ValueError(f"{config.precision} is written from quantized weights")
    source = Source(checkpoint, config, weights)
    chosen = dialect or config.dialect
    decoder = decoder_graph(source, chosen, capacity or "capacity")
    return decoder, head_graph(source, chosen), image_head_graph(source, chosen)


def decoder_graph(source: Source, dialect: Dialect, buffer: Dimension) -> Graph:
    """Ids and buffers → `hidden` T (batch, asked, H) after the final norm, at `wanted` positions.

    `buffer`: positions of the key/value buffers T (batch, KV, buffer, D); a word leaves it free.
    """
    to = operators(NAME, dialect, source)
    graph, sizes, dtype = to.graph, source.sizes, source.dtype
    graph.input("input_ids", torch.int64, ["batch", "sequence"])
    graph.input("concept_embeddings", dtype, ["rows", sizes.hidden])
    graph.input("concept_first", torch.int64, [1])
    graph.input("wanted", torch.int64, ["batch", "asked"])
    to.declare(buffer)
    graph.output("hidden", dtype, ["batch", "asked", sizes.hidden])
    _declare_buffers(to, buffer)
    x = _layers(to, _embed(to))
    asked = graph.op("Unsqueeze", "wanted", graph.constant(-1))
    _norm(to, graph.op("GatherND", x, asked, batch_dims=1), FINAL_NORM, out="hidden")
    return graph


def _declare_buffers(to: Operators, buffer: Dimension) -> None:
    sizes = to.source.sizes
    shape: list[Dimension] = ["batch", sizes.kv_heads, buffer, sizes.head_dim]
    for layer in range(sizes.layers):
        for what in ("key", "value"):
            to.graph.input(f"past.{layer}.{what}", to.source.dtype, shape)
            to.graph.output(f"present.{layer}.{what}", to.source.dtype, shape)


def _embed(to: Operators) -> str:
    """Rows of the table, but concepts' ids read `concept_embeddings`: (B, S, H)."""
    graph, table = to.graph, layouts.table(to.source, EMBEDDING)
    base = graph.op("Gather", graph.weight(table), "input_ids")
    if table.dtype != DTYPES[to.source.dtype]:
        base = graph.op("Cast", base, to=DTYPES[to.source.dtype])
    is_concept, row = concept_rows(graph, "input_ids", "concept_embeddings")
    learned = graph.op("Gather", "concept_embeddings", row)
    is_concept = graph.op("Unsqueeze", is_concept, graph.constant(-1))
    return graph.op("Where", is_concept, learned, base)


def _layers(to: Operators, x: str) -> str:
    """All layers over x (B, S, H). A branch waits for its sum, which the next norm may make."""
    if to.source.sizes.swin:
        for layer in range(to.source.sizes.layers):
            x = _swin_layer(to, layer, x)
        return x
    branch = ""
    for layer in range(to.source.sizes.layers):
        before, after = _norms(layer)
        if branch:
            h, x = to.add_norm(x, branch, _norm_weight(to, before))
        else:
            h = _norm(to, x, before)
        h, x = to.add_norm(x, _attend(to, layer, h), _norm_weight(to, after))
        branch = _feed_forward(to, layer, h)
    return to.graph.op("Add", x, branch)


def _swin_layer(to: Operators, layer: int, x: str) -> str:
    """Norms on the branches, not before them (Swin Transformer V2, arXiv 2111.09883; 30B)."""
    before, after = _norms(layer)
    x = to.graph.op("Add", x, _norm(to, _attend(to, layer, x), before))
    return to.graph.op("Add", x, _norm(to, _feed_forward(to, layer, x), after))


def _attend(to: Operators, layer: int, h: str) -> str:
    graph, sizes, own = to.graph, to.source.sizes, f"model.layers.{layer}.self_attn."
    parts = [f"{own}{which}_proj.weight" for which in "qkv"]
    keys = sizes.kv_heads * sizes.head_dim
    qkv = linear(to, h, f"{own}qkv", parts)
    q, k, v = graph.split(qkv, sizes.hidden, keys, keys)
    q, k = (_head_norm(to, value, f"{own}{which}_norm") for value, which in ((q, "q"), (k, "k")))
    return linear(to, to.attention(layer, q, k, v), f"{own}o", [f"{own}o_proj.weight"])


def _feed_forward(to: Operators, layer: int, h: str) -> str:
    graph, own = to.graph, f"model.layers.{layer}.mlp."
    both = linear(to, h, f"{own}gate_up", [f"{own}gate_proj.weight", f"{own}up_proj.weight"])
    gate, up = graph.split(both, *[to.source.sizes.intermediate] * 2)
    gate = graph.op("Mul", gate, graph.op("Sigmoid", gate))
    return linear(to, graph.op("Mul", gate, up), f"{own}down", [f"{own}down_proj.weight"])


def _head_norm(to: Operators, value: str, name: str) -> str:
    """LayerNorm over each head, (B, S, heads · D) → (B, S, heads, D).

    Each head has its own weight and bias; where all are equal (7B), one row stands for them.
    """
    graph, sizes = to.graph, to.source.sizes
    names = [f"{name}.weight", f"{name}.bias"]
    rows = [to.source.get(one).to(to.source.dtype) for one in names]
    if all(torch.equal(row, row[:1].expand_as(row)) for row in rows):
        rows = [row[0] for row in rows]
    affine = [graph.tensor(one, row) for one, row in zip(names, rows, strict=True)]
    heads = graph.op("Reshape", value, graph.constant(0, 0, -1, sizes.head_dim))
    return graph.op("LayerNormalization", heads, *affine, axis=-1, epsilon=QK_EPSILON)


def _norms(layer: int) -> tuple[str, str]:
    own = f"model.layers.{layer}."
    return f"{own}input_layernorm.weight", f"{own}post_attention_layernorm.weight"


def _norm(to: Operators, x: str, name: str, out: str = "") -> str:
    weight = _norm_weight(to, name)
    epsilon = to.source.sizes.epsilon
    return to.graph.op("RMSNormalization", x, weight, out=out, axis=-1, epsilon=epsilon)


def _norm_weight(to: Operators, name: str) -> str:
    return to.graph.tensor(name, to.source.get(name).to(to.source.dtype))
