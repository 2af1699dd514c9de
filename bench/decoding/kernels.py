"""How fast ONNX Runtime's matrix kernels go through weights that are in the cache already.

A step that streams its weights from memory cannot be faster than this either; which of the two
floors is the higher one names the limit of a row.
"""

import statistics
import time
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from engine.vision.models import open_session
from export.contrib import ACCURACY_LEVEL
from export.graph import MICROSOFT

Limit: TypeAlias = Literal[
    "bytes", "arithmetic", "dequantization arithmetic", "calls and attention"
]
_CHAIN = 4
"""Products of one run, so that the call itself hardly counts."""
_SIDES = {"fp32": 512, "int8": 1024, "int4": 1024}
_BITS = {"fp32": 32, "int8": 8, "int4": 4}
_BLOCK = 128
_SECONDS = 0.2
_RUNS = 20


def cached_rate(precision: str, batch: int, threads: int) -> float:
    """Bytes of weights a second, in steps of `batch` rows; the scales are counted."""
    side = _SIDES[precision]
    session: Any = open_session(_model(precision, side).SerializeToString(), threads)
    inputs = {"x": np.random.default_rng(0).normal(size=(batch, side)).astype(np.float32)}
    seconds: list[float] = []
    end = time.perf_counter() + _SECONDS
    while len(seconds) < _RUNS or time.perf_counter() < end:
        began = time.perf_counter()
        session.run(None, inputs)
        seconds.append(time.perf_counter() - began)
    scales = 0 if precision == "fp32" else 32 / _BLOCK
    size = _CHAIN * side * side * (_BITS[precision] + scales) / 8
    return size / statistics.median(seconds)


def limit(seconds: float, bytes_floor: float, arithmetic_floor: float, bits: int) -> Limit:
    """What keeps a step of `seconds` from being shorter, given the two floors in seconds."""
    if max(bytes_floor, arithmetic_floor) < seconds / 2:
        return "calls and attention"
    if bytes_floor >= arithmetic_floor:
        return "bytes"
    return "arithmetic" if bits == 32 else "dequantization arithmetic"


def _model(precision: str, side: int) -> onnx.ModelProto:
    weights, node = _parts(precision, side)
    names = ["x", *(f"y{place}" for place in range(_CHAIN))]
    nodes = [
        helper.make_node(inputs=[before, *node["inputs"]], outputs=[after], **node["settings"])
        for before, after in pairwise(names)
    ]
    io = [
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["batch", side])
        for name in (names[0], names[-1])
    ]
    made = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = helper.make_graph(nodes, "kernel", io[:1], io[1:], made)
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def _parts(precision: str, side: int) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Weights by name, and the node that multiplies by them."""
    dice, bits = np.random.default_rng(1), _BITS[precision]
    if precision == "fp32":
        dense = dice.normal(size=(side, side), scale=side**-0.5).astype(np.float32)
        return {"w": dense}, {"inputs": ["w"], "settings": {"op_type": "MatMul"}}
    shape = (side, side // _BLOCK, _BLOCK * bits // 8)
    codes = dice.integers(0, 256, shape, dtype=np.uint8)
    scales = np.full(shape[:2], side**-0.5 / (1 << (bits - 2)), np.float32)
    settings = {
        "op_type": "MatMulNBits",
        "domain": MICROSOFT,
        "K": side,
        "N": side,
        "bits": bits,
        "block_size": _BLOCK,
        "accuracy_level": ACCURACY_LEVEL,
    }
    return {"w": codes, "s": scales}, {"inputs": ["w", "s"], "settings": settings}
