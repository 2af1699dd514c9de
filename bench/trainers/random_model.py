"""Decoders of random weights and any sizes, and rows of random ids: for time and memory alone."""

import numpy as np
import torch
from transformers import ChameleonConfig, ChameleonModel

from engine.model.chameleon import Chameleon
from engine.model.fallbacks import lay_fallback
from engine.model.quantized import QuantizedLinear
from engine.model.quantized_file import Quantized
from engine.model.vqgan import VQGAN
from engine.training.examples import Example, Kind
from engine.training.memory_model import Shapes

_BLOCK = 128  # of int8 and int4: numbers that share a scale


def random_model(
    shapes: Shapes, weights: str, vqgan: VQGAN | None = None, device: str = "cpu"
) -> Chameleon:
    """Frozen random weights kept as `weights`, one of `engine.training.fit.WEIGHTS` but `auto`.

    Made on the `device`, in bf16 before they become codes.
    """
    config = ChameleonConfig(
        hidden_size=shapes.hidden, intermediate_size=shapes.intermediate,
        num_hidden_layers=shapes.layers, num_attention_heads=shapes.heads,
        num_key_value_heads=shapes.kv_heads, vocab_size=shapes.vocabulary,
        vocabulary_map={"<image>": 5},
        vq_config={"num_res_blocks": 1, "channel_multiplier": [1], "base_channels": 32,
                   "resolution": 16},
    )  # fmt: skip
    config._attn_implementation = "sdpa"
    dtype = torch.float32 if weights == "fp32" else torch.bfloat16
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            inner = ChameleonModel(config).train(False).requires_grad_(False)
    finally:
        torch.set_default_dtype(torch.float32)
    head = torch.empty(shapes.vocabulary, shapes.hidden, dtype=dtype, device=device)
    head.normal_(std=shapes.hidden**-0.5)
    tokenizer = torch.nn.Identity() if vqgan is None else vqgan
    model = Chameleon(inner, head, tokenizer)  # type: ignore[arg-type]
    if weights in ("int4", "int8"):
        _lay_codes(inner, int(weights[-1]), device)
    elif weights not in ("bf16", "fp32"):
        lay_fallback(model, weights, device)
    return model


def random_rows(shapes: Shapes, count: int) -> list[Example]:
    """Drawing rows of the longest kind."""
    dice = np.random.default_rng(0)
    ids = dice.integers(0, shapes.vocabulary, (count, shapes.row)).tolist()
    return [Example(tuple(row), shapes.row - shapes.labels, Kind.DRAWING) for row in ids]


def _lay_codes(inner: torch.nn.Module, bits: int, device: str) -> None:
    """Random codes in place of every linear layer of the decoder, as an export keeps them."""
    dice = np.random.default_rng(1)
    for path, linear in list(inner.layers.named_modules()):  # type: ignore[union-attr]
        if not isinstance(linear, torch.nn.Linear):
            continue
        rows, columns = linear.weight.shape
        low = -(1 << (bits - 1))
        codes = dice.integers(low, -low, (rows, columns), dtype=np.int8)
        scales = np.full((rows, columns // _BLOCK), 0.02 / -low, np.float32)
        layer = QuantizedLinear(Quantized(codes, scales, _BLOCK, bits), None, device)
        inner.layers.set_submodule(path, layer)  # type: ignore[union-attr]
