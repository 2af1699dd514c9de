"""Writes a checkpoint as a GGUF file of llama.cpp's architecture `chameleon`, all in fp32.

The format is ggml's docs/gguf.md, version 3. There is no vocabulary in the file: the bench feeds
ids. llama.cpp itself makes the quantized files out of this one.
"""

import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from transformers import ChameleonConfig

from engine.model.config import HEAD, expected_shapes, read_config
from engine.model.weights import read_tensors

ALIGNMENT = 32
_MAGIC, _VERSION = b"GGUF", 3
_UINT32, _FLOAT32, _BOOL, _STRING = 4, 6, 7, 8
_F32 = 0
_OUTER = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    HEAD: "output.weight",
}
_INNER = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "self_attn.q_norm": "attn_q_norm",
    "self_attn.k_norm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def write_gguf(checkpoint: Path, path: Path) -> Path:
    """Write the decoder of `checkpoint` to `path`, tensor by tensor, without its VQGAN."""
    config = read_config(checkpoint)
    shapes = {
        name: shape
        for name, shape in expected_shapes(config).items()
        if not name.startswith("model.vqmodel.")
    }
    with _whole(path) as file:
        offsets = _write_header(file, config, shapes)
        begin = file.tell()
        for name, tensor in read_tensors(checkpoint, set(shapes), "cpu"):
            file.seek(begin + offsets[name])
            file.write(rotary_pairs(name, tensor.float().numpy(), config).tobytes())
        file.truncate(begin + _aligned(max(offsets[n] + 4 * _numbers(shapes[n]) for n in shapes)))
    return path


def gguf_name(name: str) -> str:
    """`model.layers.3.mlp.up_proj.weight` → `blk.3.ffn_up.weight`."""
    if name in _OUTER:
        return _OUTER[name]
    _, _, layer, rest = name.split(".", 3)
    inner, kind = rest.rsplit(".", 1)
    return f"blk.{layer}.{_INNER[inner]}.{kind}"


def rotary_pairs(
    name: str, values: NDArray[np.float32], config: ChameleonConfig
) -> NDArray[np.float32]:
    """Order q, k and their norms as llama.cpp turns them: neighbours, not halves, form a pair.

    Both the projections (heads · D, H) and the norms (heads, D) have D along the rows of a head.
    """
    if not any(part in name for part in ("q_proj", "k_proj", "q_norm", "k_norm")):
        return values
    width = config.hidden_size // config.num_attention_heads
    halves = values.reshape(-1, 2, width // 2, values.shape[1] if "proj" in name else 1)
    return np.ascontiguousarray(halves.swapaxes(1, 2)).reshape(values.shape)


def _write_header(
    file: BinaryIO, config: ChameleonConfig, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, int]:
    """Everything before the numbers; returns where each tensor's begin."""
    facts = list(_facts(config))
    file.write(_MAGIC + struct.pack("<IQQ", _VERSION, len(shapes), len(facts)))
    for fact in facts:
        file.write(fact)
    offsets: dict[str, int] = {}
    offset = 0
    for name, shape in shapes.items():
        offsets[name] = offset
        sizes = shape[::-1]  # the innermost first
        info = struct.pack(f"<I{len(sizes)}QIQ", len(sizes), *sizes, _F32, offset)
        file.write(_text(gguf_name(name)) + info)
        offset += _aligned(4 * _numbers(shape))
    file.write(bytes(_aligned(file.tell()) - file.tell()))
    return offsets


def _facts(config: ChameleonConfig) -> Iterator[bytes]:
    for key, text in (("general.architecture", "chameleon"), ("tokenizer.ggml.model", "no_vocab")):
        yield _text(key) + struct.pack("<I", _STRING) + _text(text)
    numbers = {
        "context_length": config.max_position_embeddings,
        "embedding_length": config.hidden_size,
        "block_count": config.num_hidden_layers,
        "feed_forward_length": config.intermediate_size,
        "attention.head_count": config.num_attention_heads,
        "attention.head_count_kv": config.num_key_value_heads,
        "vocab_size": config.vocab_size,
    }
    for key, number in numbers.items():
        yield _text(f"chameleon.{key}") + struct.pack("<II", _UINT32, number)
    theta = (config.rope_parameters or {})["rope_theta"]
    floats = {"attention.layer_norm_rms_epsilon": config.rms_norm_eps, "rope.freq_base": theta}
    for key, real in floats.items():
        yield _text(f"chameleon.{key}") + struct.pack("<If", _FLOAT32, real)
    yield _text("chameleon.swin_norm") + struct.pack("<I?", _BOOL, config.swin_norm)


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _numbers(shape: tuple[int, ...]) -> int:
    return int(np.prod(shape, dtype=np.int64))


def _aligned(place: int) -> int:
    return -(-place // ALIGNMENT) * ALIGNMENT


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is finished."""
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        yield file
    partial.replace(path)
