"""The loss of a batch, with logits at labelled positions only.

At 7B the head has 65,536 columns: logits of all positions would not fit (method.md 2.12).
"""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from engine.model.chameleon import Chameleon, Rows
from engine.training.batches import Batch

_LOGITS_AT_ONCE = 2**25  # numbers: 128 MiB in fp32, 512 labels at 7B


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Sums of the cross-entropy over the labels of a batch."""

    text: Tensor
    """() float32: answers."""
    image: Tensor
    """() float32: drawing rows, their generation tokens and marks included."""


def losses(model: Chameleon, rows: Rows, batch: Batch) -> Losses:
    """Cross-entropy in fp32, text and image apart (method.md trap 18)."""
    hidden = model.hidden(batch.ids, rows).flatten(0, 1)[batch.predicted_at]
    surprise = _cross_entropy(model, rows, hidden, batch.targets)
    return Losses(surprise[~batch.drawn].sum(), surprise[batch.drawn].sum())


def _cross_entropy(model: Chameleon, rows: Rows, hidden: Tensor, targets: Tensor) -> Tensor:
    """Of each label: hidden (N, H), targets (N,) → (N,). In chunks where logits are many."""

    def of_chunk(hidden: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(model.logits(hidden, rows).float(), targets, reduction="none")

    at_once = max(1, _LOGITS_AT_ONCE // model.head.shape[0])
    if len(targets) <= at_once:
        return of_chunk(hidden, targets)
    chunks = zip(torch.split(hidden, at_once), torch.split(targets, at_once), strict=True)
    return torch.cat(  # logits of a chunk are computed again on the way back, not kept
        [
            checkpoint(of_chunk, *chunk, use_reentrant=False, preserve_rng_state=False)
            for chunk in chunks
        ]
    )
