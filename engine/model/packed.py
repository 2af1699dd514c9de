"""Rows of different length one after another, without padding: attention keeps them apart.

All other layers treat positions one by one, so a step of rows is one long sequence to them. Each
row attends to itself alone, through the fast causal kernels; no mask is made. A deep concept's keys
and values stand behind the first id of its rows, as they will in a session's cache.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F
from transformers import AttentionInterface

from engine.model.chameleon import Chameleon

_NAME = "yochameleon_packed"


@dataclass(frozen=True, slots=True, eq=False)
class Prefixes:
    """Learned keys and values of C concepts, and which of them each of B rows has.

    tensor (C, layers, 2, KV, P, D), owners (B,) int64.
    """

    tensor: Tensor
    owners: Tensor

    @property
    def positions(self) -> int:
        """P: how much further later ids stand."""
        return int(self.tensor.shape[4])


@contextmanager
def packing(model: Chameleon) -> Iterator[None]:
    """Within this, `packed_hidden` may be called, and gradients of what it gave be computed."""
    AttentionInterface.register(_NAME, _attention)
    config = model.inner.config
    before = config._attn_implementation
    config._attn_implementation = _NAME
    try:
        yield
    finally:
        config._attn_implementation = before


def packed_hidden(
    model: Chameleon, embedded: Tensor, lengths: Sequence[int], prefixes: Prefixes | None = None
) -> Tensor:
    """Last hidden states (T, H) of embedded rows (T, H), `lengths` of them one after another."""
    positions = torch.cat([torch.arange(length, device=embedded.device) for length in lengths])
    if prefixes:
        positions = positions + prefixes.positions * (positions > 0)
    output = model.inner(
        inputs_embeds=embedded.unsqueeze(0),
        position_ids=positions.unsqueeze(0),
        use_cache=False,
        row_lengths=tuple(lengths),
        prefixes=prefixes,
    )
    result: Tensor = output.last_hidden_state[0]
    return result


def _attention(  # noqa: PLR0913 - the signature is transformers'
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    *,
    row_lengths: tuple[int, ...],
    prefixes: Prefixes | None = None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """Query (1, heads, T, D), key and value (1, fewer or as many, T, D) → (1, T, heads, D)."""
    runs = [(len(list(same)), length) for length, same in groupby(row_lengths)]
    sizes = [count * length for count, length in runs]
    split = (torch.split(one[0], sizes, dim=1) for one in (query, key, value))
    behind: Sequence[Tensor | None] = [None] * len(runs)
    if prefixes:
        own = prefixes.tensor[:, module.layer_idx][prefixes.owners].to(key.dtype)
        behind = torch.split(own, [count for count, _ in runs])
    parts = [
        _rows_apart(run, pieces, scaling, module.num_key_value_groups > 1, prefix)
        for run, pieces, prefix in zip(runs, zip(*split, strict=True), behind, strict=True)
    ]
    return torch.cat(parts).unsqueeze(0), None


def _rows_apart(
    run: tuple[int, int],
    pieces: tuple[Tensor, ...],
    scaling: float | None,
    grouped: bool,
    prefix: Tensor | None,
) -> Tensor:
    """Causal attention of `count` rows of `length`: pieces (heads, count · length, D) each.

    `prefix` (count, 2, KV, P, D) stands behind each row's first id. Nothing is asked there: these
    queries are zeros and what they find is dropped, so that the causal kernels still serve.
    """
    query, key, value = (
        piece.reshape(len(piece), *run, piece.shape[-1]).transpose(0, 1) for piece in pieces
    )
    if prefix is not None:
        asked = query.new_zeros(*query.shape[:2], prefix.shape[3], query.shape[3])
        query, key, value = (
            torch.cat([whole[:, :, :1], more, whole[:, :, 1:]], dim=2)
            for whole, more in zip((query, key, value), (asked, *prefix.unbind(1)), strict=True)
        )
    found = F.scaled_dot_product_attention(
        query, key, value, is_causal=True, scale=scaling, enable_gqa=grouped
    )
    if prefix is not None:
        found = torch.cat([found[:, :, :1], found[:, :, 1 + prefix.shape[3] :]], dim=2)
    return found.transpose(1, 2).flatten(0, 1)
