"""Writes a checkpoint folder in the layout of leloy/Anole-7b-v0.1-hf, for a model of any size.

Names, ids' order, file names and dtypes are Anole's (method.md 1.2, 1.4); only the numbers differ.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import ChameleonConfig

from engine.model.config import vqgan_config
from engine.model.vqgan import grid_size
from engine.tokens.vocabulary import (
    BEGIN_IMAGE,
    BEGIN_TEXT,
    END_IMAGE,
    END_TEXT,
    END_TURN,
    IMAGE_PLACEHOLDER,
    PAD,
    image_name,
)

UNKNOWN = "<unk>"
SENTINELS = 4
RESERVED = range(16124, 16380)
"""256 reserved rows around `<reserved16200>`, by the number in their name."""
_VQGAN = "model.vqmodel."
_PAINTER = "model.vqmodel.decoder."


def tokenizer_json(text: Tokenizer, image_codes: int, reserved: range = RESERVED) -> str:
    """Lay Chameleon's vocabulary around `text`, a byte-level BPE that knows no special tokens.

    Ids stand in Chameleon's order (method.md 1.2): controls, image codes, end and begin of image,
    sentinels, end of turn, placeholder, reserved rows, text. Returns the text of tokenizer.json.
    """
    written: dict[str, Any] = json.loads(text.to_str())
    ranked = sorted(text.get_vocab(with_added_tokens=False).items(), key=lambda item: item[1])
    special = _special_names(image_codes, reserved)
    names = [*special, *(name for name, _ in ranked)]
    written["added_tokens"] = [_added(i, name) for i, name in enumerate(special)]
    written["model"]["vocab"] = {name: i for i, name in enumerate(names)}
    written["model"]["unk_token"] = None
    written["post_processor"] = _begin_of_text()
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def vocabulary_map(tokenizer: str) -> dict[str, int]:
    """Token name → id of a tokenizer.json: what `ChameleonConfig.vocabulary_map` asks for."""
    ids: dict[str, int] = json.loads(tokenizer)["model"]["vocab"]
    return ids


def write_checkpoint(
    folder: Path,
    config: ChameleonConfig,
    tensors: Mapping[str, Tensor],
    tokenizer: str,
    *,
    shard_bytes: int = 16_000_000,
) -> None:
    """Write every file of a checkpoint into `folder`, which may exist.

    `tensors` carry the checkpoint's names (`model.layers.…`, `model.vqmodel.decoder.…`,
    `lm_head.weight`); the language model is stored as bf16 and the VQGAN as fp32, but for what it
    paints with: in fp16 that shows other pixels by less than half a level, and no other code.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_weights(folder, {name: _stored(name, t) for name, t in tensors.items()}, shard_bytes)
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    for name, content in _descriptions(config, vocabulary_map(tokenizer)).items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _stored(name: str, tensor: Tensor) -> Tensor:
    dtype = torch.float32 if name.startswith(_VQGAN) else torch.bfloat16
    if name.startswith(_PAINTER):
        dtype = torch.float16
    return tensor.detach().to("cpu", dtype).contiguous()


def _write_weights(folder: Path, tensors: Mapping[str, Tensor], shard_bytes: int) -> None:
    for stale in folder.glob("model-*.safetensors"):
        stale.unlink()
    shards = list(_shards(tensors, shard_bytes))
    places: dict[str, str] = {}
    for number, names in enumerate(shards, start=1):
        file = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        save_file({name: tensors[name] for name in names}, folder / file, {"format": "pt"})
        places |= dict.fromkeys(names, file)
    index = {"metadata": {"total_size": sum(map(_size, tensors.values()))}, "weight_map": places}
    path = folder / "model.safetensors.index.json"
    path.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _shards(tensors: Mapping[str, Tensor], shard_bytes: int) -> Iterator[list[str]]:
    """Names in their order, cut so that each group but a single giant stays within the limit."""
    names: list[str] = []
    held = 0
    for name, tensor in tensors.items():
        if names and held + _size(tensor) > shard_bytes:
            yield names
            names, held = [], 0
        names.append(name)
        held += _size(tensor)
    yield names


def _size(tensor: Tensor) -> int:
    return tensor.numel() * tensor.element_size()


def _special_names(image_codes: int, reserved: range) -> list[str]:
    return [
        *(BEGIN_TEXT, PAD, END_TEXT, UNKNOWN),
        *(image_name(code) for code in range(image_codes)),
        *(END_IMAGE, BEGIN_IMAGE),
        *(f"<sentinel:{number}>" for number in range(SENTINELS)),
        *(END_TURN, IMAGE_PLACEHOLDER),
        *(f"<reserved{number:05d}>" for number in reserved),
    ]


def _added(token_id: int, name: str) -> dict[str, Any]:
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": token_id, "content": name, **flags, "special": True}


def _begin_of_text() -> dict[str, Any]:
    """The post-processor that puts `<s>` before a text."""
    begin = {"SpecialToken": {"id": BEGIN_TEXT, "type_id": 0}}
    first, second = ({"Sequence": {"id": name, "type_id": 0}} for name in "AB")
    return {
        "type": "TemplateProcessing",
        "single": [begin, first],
        "pair": [begin, first, second],
        "special_tokens": {BEGIN_TEXT: {"id": BEGIN_TEXT, "ids": [0], "tokens": [BEGIN_TEXT]}},
    }


def _descriptions(config: ChameleonConfig, ids: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    """The small JSON files of Anole's folder, by name."""
    described = config.to_dict() | {
        "architectures": ["ChameleonForConditionalGeneration"],
        "vocabulary_map": dict(ids),
        "vocab_size": len(ids),
        "dtype": "bfloat16",
    }
    vqgan = vqgan_config(config)
    resolution = vqgan.resolution
    side = {"height": resolution, "width": resolution}
    special = {
        "bos_token": BEGIN_TEXT, "eos_token": END_TEXT, "pad_token": PAD,
        "sep_token": END_TURN, "unk_token": UNKNOWN,
    }  # fmt: skip
    return {
        "config.json": described,
        "generation_config.json": {"bos_token_id": 0, "eos_token_id": [2], "pad_token_id": 1},
        "special_tokens_map.json": special,
        "tokenizer_config.json": special
        | {"tokenizer_class": "LlamaTokenizer", "model_max_length": config.max_position_embeddings},
        "processor_config.json": {
            "image_seq_length": grid_size(vqgan) ** 2,
            "image_token": IMAGE_PLACEHOLDER,
            "processor_class": "ChameleonProcessor",
        },
        "preprocessor_config.json": {
            "image_processor_type": "ChameleonImageProcessor",
            "crop_size": side,
            "size": {"shortest_edge": resolution},
            "image_mean": [1.0, 1.0, 1.0],
            "image_std": [1.0, 1.0, 1.0],
            "rescale_factor": 0.0078,
            "resample": 1,
        },
    }
