"""A frozen linear layer that keeps int4 or int8 codes and unfolds them when it is used.

So a 7B decoder takes 3.5 GB at 4 bits, while rows are learned on exactly the weights they run on:
forward and backward both see code · scale. Neither keeps the unfolded weight.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from engine.model.quantized_file import Quantized, QuantizedWeights


class QuantizedLinear(nn.Module):
    """y = x Wᵀ + b with W = codes · scales, unfolded per call. Nothing in it is trained."""

    codes: Tensor
    scales: Tensor

    def __init__(self, weight: Quantized, bias: Tensor | None, device: str) -> None:
        super().__init__()
        self.block, self.bits = weight.block, weight.bits
        codes = torch.from_numpy(weight.codes).to(device)
        self.register_buffer("codes", _pack(codes) if weight.bits == 4 else codes.contiguous())
        self.register_buffer("scales", torch.from_numpy(weight.scales).to(device, torch.bfloat16))
        self.bias = None if bias is None else nn.Parameter(bias, requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        """x (..., in) → (..., out), in the dtype of x."""
        y: Tensor = _Unfolded.apply(x, self.weight)  # type: ignore[no-untyped-call]
        return y if self.bias is None else y + self.bias

    def weight(self, dtype: torch.dtype) -> Tensor:
        """The weight (out, in) that the codes stand for."""
        return unfold(self.codes, self.scales, self.block, dtype)


def unfold(codes: Tensor, scales: Tensor, block: int, dtype: torch.dtype) -> Tensor:
    """Codes int8 (out, in), or uint8 (out, in / 2) of two each, times scales (out, in / block)."""
    signed = _unpack(codes) if codes.dtype == torch.uint8 else codes
    blocks = signed.view(signed.shape[0], -1, block).to(dtype)
    blocks *= scales.to(dtype).unsqueeze(-1)  # in place: a second copy would be the largest of all
    return blocks.view(signed.shape)


def dense(weight: Quantized, device: str, dtype: torch.dtype) -> Tensor:
    """The whole weight (out, in), for a layer that is not a `QuantizedLinear`."""
    codes, scales = (torch.from_numpy(one).to(device) for one in (weight.codes, weight.scales))
    return unfold(codes, scales, weight.block, dtype)


def lay_quantized(inner: nn.Module, weights: QuantizedWeights, device: str) -> set[str]:
    """Put a `QuantizedLinear` in place of each linear layer that `weights` holds.

    `inner` is the decoder, whose tensors are called `model.…`. Returns the names that need not be
    read from the checkpoint any more. Biases stay to be read where they are.
    """
    laid: set[str] = set()
    for name in weights.names:
        if not name.startswith("model."):
            continue
        path = name.removeprefix("model.").removesuffix(".weight")
        parent = inner.get_submodule(path.rpartition(".")[0])
        own = path.rpartition(".")[2]
        weight = weights.get(name)
        assert weight is not None
        bias = getattr(getattr(parent, own), "bias", None)
        setattr(parent, own, QuantizedLinear(weight, bias, device))
        laid.add(name)
    return laid


class _Unfolded(torch.autograd.Function):
    """x Wᵀ whose backward unfolds W again instead of keeping it."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Callable[[torch.dtype], Tensor]) -> Tensor:
        ctx.weight = weight
        return x @ weight(x.dtype).T

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        (gradient,) = gradients
        return gradient @ ctx.weight(gradient.dtype), None


def _pack(codes: Tensor) -> Tensor:
    halves = codes.view(torch.uint8) & 0xF
    return halves[:, 0::2] | (halves[:, 1::2] << 4)


def _unpack(packed: Tensor) -> Tensor:
    signed = packed.view(torch.int8)
    low, high = (signed << 4) >> 4, signed >> 4
    return torch.stack([low, high], dim=-1).view(packed.shape[0], -1)
