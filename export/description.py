"""What a manifest says of freshly written parts: their files, and what goes in and out of them."""

import math
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from engine.events import Job
from engine.model.checkpoints import Checkpoint
from engine.model.config import read_config
from engine.runtime.backends.tensorrt_module import open_tensorrt
from engine.runtime.compiled import PARTS, Manifest, Part, Sizes, Value, describe
from engine.tokens.tokenizer import Tokenizer
from export import gpu
from export.config import ExportConfig
from export.graph import DATA
from export.pace import stretch
from export.source import Source

if TYPE_CHECKING:
    import onnx

TOOLS = ("yochameleon", "torch", "onnx", "onnxruntime", "onnxruntime-gpu")


def described(found: Checkpoint, config: ExportConfig, folder: Path) -> Job[Manifest]:
    """The manifest of the parts in `folder`, where the graphs of plans still lie as well.

    Yields Progress while every file is hashed.
    """
    sizes = model_sizes(found.folder, config)
    buckets = plan_sizes(found.folder, config)
    parts: dict[str, Part] = {}
    for number, name in enumerate(PARTS):
        files = _files(folder, name, config, buckets)
        here = describe(folder, files, *ends(folder / f"{name}.onnx"))
        parts[name] = yield from stretch(here, number, number + 1, len(PARTS), "Hashing")
    return Manifest(
        fingerprint=found.fingerprint,
        target=config.target,
        dialect=config.dialect,
        precision=config.precision,
        activation=config.activation,
        sizes=sizes,
        parts=parts,
        buckets=buckets,
        versions=versions(config),
        gpu="" if config.target == "onnx" or config.compute_capabilities else gpu.name(),
        compute_capabilities=config.compute_capabilities,
        stream_weights=bool(config.stream_weights),
    )


def model_sizes(checkpoint: Path, config: ExportConfig) -> Sizes:
    """The numbers of a checkpoint that the runtime makes its buffers by."""
    decoder, tokenizer = Source(checkpoint, config).sizes, Tokenizer.open(checkpoint)
    return Sizes(
        layers=decoder.layers,
        kv_heads=decoder.kv_heads,
        head_dim=decoder.head_dim,
        hidden=decoder.hidden,
        vocabulary=decoder.vocabulary,
        codes=len(tokenizer.vocabulary.image_ids),
        grid=math.isqrt(tokenizer.image_length),
        image_size=tokenizer.image_size,
        context=decoder.context,
        max_batch=config.max_batch,
    )


def plan_sizes(checkpoint: Path, config: ExportConfig) -> tuple[int, ...]:
    """Positions of the decoder's plans, growing; none for ONNX Runtime."""
    if config.target == "onnx":
        return ()
    return config.capacities(read_config(checkpoint).max_position_embeddings)


def ends(graph: Path) -> tuple[list[Value], list[Value]]:
    """The inputs and the outputs of an ONNX file, in its order."""
    import onnx

    model = onnx.load(str(graph), load_external_data=False)
    inputs, outputs = (
        [_value(one) for one in some] for some in (model.graph.input, model.graph.output)
    )
    return inputs, outputs


def versions(config: ExportConfig) -> dict[str, str]:
    """The version of each tool that is installed; TensorRT by the name of its module."""
    found = {}
    for name in TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    if config.target == "tensorrt":
        tensorrt = open_tensorrt()
        found[tensorrt.name] = tensorrt.module.__version__
    return found


def _value(declared: "onnx.ValueInfoProto") -> Value:
    import onnx

    tensor = declared.type.tensor_type
    kind = onnx.TensorProto.DataType.Name(tensor.elem_type).lower()
    shape = tuple(one.dim_param or one.dim_value for one in tensor.shape.dim)
    return Value(declared.name, {"float": "float32"}.get(kind, kind), shape)


def _files(folder: Path, name: str, config: ExportConfig, buckets: Sequence[int]) -> list[str]:
    if config.target == "tensorrt":
        return (
            [f"{name}-{size}.plan" for size in buckets] if name == "decoder" else [f"{name}.plan"]
        )
    graph = f"{name}.onnx"
    return [one for one in (graph, graph + DATA) if (folder / one).exists()]
