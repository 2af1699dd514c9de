"""The loss of a batch, with logits at labelled positions only.

At 7B the head has 65,536 columns: logits of all positions would not fit (method.md 2.12).
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from engine.model import soft_prompt
from engine.model.chameleon import Chameleon, Rows
from engine.model.packed import Prefixes, packed_hidden
from engine.training.batches import Batch

LOGITS_AT_ONCE = 2**25
"""Numbers: 128 MiB in fp32, 512 labels at 7B."""
TEXT, IMAGE = 0, 1
"""Columns of what `losses` gives."""


def losses(
    model: Chameleon, rows: Rows, batch: Batch, logits_at_once: int = LOGITS_AT_ONCE
) -> Tensor:
    """Weighted sums of the cross-entropy over the labels of each concept: (C, 2) float32.

    Column `TEXT` is answers; column `IMAGE` drawing rows, their generation tokens and marks
    included (method.md trap 18). `rows` are those of C concepts. Within `packing` of the model.
    Where more logits than `logits_at_once` are needed they are computed in chunks, twice each.
    """
    embedded = soft_prompt.embed(batch.ids, model.table, rows.embeddings, rows.first, batch.owners)
    prefixes = _prefixes(rows, batch)
    hidden = packed_hidden(model, embedded, batch.lengths, prefixes)[batch.predicted_at]
    owners = batch.owners[batch.predicted_at]
    at_once = max(1, logits_at_once // model.head.shape[0])

    def of_chunk(hidden: Tensor, targets: Tensor, owners: Tensor) -> Tensor:
        logits = soft_prompt.project(hidden, model.head, rows.head, rows.first, owners)
        return F.cross_entropy(logits.float(), targets, reduction="none")

    surprise = _in_chunks(of_chunk, (hidden, batch.targets, owners), at_once) * batch.weights
    sums = surprise.new_zeros(len(rows.head) * 2)
    return sums.index_add(0, owners * 2 + batch.drawn, surprise).view(-1, 2)


def _prefixes(rows: Rows, batch: Batch) -> Prefixes | None:
    """What stands behind the first id of each row; None where no concept is deep."""
    if rows.prefix is None:
        return None
    lengths = torch.tensor(batch.lengths, device=batch.owners.device)
    return Prefixes(rows.prefix, batch.owners[lengths.cumsum(0) - 1])


def _in_chunks(
    loss: Callable[[Tensor, Tensor, Tensor], Tensor],
    labels: tuple[Tensor, Tensor, Tensor],
    at_once: int,
) -> Tensor:
    """`loss` of hidden (N, H), targets and owners (N,) → (N,), in parts of `at_once`."""
    if len(labels[0]) <= at_once:
        return loss(*labels)
    chunks = zip(*(torch.split(one, at_once) for one in labels), strict=True)
    return torch.cat(  # logits of a chunk are computed again on the way back, not kept
        [
            checkpoint(loss, *chunk, use_reentrant=False, preserve_rng_state=False)
            for chunk in chunks
        ]
    )
