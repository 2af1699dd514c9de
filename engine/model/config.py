"""What a checkpoint's config.json promises: its architecture and the shape of every tensor."""

import json
from pathlib import Path
from typing import Any

import torch
from torch import nn
from transformers import ChameleonConfig, ChameleonModel, ChameleonVQVAEConfig

from engine.errors import FormatError, SetupError
from engine.model.vqgan import VQGAN

CONFIG, TOKENIZER, INDEX = "config.json", "tokenizer.json", "model.safetensors.index.json"
DECODER_PREFIX = "model.vqmodel.decoder."
"""Keys of the VQGAN decoder, which transformers does not know (method.md 1.3)."""
HEAD = "lm_head.weight"
_REMEDY = "Choose a folder with Anole weights in the Hugging Face format (Anole-7b-v0.1-hf)."


def read_config(folder: Path) -> ChameleonConfig:
    """Read config.json. SetupError where it is missing, FormatError where it is not Chameleon's."""
    path = folder / CONFIG
    try:
        written: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"{path} cannot be read.", remedy=_REMEDY) from error
    except ValueError as error:
        raise FormatError(f"{path} is damaged.", remedy=_REMEDY) from error
    if not isinstance(written, dict) or written.get("model_type") != "chameleon":
        raise FormatError(f"{path} does not describe a Chameleon model.", remedy=_REMEDY)
    try:
        names = written.get("vocabulary_map") or {}
        config = ChameleonConfig(**written | {"vocabulary_map": names})
    except (TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"{path} has settings that do not fit.", remedy=_REMEDY) from error
    _check(config, path)
    return config


def vqgan_config(config: ChameleonConfig) -> ChameleonVQVAEConfig:
    """The part of the config that describes the image tokenizer."""
    assert isinstance(config.vq_config, ChameleonVQVAEConfig)  # transformers parses it
    return config.vq_config


def build_empty(config: ChameleonConfig) -> tuple[ChameleonModel, VQGAN]:
    """The modules of a checkpoint without any memory for their weights (device `meta`)."""
    with torch.device("meta"):
        config._attn_implementation = "sdpa"
        inner = ChameleonModel(config)
        return inner.train(False), VQGAN(inner.vqmodel).train(False)


def destinations(inner: ChameleonModel, vqgan: VQGAN) -> dict[str, tuple[nn.Module, str]]:
    """Where each tensor of a checkpoint belongs, but for the head: name → module, attribute."""
    trees: tuple[tuple[str, nn.Module], ...] = (("model.", inner), (DECODER_PREFIX, vqgan.decoder))
    return {
        prefix + (f"{path}.{name}" if path else name): (module, name)
        for prefix, tree in trees
        for path, module in tree.named_modules()
        for name, _ in module.named_parameters(recurse=False)
    }


def expected_shapes(config: ChameleonConfig) -> dict[str, tuple[int, ...]]:
    """Name → shape of every tensor that a checkpoint with this config must hold."""
    places = destinations(*build_empty(config))
    shapes = {name: tuple(getattr(module, key).shape) for name, (module, key) in places.items()}
    return shapes | {HEAD: (config.vocab_size, config.hidden_size)}


def _check(config: ChameleonConfig, path: Path) -> None:
    vqgan = vqgan_config(config)
    levels = len(vqgan.channel_multiplier)
    if config.tie_word_embeddings:
        raise FormatError(f"{path} ties its embeddings; Chameleon's are separate.", remedy=_REMEDY)
    if config.hidden_size % config.num_attention_heads or vqgan.resolution % 2 ** (levels - 1):
        raise FormatError(f"{path} has sizes that do not divide.", remedy=_REMEDY)
