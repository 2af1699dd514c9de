"""Random weights of a decoder, made on the device: bf16, or int4 in blocks with their scales.

Their bytes and their time are those of real ones.
"""

from typing import Literal, TypeAlias

import torch
from torch import Tensor
from torch.nn import functional as F

from bench.gpu.static_decoder import Layer, Linear, Sizes

Precision: TypeAlias = Literal["bf16", "int4"]
BLOCK = 128
_INNER_TILES = 8
"""How PyTorch's int4 kernel packs: the layout for the largest products."""


class RandomWeights:
    """Every product in `precision`, but the head of int4, which stays bf16."""

    def __init__(self, sizes: Sizes, precision: Precision, device: str) -> None:
        self._sizes, self._precision, self._device = sizes, precision, device
        self.table = self._random(sizes.vocabulary, sizes.hidden)
        self.norm = self._ones(sizes.hidden)
        self._head = self._random(sizes.vocabulary, sizes.hidden)

    @property
    def bits(self) -> float:
        """Of a weight of the layers, scales counted."""
        return 16.0 if self._precision == "bf16" else 4 + 32 / BLOCK

    def layer(self, number: int) -> Layer:
        """New random weights."""
        sizes = self._sizes
        keys = sizes.kv_heads * sizes.head_dim
        norm = self._ones(sizes.heads, sizes.head_dim), self._ones(sizes.heads, sizes.head_dim)
        k_norm = tuple(one[: sizes.kv_heads] for one in norm)
        return Layer(
            qkv=self._linear(sizes.hidden + 2 * keys, sizes.hidden),
            out=self._linear(sizes.hidden, sizes.hidden),
            gate_up=self._linear(2 * sizes.intermediate, sizes.hidden),
            down=self._linear(sizes.hidden, sizes.intermediate),
            before=self._ones(sizes.hidden),
            after=self._ones(sizes.hidden),
            q_norm=norm,
            k_norm=(k_norm[0], k_norm[1]),
        )

    def head(self, rows: int) -> Linear:
        """The first `rows` of one matrix."""
        matrix = self._head[:rows]
        return lambda x: F.linear(x, matrix)

    def step_bytes(self, head_rows: int, batch: int, context: int) -> int:
        """What one step must read: layers, head, keys and values (export.md 8)."""
        sizes = self._sizes
        layers = round(sizes.layer_numbers * self.bits / 8)
        position = 2 * sizes.layers * sizes.kv_heads * sizes.head_dim * 2
        return layers + head_rows * sizes.hidden * 2 + batch * context * position

    def _linear(self, outputs: int, inputs: int) -> Linear:
        if self._precision == "bf16":
            matrix = self._random(outputs, inputs)
            return lambda x: F.linear(x, matrix)
        codes = torch.randint(0, 16, (outputs, inputs), device=self._device, dtype=torch.int32)
        scales = torch.full((outputs, inputs // BLOCK), inputs**-0.5 / 4, device=self._device)
        return int4_linear(codes, scales)

    def _random(self, *shape: int) -> Tensor:
        made = torch.empty(shape, device=self._device, dtype=torch.bfloat16)
        return made.normal_(std=shape[-1] ** -0.5)

    def _ones(self, *shape: int) -> Tensor:
        return torch.ones(shape, device=self._device, dtype=torch.bfloat16)


def int4_linear(codes: Tensor, scales: Tensor) -> Linear:
    """x @ ((codes - 8) · scales)ᵀ by PyTorch's own kernel, on CUDA only.

    codes: int32 (out, in) of 0…15; scales: (out, in / BLOCK).
    """
    outputs = codes.shape[0]
    pairs = (codes[:, ::2] << 4 | codes[:, 1::2]).to(torch.uint8)
    packed = torch.ops.aten._convert_weight_to_int4pack(pairs, _INNER_TILES)
    both = torch.stack([scales.T, torch.zeros_like(scales.T)], dim=-1)
    laid_out = both.to(torch.bfloat16).contiguous()

    def multiply(x: Tensor) -> Tensor:
        flat = x.reshape(-1, x.shape[-1])
        product: Tensor = torch.ops.aten._weight_int4pack_mm(flat, packed, BLOCK, laid_out)
        return product.view(*x.shape[:-1], outputs)

    return multiply


def int4_error(device: str) -> float:
    """How far `int4_linear` is from the same weights written out, relative to the largest value."""
    dice = torch.Generator(device=device).manual_seed(0)
    codes = torch.randint(0, 16, (1024, 1024), device=device, dtype=torch.int32, generator=dice)
    scales = torch.rand(1024, 1024 // BLOCK, device=device, generator=dice).bfloat16().float() / 64
    x = torch.randn(4, 1024, device=device, generator=dice).bfloat16()
    written = (codes - 8).float() * scales.repeat_interleave(BLOCK, dim=1)
    expected = x.float() @ written.T
    given = int4_linear(codes, scales)(x).float()
    return float((given - expected).abs().max() / expected.abs().max())
