"""Frozen layers of other libraries, for learning where no quantized export is at hand.

NF4 by bitsandbytes and int8 by torchao. Their gradients to the input were compared with the dense
layer's on the CPU (`tests/engine/training/test_steps.py`). Rows learned on them are learned on
other weights than those that an export runs, so the export's own int4 or int8 comes first.
"""

import logging
from importlib import import_module
from typing import Any

from torch import nn

from engine.errors import SetupError
from engine.model.chameleon import Chameleon

KINDS = ("nf4", "int8-torchao")


def lay_fallback(model: Chameleon, kind: str, device: str) -> Chameleon:
    """The same model with its decoder's linear layers quantized, on `device`.

    The model is changed in place, layer by layer, so that the device never holds it unquantized.
    SetupError where the library is missing or cannot work here.
    """
    layer_of = {"nf4": _nf4, "int8-torchao": _int8}[kind]
    try:
        for layer in model.inner.layers:
            for name, linear in list(layer.named_modules()):
                if isinstance(linear, nn.Linear):
                    layer.set_submodule(name, layer_of(linear, device))
    except ImportError as error:
        raise SetupError(
            f"Weights cannot be kept as {kind}: {error.name or error} is not installed.",
            remedy=f"Install {'bitsandbytes' if kind == 'nf4' else 'torchao'}, or `engine export`.",
        ) from error
    inner: nn.Module = model.inner
    inner.to(device)
    model.vqgan.to(device)
    model.head = model.head.to(device)
    return model


def _nf4(linear: nn.Linear, device: str) -> nn.Module:
    logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # of kernels that CPUs lack
    import bitsandbytes

    nets: Any = bitsandbytes.nn
    layer = nets.Linear4bit(
        linear.in_features,
        linear.out_features,
        bias=linear.bias is not None,
        compute_dtype=linear.weight.dtype,
        quant_type="nf4",
    )
    layer.weight = nets.Params4bit(linear.weight.detach(), requires_grad=False, quant_type="nf4")
    layer.bias = linear.bias
    found: nn.Module = layer.to(device)
    return found


def _int8(linear: nn.Linear, device: str) -> nn.Module:
    quantization: Any = import_module("torchao.quantization")
    alone = nn.Sequential(linear.to(device))
    quantization.quantize_(alone, quantization.Int8WeightOnlyConfig())
    for parameter in alone.parameters():
        parameter.requires_grad_(False)
    found: nn.Module = alone[0]
    return found
