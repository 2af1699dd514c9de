"""Checkpoints of random weights and any size, written shard by shard, so that 7B needs no 7B here.

Ids stand exactly where Chameleon's stand: image codes at 4…8195, which llama.cpp masks by number.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import ChameleonConfig

from engine.model.config import CONFIG, INDEX, TOKENIZER, expected_shapes
from recipes.mini.checkpoint import RESERVED, tokenizer_json, vocabulary_map
from tests.tiny import text_tokenizer

SHARD_BYTES = 1_000_000_000
_VQGAN = "model.vqmodel."
_SMALL_VQGAN = {
    "embed_dim": 16,
    "latent_channels": 16,
    "resolution": 16,
    "base_channels": 32,
    "channel_multiplier": [1, 2],
    "num_res_blocks": 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of a decoder, and whether the image tokenizer is Chameleon's or a small one."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int = 4096
    codes: int = 8192
    vocabulary: int | None = None
    """Rows of the tables; None: what the names need. Lacking ones become reserved ids."""
    whole_vqgan: bool = False


MEDIUM = Shape(hidden=1024, layers=16, heads=16, intermediate=2816)
"""223 M parameters, 8,760 ids."""
QUICK = Shape(hidden=128, layers=2, heads=4, intermediate=256)
FULL = Shape(
    hidden=4096, layers=32, heads=32, intermediate=11008, vocabulary=65536, whole_vqgan=True
)
"""Chameleon-7B and its image tokenizer."""


def write_random_checkpoint(folder: Path, shape: Shape, *, seed: int = 0) -> Path:
    """Write config, tokenizer and shards into `folder`, which is made, and give it back.

    The decoder is stored as bf16 and the VQGAN as fp32, as Anole's are. Weights have the variance
    that keeps activations at their size; qk-norms are alike over heads, as 7B's are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(shape)
    config = _config(shape, vocabulary_map(tokenizer))
    (folder / TOKENIZER).write_text(tokenizer, encoding="utf-8")
    described = config.to_dict() | {"architectures": ["ChameleonForConditionalGeneration"]}
    (folder / CONFIG).write_text(json.dumps(described, indent=1), encoding="utf-8")
    shapes = expected_shapes(config)
    dice = torch.Generator().manual_seed(seed)
    groups = list(_groups(shapes))
    places: dict[str, str] = {}
    for number, names in enumerate(groups, start=1):
        file = f"model-{number:05d}-of-{len(groups):05d}.safetensors"
        tensors = {name: _random(name, shapes[name], dice) for name in names}
        save_file(tensors, folder / file, {"format": "pt"})
        places |= dict.fromkeys(names, file)
    size = sum(torch.Size(shape).numel() * _dtype(name).itemsize for name, shape in shapes.items())
    index = {"metadata": {"total_size": size}, "weight_map": places}
    (folder / INDEX).write_text(json.dumps(index, indent=1), encoding="utf-8")
    return folder


def decoder_parameters(config: ChameleonConfig) -> tuple[int, int]:
    """Numbers in the layers (norms included), and in the head; a step reads both whole."""
    shapes = expected_shapes(config)
    layers = sum(
        torch.Size(shape).numel()
        for name, shape in shapes.items()
        if name.startswith("model.layers.") or name == "model.norm.weight"
    )
    return layers, config.vocab_size * config.hidden_size


def position_numbers(config: ChameleonConfig) -> int:
    """Numbers in the keys and values of one position of one row, over all layers."""
    heads = config.num_key_value_heads or config.num_attention_heads
    width = config.hidden_size // config.num_attention_heads
    return 2 * config.num_hidden_layers * heads * width


def _tokenizer(shape: Shape) -> str:
    plain = tokenizer_json(text_tokenizer(), shape.codes)
    lacking = (shape.vocabulary or 0) - len(vocabulary_map(plain))
    if lacking <= 0:
        return plain
    more = range(RESERVED.start, RESERVED.stop + lacking)
    return tokenizer_json(text_tokenizer(), shape.codes, more)


def _config(shape: Shape, ids: dict[str, int]) -> ChameleonConfig:
    vqgan = {"num_embeddings": shape.codes} | ({} if shape.whole_vqgan else _SMALL_VQGAN)
    return ChameleonConfig(
        vocab_size=len(ids),
        vocabulary_map=ids,
        vq_config=vqgan,
        hidden_size=shape.hidden,
        intermediate_size=shape.intermediate,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        max_position_embeddings=shape.positions,
        rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
        dtype="bfloat16",
    )


def _groups(shapes: Mapping[str, tuple[int, ...]]) -> Iterator[list[str]]:
    """Names, cut so that no shard but one with a single giant exceeds the limit."""
    names: list[str] = []
    held = 0
    for name, shape in sorted(shapes.items()):
        size = torch.Size(shape).numel() * _dtype(name).itemsize
        if names and held + size > SHARD_BYTES:
            yield names
            names, held = [], 0
        names.append(name)
        held += size
    yield names


def _dtype(name: str) -> torch.dtype:
    return torch.float32 if name.startswith(_VQGAN) else torch.bfloat16


def _random(name: str, shape: tuple[int, ...], dice: torch.Generator) -> Tensor:
    tensor = torch.empty(shape, dtype=_dtype(name))
    is_norm = "norm" in name
    if is_norm or len(shape) == 1:
        row = torch.randn(shape[-1], generator=dice) * 0.1
        row += 1.0 if is_norm and name.endswith("weight") else 0.0
        return tensor.copy_(row.expand(shape))
    return tensor.normal_(std=tensor[0].numel() ** -0.5, generator=dice)
