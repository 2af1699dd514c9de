"""Tiny ONNX upscalers, made with the onnx package."""

from itertools import pairwise

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Sides = tuple[object, object]


def upscaler(
    factor: int = 2,
    *,
    mode: str = "nearest",
    sides: Sides = ("h", "w"),
    opset: int = 17,
    kind: int = TensorProto.FLOAT,
    gain: float = 1.0,
    rounds: int = 1,
) -> onnx.ModelProto:
    """A 3 × 3 convolution that blurs each colour, `rounds` times, and Resize by `factor`."""
    kernel = np.zeros((3, 3, 3, 3), np.float32)
    for colour in range(3):
        kernel[colour, colour] = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) * gain / 16
    names = ["picture", *(f"blurred{number}" for number in range(rounds))]
    nodes = [
        helper.make_node("Conv", [before, "kernel"], [after], pads=[1, 1, 1, 1])
        for before, after in pairwise(names)
    ]
    nodes.append(helper.make_node("Resize", [names[-1], "", "scales"], ["large"], mode=mode))
    weights = [
        numpy_helper.from_array(kernel, "kernel"),
        numpy_helper.from_array(np.array([1, 1, factor, factor], np.float32), "scales"),
    ]
    graph = helper.make_graph(
        nodes,
        "upscaler",
        [helper.make_tensor_value_info("picture", kind, [1, 3, *sides])],
        [helper.make_tensor_value_info("large", kind, [1, 3, "H", "W"])],
        weights,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
