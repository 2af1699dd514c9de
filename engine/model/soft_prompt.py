"""A concept's learned rows, laid over the frozen model at its two ends.

Shared by the trainer (rows require grad), the PyTorch backend and the exported graph (rows are
inputs), so all three agree on what a soft prompt is.
"""

import torch
from torch import Tensor
from torch.nn import functional as F


def embed(
    ids: Tensor, table: Tensor, rows: Tensor, first_id: int, owners: Tensor | None = None
) -> Tensor:
    """Look up `ids` in `table`, except concept ids, which read `rows`.

    Shapes: ids (B, S) int64, table (V, H), rows (R, H), R ≥ 1 → (B, S, H) in the table's dtype.
    With `owners` (B, S) int64, rows are (C, R, H), and each position reads those of its owner.
    """
    row = ids - first_id
    count = rows.shape[-2]
    is_concept = (row >= 0) & (row < count)
    own = row.clamp(0, count - 1)
    if owners is not None:
        own, rows = own + owners * count, rows.flatten(0, 1)
    learned = F.embedding(own, rows).to(table.dtype)
    return torch.where(is_concept.unsqueeze(-1), learned, F.embedding(ids, table))


def project(
    hidden: Tensor, head: Tensor, rows: Tensor, first_id: int, owners: Tensor | None = None
) -> Tensor:
    """Logits over the vocabulary, with the concept's columns computed from `rows`.

    Shapes: hidden (..., H), head (V, H), rows (R, H) → (..., V) in the hidden's dtype.
    With `owners` (N,) int64, hidden is (N, H) and rows are (C, R, H): each label has its owner's.
    """
    logits = hidden @ head.T
    count = rows.shape[-2]
    if owners is None:
        own = hidden @ rows.to(hidden.dtype).T
    else:
        of_all = hidden @ rows.flatten(0, 1).to(hidden.dtype).T
        labels = torch.arange(len(owners), device=owners.device)
        own = of_all.view(len(owners), -1, count)[labels, owners]
    before, after = logits[..., :first_id], logits[..., first_id + count :]
    return torch.cat([before, own, after], dim=-1)
