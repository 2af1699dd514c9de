"""One step of one or many concepts: their rows in one batch, gradients to each concept's own rows.

Knows nothing of optimizers, files and events.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.utils.checkpoint import checkpoint

from engine.errors import SetupError
from engine.model.chameleon import Chameleon, Rows
from engine.model.packed import packing
from engine.training.batches import Owned, batches_of
from engine.training.examples import Kind
from engine.training.fit import Fit
from engine.training.loss import IMAGE, TEXT, losses
from engine.training.run import IMAGE_LOSS, TEXT_LOSS, Run
from engine.training.workers import ALONE, Workers

_COLUMN = {TEXT_LOSS: TEXT, IMAGE_LOSS: IMAGE}


@dataclass(slots=True)
class Stepper:
    """Computes steps on one model, within the memory of one machine."""

    model: Chameleon
    fit: Fit
    workers: Workers
    halved: bool = False
    """Whether memory ran out once."""

    def __post_init__(self) -> None:
        """Compile what is to be compiled; not attention, since its rows' lengths vary."""
        layers: list[Any] = list(self.model.inner.layers) if self.fit.compiled else []
        for layer in layers:
            for part in (layer.mlp, layer.input_layernorm, layer.post_attention_layernorm):
                part.compile(dynamic=True)

    @classmethod
    def alone(cls, model: Chameleon, fit: Fit | None = None) -> "Stepper":
        """In one process."""
        return cls(model, fit or Fit(), ALONE)

    def gradients(self, runs: Sequence[Run]) -> list[dict[str, float]]:
        """Gradients of text mean · its weight + image mean · its weight, of each run's own rows.

        Gives the means, by name. They are over all labels of a run's step, however its rows are
        cut into passes and shared among processes. Where memory runs out, half as many positions
        are read at once from then on; SetupError where it runs out again.
        """
        while True:
            for run in runs:
                run.state.optimizer.zero_grad()
            means, short = self._tried(runs)
            tensors = [_gradient(one) for run in runs for one in run.state.parameters]
            told = torch.tensor([float(short)])
            self.workers.sum([*tensors, means, told])
            if not told.item():
                return [_named(run, of_run) for run, of_run in zip(runs, means, strict=True)]
            self._halve(runs)

    def _tried(self, runs: Sequence[Run]) -> tuple[Tensor, bool]:
        """Means (C, 2) of the two losses on the CPU; and whether memory ran out."""
        try:
            with packing(self.model), checkpointed(self.model, self.fit.checkpointing):
                return self._means(runs), False
        except (torch.OutOfMemoryError, RuntimeError, MemoryError) as error:
            if not _memory_ran_out(error):
                raise
        gc.collect()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
        return torch.zeros(len(runs), 2), True

    def _means(self, runs: Sequence[Run]) -> Tensor:
        device = self.model.device
        rows: list[Owned] = [
            (place, row) for place, run in enumerate(runs) for row in run.rows_of_step()
        ]
        labels = _labels(rows, len(runs)).clamp(min=1)
        weights = torch.tensor([list(run.weights.values()) for run in runs])
        share = (weights / labels).to(device)
        means = torch.zeros(len(runs), 2)
        mine = rows[self.workers.rank :: self.workers.count]
        for batch in batches_of(mine, self.fit.positions):
            with torch.enable_grad():
                found = losses(self.model, _table(runs), batch.to(device), self.fit.logits)
                torch.autograd.backward((found * share).sum())
            means += found.detach().cpu() / labels
        return means

    def _halve(self, runs: Sequence[Run]) -> None:
        longest = max(len(row.ids) for run in runs for row in run.rows_of_step())
        in_step = sum(len(row.ids) for run in runs for row in run.rows_of_step())
        if self.halved or in_step == longest:
            raise SetupError(
                "There is not enough memory to learn on this model, even in smaller parts.",
                remedy="Choose a smaller --memory, export the model as int4, or close programs.",
            )
        self.halved = True
        self.fit = replace(self.fit, positions=max(longest, min(self.fit.positions, in_step) // 2))


@contextmanager
def checkpointed(model: Chameleon, wanted: bool) -> Iterator[None]:
    """Within this, each layer keeps its input alone and is computed again on the way back."""
    if not wanted:
        yield
        return
    layers: list[Any] = list(model.inner.layers)
    for layer in layers:
        layer.forward = partial(
            checkpoint, layer.forward, use_reentrant=False, preserve_rng_state=False
        )
    try:
        yield
    finally:
        for layer in layers:
            del layer.forward  # that of its class is seen again


def _table(runs: Sequence[Run]) -> Rows:
    """The rows of all concepts, (C, R, H) each; and their prefixes, where they are deep."""
    embeddings = torch.stack([run.state.embeddings for run in runs])
    prefixes: list[Tensor] = [run.state.prefix for run in runs if run.state.prefix is not None]
    return Rows(
        runs[0].state.first,
        embeddings,
        torch.stack([run.state.head for run in runs]),
        torch.stack(prefixes) if prefixes else None,
    )


def _labels(rows: Sequence[Owned], concepts: int) -> Tensor:
    """How many labels each concept has of each kind, as they weigh: (C, 2)."""
    counts = torch.zeros(concepts, 2)
    for owner, row in rows:
        counts[owner, int(row.kind is Kind.DRAWING)] += row.labels
    return counts


def _named(run: Run, means: Tensor) -> dict[str, float]:
    """The losses of a run's step, without that of which it has no row."""
    labels = _labels([(0, row) for row in run.rows_of_step()], 1)[0]
    return {name: float(means[column]) for name, column in _COLUMN.items() if labels[column]}


def _gradient(parameter: torch.nn.Parameter) -> Tensor:
    """What the step adds to; zero where no row of it came here."""
    if parameter.grad is None:
        parameter.grad = torch.zeros_like(parameter)
    return parameter.grad


def _memory_ran_out(error: BaseException) -> bool:
    known = isinstance(error, torch.OutOfMemoryError | MemoryError)
    return known or "can't allocate memory" in str(error)
