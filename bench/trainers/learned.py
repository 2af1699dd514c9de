"""What is learned, and its optimizer: two whole matrices, or the concept's rows alone."""

from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from engine.model import soft_prompt
from engine.model.chameleon import Chameleon, Rows
from engine.training.config import TrainingConfig
from engine.training.state import TrainingState


class Learned(Protocol):
    """Both ends of the model, as one of the two ways of learning has them."""

    def embed(self, ids: Tensor) -> Tensor:
        """Embeddings (B, S, H) of ids (B, S)."""

    def project(self, hidden: Tensor) -> Tensor:
        """Logits (..., V) of hidden states (..., H)."""

    def step(self, rate: float) -> None:
        """Take the optimizer's step with the gradients that are there, and drop them."""

    def rows(self) -> Rows:
        """The concept's rows (R, H) as they are, copied."""

    def begin_anew(self) -> None:
        """As before the first step."""


class WholeTables:
    """The authors' way: the optimizer holds both whole matrices; other rows are put back after it.

    The matrices are the model's own, so that nothing is kept twice but what the recipe keeps twice.
    """

    def __init__(self, model: Chameleon, ids: range, config: TrainingConfig) -> None:
        self._ids, self._decay = ids, config.weight_decay
        self._tables = [nn.Parameter(one.detach()) for one in (model.table, model.head)]
        self._saved = [one.detach().clone() for one in self._tables]
        self._others = torch.ones(len(model.head), dtype=torch.bool, device=model.device)
        self._others[ids.start : ids.stop] = False
        self._optimizer = self._new_optimizer()

    def embed(self, ids: Tensor) -> Tensor:
        """Looked up in the whole matrix, whose gradient is a whole matrix too."""
        return F.embedding(ids, self._tables[0])

    def project(self, hidden: Tensor) -> Tensor:
        """Through the whole matrix."""
        return hidden @ self._tables[1].T

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """AdamW over everything, then the saved originals back into all rows but the concept's."""
        self._optimizer.param_groups[0]["lr"] = rate
        self._optimizer.step()
        for table, saved in zip(self._tables, self._saved, strict=True):
            table[self._others] = saved[self._others]
        self._optimizer.zero_grad()

    def rows(self) -> Rows:
        """The concept's part of both matrices."""
        own = slice(self._ids.start, self._ids.stop)
        embeddings, head = (one.detach()[own].float().clone() for one in self._tables)
        return Rows(self._ids.start, embeddings, head)

    @torch.no_grad()
    def begin_anew(self) -> None:
        """Every row is the checkpoint's again."""
        for table, saved in zip(self._tables, self._saved, strict=True):
            table.copy_(saved)
            table.grad = None
        self._optimizer = self._new_optimizer()

    def _new_optimizer(self) -> torch.optim.Optimizer:
        return torch.optim.AdamW(
            self._tables, lr=0.0, betas=(0.9, 0.999), eps=1e-6, weight_decay=self._decay
        )  # method.md 2.3


class RowsAlone:
    """Our way: two small matrices in fp32, laid over the frozen ones."""

    def __init__(self, model: Chameleon, ids: range, config: TrainingConfig) -> None:
        self._model, self._config = model, config
        self._start = model.reserved_rows(ids)
        self._state = TrainingState(self._start, config)

    def embed(self, ids: Tensor) -> Tensor:
        """Looked up in the frozen matrix, the concept's ids in its rows."""
        rows = self._state.rows
        return soft_prompt.embed(ids, self._model.table, rows.embeddings, rows.first)

    def project(self, hidden: Tensor) -> Tensor:
        """Through the frozen matrix, the concept's columns through its rows."""
        return self._model.logits(hidden, self._state.rows)

    def step(self, rate: float) -> None:
        """AdamW over the rows."""
        self._state.optimizer.param_groups[0]["lr"] = rate
        self._state.optimizer.step()
        self._state.optimizer.zero_grad()

    def rows(self) -> Rows:
        """Copies."""
        rows = self._state.rows
        return Rows(rows.first, rows.embeddings.detach().clone(), rows.head.detach().clone())

    def begin_anew(self) -> None:
        """With the rows that were there at first."""
        self._state = TrainingState(self._start, self._config)
