"""A concept's learned rows, laid over the frozen model at its two ends.

Shared by the trainer (rows require grad), the PyTorch backend and the exported graph (rows are
inputs), so all three agree on what a soft prompt is.
"""

import torch
from torch import Tensor
from torch.nn import functional as F


def embed(ids: Tensor, table: Tensor, rows: Tensor, first_id: int) -> Tensor:
    """Look up `ids` in `table`, except concept ids, which read `rows`.

    Shapes: ids (B, S) int64, table (V, H), rows (R, H), R ≥ 1 → (B, S, H) in the table's dtype.
    """
    row = ids - first_id
    is_concept = (row >= 0) & (row < rows.shape[0])
    learned = F.embedding(row.clamp(0, rows.shape[0] - 1), rows).to(table.dtype)
    return torch.where(is_concept.unsqueeze(-1), learned, F.embedding(ids, table))


def project(hidden: Tensor, head: Tensor, rows: Tensor, first_id: int) -> Tensor:
    """Logits over the vocabulary, with the concept's columns computed from `rows`.

    Shapes: hidden (..., H), head (V, H), rows (R, H) → (..., V) in the hidden's dtype.
    """
    logits = hidden @ head.T
    before, after = logits[..., :first_id], logits[..., first_id + rows.shape[0] :]
    return torch.cat([before, hidden @ rows.to(hidden.dtype).T, after], dim=-1)
