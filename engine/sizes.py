"""The sizes of a checkpoint, from config.json and the headers of its shards: no weight is read.

Standard library only, so that a window can ask; `engine.model.inspection` looks at every number.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import FormatError, SetupError

LARGE = 1e9
"""Parameters from which on a CPU is slow: each step reads all of them."""
CODES = 1024
"""Positions of a picture where config.json does not tell."""
_CODEC = "model.vqmodel."


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """The sizes of a checkpoint that its needs follow from."""

    decoder: int
    """Parameters."""
    codec: int
    """Parameters of the image tokenizer, kept in float32."""
    stored: int
    """Bytes on disk."""
    layers: int
    width: int
    """Of the hidden states."""
    inner: int
    """Of the layers' middle."""
    heads: int
    kv_heads: int
    vocabulary: int
    keys: int
    """Numbers that one position leaves behind in all layers."""
    context: int
    """Positions a conversation may have."""
    codes: int
    """Positions of one picture."""

    @property
    def large(self) -> bool:
        """Whether a CPU is slow with it."""
        return self.decoder > LARGE


CHAMELEON_7B = Build(
    decoder=7_013_666_816,
    codec=68_718_467,
    stored=14_302_207_500,
    layers=32,
    width=4096,
    inner=11_008,
    heads=32,
    kv_heads=32,
    vocabulary=65_536,
    keys=262_144,
    context=4096,
    codes=1024,
)
"""Chameleon-7B, and Anole-7b-v0.1 which has its sizes, for a machine that has no such weights yet:
counted from its configuration, with the decoder stored as bf16 and the image tokenizer as fp32."""


def read_build(folder: Path) -> Build:
    """Sizes from config.json and the shards' headers. SetupError or FormatError where unusable."""
    config = _json(folder / "config.json")
    counts, stored = _counted(folder)
    try:
        heads, kv_heads = config["num_attention_heads"], config["num_key_value_heads"]
        layers, width = config["num_hidden_layers"], config["hidden_size"]
        picture = config.get("vq_config") or {}
        halvings = len(picture.get("channel_multiplier") or (1,) * 5) - 1
        side = picture.get("resolution", 512) // 2**halvings
        codec = sum(n for name, n in counts.items() if name.startswith(_CODEC))
        return Build(
            decoder=sum(counts.values()) - codec,
            codec=codec,
            stored=stored,
            layers=layers,
            width=width,
            inner=config["intermediate_size"],
            heads=heads,
            kv_heads=kv_heads,
            vocabulary=config["vocab_size"],
            keys=2 * layers * kv_heads * width // heads,
            context=config["max_position_embeddings"],
            codes=side * side or CODES,
        )
    except (KeyError, TypeError, ZeroDivisionError) as error:
        raise FormatError(
            f"{folder / 'config.json'} does not describe a Chameleon model.",
            remedy="Choose a folder with Anole weights in the Hugging Face format.",
        ) from error


def _counted(folder: Path) -> tuple[dict[str, int], int]:
    """Numbers in each tensor, from the headers alone, and the shards' bytes on disk."""
    index = _json(folder / "model.safetensors.index.json")
    counts: dict[str, int] = {}
    shards = sorted(set(index.get("weight_map", {}).values()))
    for name in shards:
        header = _header(folder / name)
        counts |= {key: math.prod(one["shape"]) for key, one in header.items() if "shape" in one}
    return counts, sum((folder / name).stat().st_size for name in shards)


def _header(shard: Path) -> dict[str, Any]:
    """What a safetensors file says of its tensors: 8 bytes of length, then JSON."""
    try:
        with shard.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(min(length, 100_000_000)))
    except OSError as error:
        raise SetupError(
            f"The shard {shard} is missing or unreadable.", remedy="Get this file again."
        ) from error
    except ValueError as error:
        raise FormatError(f"{shard} is damaged.", remedy="Get this file again.") from error
    return header


def _json(path: Path) -> dict[str, Any]:
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(
            f"{path} cannot be read.", remedy="Choose a folder with Anole weights."
        ) from error
    except ValueError as error:
        raise FormatError(f"{path} is damaged.", remedy="Get this file again.") from error
    if not isinstance(written, dict):
        raise FormatError(f"{path} is damaged.", remedy="Get this file again.")
    return written
