"""What `bench.full_size` does, each in a process of its own so that its memory is its own."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
from onnx import shape_inference

from bench.decoding.graphs import Graphs
from engine import offline
from engine.events import finish
from engine.model.config import CONFIG, INDEX, TOKENIZER
from engine.model.quantized_file import QuantizedWeights
from export.config import Dialect, ExportConfig
from export.decoder import write_decoder
from export.images import write_image_decoder, write_image_encoder
from export.plan import build_plan, decoder_settings
from export.quantization import Rounding, write_quantized

T = TypeVar("T")

CONTEXT = 100
"""Positions that count as read when a step is timed."""
CAPACITY = 1152
"""Of a plan's buffers: one picture and its prompt."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Loading a compiled decoder, and one step of it."""

    load_seconds: float
    step_seconds: Mapping[int, float]
    """By rows of the batch: the median."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """What onnx.checker and shape inference made of one graph."""

    error: str
    """Empty where it was accepted."""
    nodes: int
    values: int
    inferred: int
    """Values between nodes whose shape it found."""


def with_layers(checkpoint: Path, layers: int, folder: Path) -> Path:
    """A checkpoint in `folder` with the first `layers` of `checkpoint`; its shards are links."""
    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads((checkpoint / CONFIG).read_bytes()) | {"num_hidden_layers": layers}
    (folder / CONFIG).write_text(json.dumps(config), encoding="utf-8")
    index = json.loads((checkpoint / INDEX).read_bytes())
    index["weight_map"] = {
        name: file for name, file in index["weight_map"].items() if _layer(name) < layers
    }
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")
    for file in {TOKENIZER, *index["weight_map"].values()}:
        (folder / file).unlink(missing_ok=True)
        (folder / file).symlink_to((checkpoint / file).resolve())
    return folder


def export_graphs(
    checkpoint: Path, config: ExportConfig, folder: Path, rounding: Rounding | None
) -> dict[str, int]:
    """Write every graph of a compiled model as the product does; file name → bytes."""
    export_decoder(checkpoint, config, folder, rounding)
    finish(write_image_encoder(checkpoint, folder))
    finish(write_image_decoder(checkpoint, folder))
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.onnx*"))}


def export_decoder(
    checkpoint: Path, config: ExportConfig, folder: Path, rounding: Rounding | None
) -> None:
    """Write the decoder's three graphs, and first what they are quantized to."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = None
    if config.bits is not None:
        path = folder / "quantized.safetensors"
        finish(write_quantized(checkpoint, config.bits, path, rounding=rounding))
        weights = QuantizedWeights.open(path)
    capacity = CAPACITY if config.target == "tensorrt" else None
    dialect: Dialect = config.dialect
    finish(
        write_decoder(
            checkpoint, config, folder, dialect=dialect, capacity=capacity, weights=weights
        )
    )


def check(path: Path) -> Shapes:
    """onnx.checker on the graph and its weights' places, then shape inference."""
    model = onnx.load(str(path), load_external_data=False)
    try:
        onnx.checker.check_model(str(path))
        graph = shape_inference.infer_shapes(model, check_type=True, data_prop=True).graph
    except (onnx.checker.ValidationError, shape_inference.InferenceError) as error:
        return Shapes(str(error).splitlines()[0], len(model.graph.node), 0, 0)
    between = {name for node in graph.node for name in node.output if name}
    found = {one.name for one in graph.value_info if one.type.tensor_type.HasField("shape")}
    outputs = {one.name for one in graph.output}
    return Shapes("", len(graph.node), len(between - outputs), len(between & found - outputs))


def step(folder: Path, threads: int, batches: Sequence[int], steps: int) -> Steps:
    """Open decoder and head, and time single ids on buffers of zeros."""
    offline.stay_offline()
    began = time.perf_counter()
    graphs = Graphs(folder, threads)
    load_seconds = time.perf_counter() - began
    return Steps(load_seconds, {batch: _step(graphs, batch, steps) for batch in batches})


def build(checkpoint: Path, config: ExportConfig, folder: Path) -> int:
    """Build a plan of the decoder, written before in `folder`; returns its bytes."""
    plan = folder / "decoder.plan"
    finish(build_plan(folder / "decoder.onnx", plan, decoder_settings(config, CAPACITY)))
    return plan.stat().st_size


def _step(graphs: Graphs, batch: int, steps: int) -> float:
    graphs.start(batch, CONTEXT + steps + 1, CONTEXT)
    ids = np.full((batch, 1), 5, np.int64)
    seconds = []
    for _ in range(steps + 1):
        began = time.perf_counter()
        graphs.read(ids)
        seconds.append(time.perf_counter() - began)
    return float(np.median(seconds[1:]))


def _layer(name: str) -> int:
    """The layer a tensor belongs to; -1 where to none."""
    parts = name.split(".")
    return int(parts[2]) if parts[:2] == ["model", "layers"] else -1
