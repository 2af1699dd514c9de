"""The loss of a batch, with logits at labelled positions only.

At 7B the head has 65,536 columns: logits of all positions would not fit (method.md 2.12).
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from engine.model.chameleon import Chameleon, Rows
from engine.training.batches import Batch

LOGITS_AT_ONCE = 2**25
"""Numbers: 128 MiB in fp32, 512 labels at 7B."""


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Sums of the cross-entropy over the labels of a batch."""

    text: Tensor
    """() float32: answers."""
    image: Tensor
    """() float32: drawing rows, their generation tokens and marks included."""


def losses(
    model: Chameleon, rows: Rows, batch: Batch, logits_at_once: int = LOGITS_AT_ONCE
) -> Losses:
    """Cross-entropy in fp32, text and image apart (method.md trap 18).

    Where more logits than `logits_at_once` are needed they are computed in chunks, twice each.
    """
    hidden = model.hidden(batch.ids, rows).flatten(0, 1)[batch.predicted_at]
    at_once = max(1, logits_at_once // model.head.shape[0])

    def of_chunk(hidden: Tensor, targets: Tensor) -> Tensor:
        return F.cross_entropy(model.logits(hidden, rows).float(), targets, reduction="none")

    surprise = _in_chunks(of_chunk, hidden, batch.targets, at_once)
    return Losses(surprise[~batch.drawn].sum(), surprise[batch.drawn].sum())


def _in_chunks(
    loss: Callable[[Tensor, Tensor], Tensor], hidden: Tensor, targets: Tensor, at_once: int
) -> Tensor:
    """`loss` of hidden (N, H) and targets (N,) → (N,), `at_once` at a time where N is larger."""
    if len(targets) <= at_once:
        return loss(hidden, targets)
    chunks = zip(torch.split(hidden, at_once), torch.split(targets, at_once), strict=True)
    return torch.cat(  # logits of a chunk are computed again on the way back, not kept
        [
            checkpoint(loss, *chunk, use_reentrant=False, preserve_rng_state=False)
            for chunk in chunks
        ]
    )
