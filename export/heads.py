"""The two heads as graphs: hidden states → logits over the vocabulary, or over the image codes."""

import torch

from engine.model.config import HEAD
from export.config import Dialect
from export.graph import Graph
from export.operators import linear, operators
from export.source import Source

HEAD_NAME, IMAGE_HEAD_NAME = "head", "image_head"


def head_graph(source: Source, dialect: Dialect) -> Graph:
    """`hidden` T (batch, asked, H) → `logits` float32 (batch, asked, V).

    Columns `concept_first`…+R-1 come from `concept_head` T (R, H), the rest from the checkpoint.
    """
    to = operators(HEAD_NAME, dialect, source)
    graph, sizes, dtype = to.graph, source.sizes, source.dtype
    graph.input("hidden", dtype, ["batch", "asked", sizes.hidden])
    graph.input("concept_head", dtype, ["rows", sizes.hidden])
    graph.input("concept_first", torch.int64, [1])
    own = linear(to, "hidden", "head", [HEAD])
    learned = graph.op("MatMul", "hidden", graph.op("Transpose", "concept_head", perm=[1, 0]))
    columns = graph.tensor("columns", torch.arange(sizes.vocabulary))
    is_concept, row = concept_rows(graph, columns, "concept_head")
    laid = graph.op("Where", is_concept, graph.op("Gather", learned, row, axis=-1), own)
    _give_logits(graph, laid, dtype, sizes.vocabulary)
    return graph


def image_head_graph(source: Source, dialect: Dialect) -> Graph:
    """`hidden` T (batch, asked, H) → `logits` float32 (batch, asked, codes), in code order."""
    to = operators(IMAGE_HEAD_NAME, dialect, source)
    graph, dtype, ids = to.graph, source.dtype, source.image_ids()
    graph.input("hidden", dtype, ["batch", "asked", source.sizes.hidden])
    own = linear(to, "hidden", "image_head", [HEAD], ids)
    _give_logits(graph, own, dtype, len(ids))
    return graph


def concept_rows(graph: Graph, ids: str, rows: str) -> tuple[str, str]:
    """Which of `ids` are concepts', and which of the `rows` (R, H) is theirs (0 for the others)."""
    row = graph.op("Sub", ids, "concept_first")
    count = graph.op("Shape", rows, start=0, end=1)
    is_concept = graph.op(
        "And",
        graph.op("GreaterOrEqual", row, graph.constant(0)),
        graph.op("Less", row, count),
    )
    return is_concept, graph.op("Where", is_concept, row, graph.constant(0))


def _give_logits(graph: Graph, value: str, dtype: torch.dtype, width: int) -> None:
    graph.output("logits", torch.float32, ["batch", "asked", width])
    if dtype == torch.float32:
        graph.op("Identity", value, out="logits")
    else:
        graph.op("Cast", value, out="logits", to=1)  # TensorProto.FLOAT
