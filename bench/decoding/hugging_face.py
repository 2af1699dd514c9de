"""transformers' own Chameleon, as it ships, in fp32: eager, sdpa, and static cache compiled."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

import torch
from torch import Tensor
from transformers import ChameleonForConditionalGeneration, DynamicCache, StaticCache
from transformers.utils import logging

from bench.decoding.checkpoint import decoder_parameters, position_numbers
from bench.decoding.systems import Ids, Logits, Weights

Kind: TypeAlias = Literal["eager", "sdpa", "static, compiled"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def load(checkpoint: Path) -> Any:
    """The model in fp32; its settings are chosen by `Transformers`."""
    quiet: Any = logging
    quiet.set_verbosity_error()  # it does not know the picture decoder's weights, and says so
    quiet.disable_progress_bar()
    model = ChameleonForConditionalGeneration.from_pretrained(
        checkpoint, dtype=torch.float32, local_files_only=True, use_safetensors=True
    )
    return model.train(False)


class Transformers:
    """One setting of transformers; every setting shares the weights of `model`."""

    def __init__(self, model: Any, kind: Kind) -> None:
        shared = {id(weight): weight for weight in model.parameters()}
        self._model = copy.deepcopy(model, shared)
        self._model.set_attn_implementation("eager" if kind == "eager" else "sdpa")
        self.name, self._static = f"transformers {kind}", kind == "static, compiled"
        self._forward: Callable[..., Any] = self._model
        self.weights = _weights(model.config)
        self._cache: Any = None
        self._kept: list[tuple[Tensor, Tensor]] = []

    @torch.inference_mode(False)
    @torch.no_grad()
    def begin(self, ids: Ids, batch: int, room: int) -> Logits:
        """Read `ids` once, and copy what was read for every row."""
        read: Any = DynamicCache()
        logits = self._model(
            torch.from_numpy(ids).unsqueeze(0), past_key_values=read, logits_to_keep=1
        ).logits
        self._kept = [
            (layer.keys.repeat(batch, 1, 1, 1), layer.values.repeat(batch, 1, 1, 1))
            for layer in read.layers
        ]
        self._cache = self._laid_out(len(ids) + room)
        if self._static:
            torch.compiler.reset()  # else the ninth shape would run uncompiled, without a word
            self._forward = torch.compile(self._model, dynamic=False)
        first: Logits = logits[0, -1].numpy()
        return first

    @torch.inference_mode(False)
    @torch.no_grad()
    def step(self, ids: Ids) -> Logits:
        """One call of the model's forward."""
        logits = self._forward(torch.from_numpy(ids).unsqueeze(1), past_key_values=self._cache)
        rows: Logits = logits.logits[:, -1].numpy()
        return rows

    def rewind(self) -> None:
        """Give the cache its former length."""
        for layer, (keys, values) in zip(self._cache.layers, self._kept, strict=True):
            if self._static:
                layer.cumulative_length.fill_(keys.shape[-2])
            else:
                layer.keys, layer.values = keys, values

    def end(self) -> None:
        """Drop the cache."""
        self._cache, self._kept = None, []

    def close(self) -> None:
        """Drop the model, and what was compiled."""
        self.end()
        del self._model, self._forward
        if self._static:
            torch.compiler.reset()

    def _laid_out(self, capacity: int) -> Any:
        cache = StaticCache(self._model.config, capacity) if self._static else DynamicCache()
        for place, (keys, values) in enumerate(self._kept):
            cache.update(keys, values, place)
        return cache


def _weights(config: Any) -> Weights:
    layers, head = decoder_parameters(config)
    return Weights("fp32", 4 * (layers + head), layers + head, 4 * position_numbers(config))
