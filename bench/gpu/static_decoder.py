"""Chameleon's decoder for one id a row, over static buffers: what a CUDA graph can hold.

Positions are on the device and grow there, so a step needs nothing from the host. Proved against
`engine.model.chameleon` by tests/bench/gpu/test_static_decoder.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import torch
from torch import Tensor
from torch.nn import functional as F

Linear: TypeAlias = Callable[[Tensor], Tensor]
"""(B, 1, in) → (B, 1, out)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Numbers of config.json; Chameleon-7B's by default."""

    hidden: int = 4096
    layers: int = 32
    heads: int = 32
    kv_heads: int = 32
    intermediate: int = 11008
    vocabulary: int = 65536
    codes: int = 8192
    theta: float = 10000.0
    epsilon: float = 1e-5

    @property
    def head_dim(self) -> int:
        """Width of a head."""
        return self.hidden // self.heads

    @property
    def layer_numbers(self) -> int:
        """Weights of the matrices of all layers."""
        attention = 2 * self.hidden * (self.hidden + self.kv_heads * self.head_dim)
        return self.layers * (attention + 3 * self.hidden * self.intermediate)


@dataclass(frozen=True, slots=True)
class Layer:
    """Four products and four norms; qk-norms are (weight, bias), each (heads, D)."""

    qkv: Linear
    out: Linear
    gate_up: Linear
    down: Linear
    before: Tensor
    after: Tensor
    q_norm: tuple[Tensor, Tensor]
    k_norm: tuple[Tensor, Tensor]


class Weights(Protocol):
    """Where a decoder's weights come from: random ones of any precision, or a checkpoint's."""

    table: Tensor
    norm: Tensor

    def layer(self, number: int) -> Layer:
        """The weights of one layer."""
        ...

    def head(self, rows: int) -> Linear:
        """The product that gives the logits of the first `rows` ids, or codes."""
        ...


class StaticDecoder:
    """Rows that go on together, each with `capacity` positions of buffers."""

    def __init__(self, sizes: Sizes, weights: Weights, *, rows: int, capacity: int) -> None:
        self.sizes, self._weights = sizes, weights
        table = weights.table
        self._layers = [weights.layer(number) for number in range(sizes.layers)]
        shape = (sizes.layers, 2, rows, sizes.kv_heads, capacity, sizes.head_dim)
        self.buffers = torch.zeros(shape, device=table.device, dtype=table.dtype)
        self._places = torch.arange(capacity, device=table.device)
        steps = torch.arange(0, sizes.head_dim, 2, device=table.device, dtype=torch.float32)
        angles = torch.outer(self._places.float(), sizes.theta ** (-steps / sizes.head_dim))
        self._angles = torch.cat([angles, angles], dim=-1)

    def hidden(self, ids: Tensor, position: Tensor, slots: int) -> Tensor:
        """Read ids (B, 1) at `position` (1,), looking at the first `slots` positions: (B, 1, H)."""
        angle = self._angles[position]
        turn = angle.cos().to(self.buffers.dtype), angle.sin().to(self.buffers.dtype)
        mask = (self._places[:slots] <= position).view(1, 1, 1, slots)
        x = F.embedding(ids, self._weights.table)
        for number, layer in enumerate(self._layers):
            x = x + self._attend(number, layer, self._norm(x, layer.before), (position, turn, mask))
            x = x + self._feed_forward(layer, self._norm(x, layer.after))
        return self._norm(x, self._weights.norm)

    def _attend(
        self,
        number: int,
        layer: Layer,
        h: Tensor,
        place: tuple[Tensor, tuple[Tensor, Tensor], Tensor],
    ) -> Tensor:
        position, turn, mask = place
        sizes = self.sizes
        rows, width = h.shape[0], sizes.head_dim
        keys = sizes.kv_heads * width
        q, k, v = torch.split(layer.qkv(h), [sizes.hidden, keys, keys], dim=-1)
        q = _turned(_head_norm(q.view(rows, 1, -1, width), layer.q_norm), turn)
        k = _turned(_head_norm(k.view(rows, 1, -1, width), layer.k_norm), turn)
        own = self.buffers[number]
        own[0].index_copy_(2, position, k.transpose(1, 2))
        own[1].index_copy_(2, position, v.view(rows, 1, -1, width).transpose(1, 2))
        seen = own[:, :, :, : mask.shape[-1]]
        attended = F.scaled_dot_product_attention(
            q.transpose(1, 2),
            seen[0],
            seen[1],
            attn_mask=mask,
            enable_gqa=sizes.kv_heads != sizes.heads,
        )
        return layer.out(attended.transpose(1, 2).reshape(rows, 1, sizes.hidden))

    def _feed_forward(self, layer: Layer, h: Tensor) -> Tensor:
        gate, up = layer.gate_up(h).chunk(2, dim=-1)
        return layer.down(F.silu(gate) * up)

    def _norm(self, x: Tensor, weight: Tensor) -> Tensor:
        return F.rms_norm(x, (self.sizes.hidden,), weight, self.sizes.epsilon)


def _head_norm(value: Tensor, norm: tuple[Tensor, Tensor]) -> Tensor:
    """LayerNorm over each head of (B, 1, heads, D), each head with its own weight and bias."""
    weight, bias = norm
    return F.layer_norm(value, (value.shape[-1],), eps=1e-5) * weight + bias


def _turned(value: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary position: the halves of a head's width are the two parts of a complex number."""
    cosine, sine = turn
    first, second = value.chunk(2, dim=-1)
    return value * cosine + torch.cat([-second, first], dim=-1) * sine
