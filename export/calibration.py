"""Calibrated rounding of a whole decoder, layer by layer, with one layer in memory.

Sequences of words and image codes run through each layer as it was, which gives the inputs of its
linear layers; it is rounded; then they run through it as it became, so that later layers make good
what earlier ones lost (GPTQ, arXiv 2210.17323, section 4).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

import torch
from torch import Tensor, nn
from transformers.models.chameleon.modeling_chameleon import ChameleonRotaryEmbedding

from engine.model.config import build_empty, destinations, read_config
from engine.model.quantized import QuantizedLinear
from engine.model.quantized_file import QuantizedFile, Spec
from engine.model.vqgan import VQGAN
from engine.model.weights import read_tensors
from engine.runtime.backends.base import Ids, Pixels
from engine.tokens.tokenizer import Tokenizer
from export import material
from export.aside import aside
from export.rounding import calibrated

GROUPS = {
    "self_attn.q_proj": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "self_attn.o_proj": ("self_attn.o_proj",),
    "mlp.gate_proj": ("mlp.gate_proj", "mlp.up_proj"),
    "mlp.down_proj": ("mlp.down_proj",),
}
"""Linear layers that see the same inputs, by the one that is watched."""
_TABLE = "model.embed_tokens.weight"
Place: TypeAlias = tuple[nn.Module, str]
"""A module and the name of its tensor."""


def calibrate(checkpoint: Path, file: QuantizedFile, specs: Mapping[str, Spec]) -> Iterator[None]:
    """Put every linear layer of the decoder into `file`; advances a few times a second.

    Layers that are in the file already are only run through. Uses a GPU where PyTorch sees one.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    config = read_config(checkpoint)
    inner, vqgan = build_empty(config)
    places = destinations(inner, vqgan)
    states = yield from aside(partial(_first_states, checkpoint, vqgan, places, device), None)
    rotary = ChameleonRotaryEmbedding(config).to(device)
    for number, layer in enumerate(inner.layers):
        prefix = f"model.layers.{number}."
        _load(checkpoint, places, prefix, device)
        own = [name for name in specs if name.startswith(prefix)]
        if not file.done.issuperset(own):
            hessians = yield from aside(partial(_watched, layer, states, rotary), None)
            for name in own:
                yield from _round(name, layer, hessians, file, specs[name])
        _replace(layer, prefix, own, file, device)
        states = yield from aside(partial(_run_all, layer, states, rotary), None)
        layer.to("meta")


def _round(
    name: str, layer: nn.Module, hessians: Mapping[str, Tensor], file: QuantizedFile, spec: Spec
) -> Iterator[None]:
    if name in file.done:
        return
    path = ".".join(name.split(".")[3:-1])
    weight = layer.get_submodule(path).weight
    assert isinstance(weight, Tensor)
    watched = next(first for first, group in GROUPS.items() if path in group)
    work = aside(partial(calibrated, weight, hessians[watched], spec.bits), None)
    file.put(name, (yield from work))


@torch.no_grad()
def _watched(layer: nn.Module, states: list[Tensor], rotary: nn.Module) -> dict[str, Tensor]:
    """Σ x xᵀ (in, in) over the inputs x of each group, while `states` run through the layer."""
    sums: dict[str, Tensor] = {}

    def watch(name: str, inputs: tuple[Tensor, ...]) -> None:
        x = inputs[0].flatten(0, -2)
        sums[name] = sums[name].addmm_(x.T, x) if name in sums else x.T @ x

    hooks = [
        layer.get_submodule(name).register_forward_pre_hook(
            lambda _, inputs, name=name: watch(name, inputs)
        )
        for name in GROUPS
    ]
    for state in states:
        _run(layer, state, rotary)
    for hook in hooks:
        hook.remove()
    return sums


@torch.no_grad()
def _run_all(layer: nn.Module, states: list[Tensor], rotary: nn.Module) -> list[Tensor]:
    return [_run(layer, state, rotary) for state in states]


def _run(layer: nn.Module, state: Tensor, rotary: nn.Module) -> Tensor:
    """Hidden states (1, S, H) after the layer."""
    positions = torch.arange(state.shape[1], device=state.device).unsqueeze(0)
    angles = rotary(state, position_ids=positions)
    output: Tensor = layer(state, position_ids=positions, position_embeddings=angles)[0]
    return output


def _replace(
    layer: nn.Module, prefix: str, names: list[str], file: QuantizedFile, device: str
) -> None:
    """The layer's linear layers as they will run."""
    for name in names:
        path = name.removeprefix(prefix).removesuffix(".weight")
        parent, _, own = path.rpartition(".")
        bias = layer.get_submodule(path).bias
        assert bias is None or isinstance(bias, Tensor)
        quantized = QuantizedLinear(file.get(name), bias, device)
        setattr(layer.get_submodule(parent), own, quantized)


@torch.no_grad()
def _first_states(
    checkpoint: Path, vqgan: VQGAN, places: Mapping[str, Place], device: str
) -> list[Tensor]:
    """Embeddings (1, S, H) of each sequence; its pictures are encoded by the checkpoint's VQGAN."""
    _load(checkpoint, places, "model.vqmodel.", "cpu")

    def encode(pixels: Pixels) -> Ids:
        codes: Ids = vqgan.encode(torch.from_numpy(pixels)).numpy()
        return codes

    tokenizer = Tokenizer.open(checkpoint)
    sequences = material.calibration(tokenizer, encode, material.CALIBRATION_TOKENS)
    vqgan.to("meta")
    ((_, table),) = read_tensors(checkpoint, {_TABLE}, "cpu")
    return [table[torch.tensor(ids)].float().unsqueeze(0).to(device) for ids in sequences]


def _load(checkpoint: Path, places: Mapping[str, Place], prefix: str, device: str) -> None:
    """Read the tensors whose names begin with `prefix`, in float32."""
    own = {name for name in places if name.startswith(prefix)}
    for name, tensor in read_tensors(checkpoint, own, "cpu"):
        module, key = places[name]
        setattr(module, key, nn.Parameter(tensor.to(device, torch.float32), requires_grad=False))
