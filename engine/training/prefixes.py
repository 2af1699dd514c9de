"""Where a deep concept's keys and values begin: as the frozen model itself would have them."""

from typing import Any

import torch
from torch import Tensor
from transformers import DynamicCache

from engine.model.chameleon import Chameleon, Rows


@torch.no_grad()
def first_prefix(model: Chameleon, rows: Rows, begin: int, positions: int) -> Tensor:
    """Keys and values (layers, 2, KV, P, D) in fp32 for `positions` P behind begin of text.

    Those of the concept's own rows (again from the first where there are fewer), read behind the
    id `begin`: normed and turned to the places where they will stand.
    """
    count = len(rows.embeddings)
    ids = [begin, *(rows.first + place % count for place in range(positions))]
    cache = DynamicCache(config=model.config)
    model.hidden(torch.tensor([ids], device=model.device), rows, cache=cache)
    layers: list[Any] = cache.layers
    both = [torch.stack([one.keys[0, :, 1:], one.values[0, :, 1:]]) for one in layers]
    return torch.stack(both).float()
