"""How much a compiled model takes on disk, reckoned from config.json before anything is written."""

import math
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import SetupError
from engine.model.config import HEAD, expected_shapes, read_config, vqgan_config
from engine.model.memory import available_memory
from export.config import SUITABLE, ExportConfig, Precision, Target
from export.graph import PAGE

SPARE = 1.05
"""Times what the weights take: graphs, alignment, and what a file system needs itself."""
_GIGABYTE = 1e9
_SCALE_BYTES, _BLOCK = 4, 128
_WEIGHT_BYTES: dict[Precision, float] = {
    "fp32": 4,
    "fp16": 2,
    "bf16": 2,
    "fp8": 1,
    "int8": 1 + _SCALE_BYTES / _BLOCK,
    "int4": 0.5 + _SCALE_BYTES / _BLOCK,
}


@dataclass(frozen=True, slots=True)
class Footprint:
    """Bytes of each kind of file of one export."""

    artefact: int
    """The quantized weights that graphs are written from; 0 where nothing is quantized."""
    decoder: int
    heads: int
    """The head over all words, and the one over image codes."""
    images: int
    """Image encoder and image decoder."""

    @property
    def graphs(self) -> int:
        """All ONNX files of one set."""
        return self.decoder + self.heads + self.images


def footprint(checkpoint: Path, config: ExportConfig) -> Footprint:
    """Reckon with the shapes that config.json promises; reads no weights."""
    described = read_config(checkpoint)
    counts = {name: math.prod(shape) for name, shape in expected_shapes(described).items()}
    vqgan = [n for name, n in counts.items() if name.startswith("model.vqmodel.")]
    embedding = counts["model.embed_tokens.weight"]
    layers = sum(counts.values()) - sum(vqgan) - embedding - counts[HEAD]
    codes = vqgan_config(described).num_embeddings * described.hidden_size
    each, unquantized = _WEIGHT_BYTES[config.precision], 4 if config.activation == "float32" else 2
    head = _WEIGHT_BYTES["int8"] if config.bits else unquantized
    return Footprint(
        artefact=round(layers * each + counts[HEAD] * head) if config.bits else 0,
        decoder=round(layers * each + embedding * unquantized),
        heads=round((counts[HEAD] + codes) * head),
        images=sum(_paged(4 * n) for n in vqgan),
    )


def _paged(size: int) -> int:
    return size if size < PAGE else -(-size // PAGE) * PAGE


def suitable_precision(checkpoint: Path, target: Target) -> Precision:
    """What to compile to where nobody chose: for ONNX Runtime the most exact that takes at most
    half of the free memory, for TensorRT its usual one."""
    if target != "onnx":
        return SUITABLE[target][0]
    room = available_memory() // 2
    for precision in ("fp32", "int8"):
        config = ExportConfig(target=target, precision=precision)
        if footprint(checkpoint, config).graphs <= room:
            return precision
    return "int4"


def settled(checkpoint: Path, config: ExportConfig, gpu: int | None) -> ExportConfig:
    """The same with weights that stream, or not; `gpu`: bytes of the one that plans are for.

    Where nobody chose, they stream where weights, buffers and a spare gigabyte do not fit. A plan
    that may stream is as fast as any where its weights fit.
    """
    if config.stream_weights is not None:
        return config
    tight = gpu is not None and config.target == "tensorrt" and not config.compute_capabilities
    streams = tight and _on_gpu(checkpoint, config) > (gpu or 0)
    return replace(config, stream_weights=streams)


def _on_gpu(checkpoint: Path, config: ExportConfig) -> int:
    """Bytes of all plans' weights, and of the keys and values of the largest batch."""
    described = read_config(checkpoint)
    heads = described.num_key_value_heads or described.num_attention_heads
    width = heads * (described.hidden_size // described.num_attention_heads)
    position = 2 * described.num_hidden_layers * width * 2  # two bytes a number, as is usual
    context = config.context_of(described.max_position_embeddings)
    weights = footprint(checkpoint, config).graphs
    return weights + config.max_batch * context * position + round(_GIGABYTE)


def needed(checkpoint: Path, config: ExportConfig) -> int:
    """Bytes that an export takes on disk at its fullest moment: plans lie beside their graphs."""
    size = footprint(checkpoint, config)
    if config.target == "onnx":
        return round(SPARE * (size.artefact + size.graphs))
    trained = read_config(checkpoint).max_position_embeddings
    plans = size.decoder * len(config.capacities(trained)) + size.heads + size.images
    return round(SPARE * (size.artefact + size.graphs + plans))


def check_disk(folder: Path, needed: int) -> None:
    """SetupError where the disk of `folder`, which need not be there yet, has less room left."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise SetupError(
            f"Compiling needs {needed / _GIGABYTE:.1f} GB on the disk of {folder}, "
            f"which has {free / _GIGABYTE:.1f} GB left.",
            remedy="Make room, choose another disk with --out, or a smaller --precision.",
        )
