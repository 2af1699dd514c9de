"""Examples → packed tensors: rows one after another, so that no position is padding.

Labels are kept as positions, so unlabelled ones cost no logits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

import torch
from torch import Tensor

from engine.training.examples import Example, Kind

Owned: TypeAlias = tuple[int, Example]
"""A row, and the number of the concept that it teaches."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Batch:
    """Rows of one or many concepts, T positions in all, the shortest row first.

    ids and owners (T,) int64, of each position. For each of N labels: `predicted_at` (N,) int64,
    the position whose hidden state must predict it; `targets` (N,) int64; `drawn` (N,) bool,
    whether it belongs to a drawing row; `weights` (N,) float32, how many labels it counts for.
    """

    lengths: tuple[int, ...]
    """Of the rows; their sum is T."""
    ids: Tensor
    owners: Tensor
    predicted_at: Tensor
    targets: Tensor
    drawn: Tensor
    weights: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same batch on another device."""
        own: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        tensors = {name: one.to(device) for name, one in own.items() if name != "lengths"}
        return Batch(lengths=self.lengths, **tensors)


def steps_of(examples: Sequence[Example], batch_size: int) -> list[Sequence[Example]]:
    """Rows for each optimizer step, in order; the last step may have fewer."""
    return [examples[at : at + batch_size] for at in range(0, len(examples), batch_size)]


def batches_of(rows: Sequence[Owned], most_positions: int) -> list[Batch]:
    """One step's rows, by length, as few batches of at most `most_positions` (or one row) each.

    The loss of a step does not depend on how it was cut.
    """
    ordered = sorted(rows, key=lambda row: len(row[1].ids))
    return [_packed(group) for group in _groups(ordered, most_positions)]


def _groups(ordered: Sequence[Owned], most_positions: int) -> Iterator[list[Owned]]:
    group: list[Owned] = []
    positions = 0
    for row in ordered:
        length = len(row[1].ids)
        if group and positions + length > most_positions:
            yield group
            group, positions = [], 0
        group.append(row)
        positions += length
    if group:
        yield group


def _packed(group: Sequence[Owned]) -> Batch:
    lengths = tuple(len(row.ids) for _, row in group)
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    ids = torch.tensor([one for _, row in group for one in row.ids], dtype=torch.int64)
    labels = [
        (start + place, row.kind is Kind.DRAWING, row.decision if place in row.decided else 1.0)
        for start, (_, row) in zip(starts, group, strict=True)
        for place in range(row.answer_start, len(row.ids))
    ]
    at = torch.tensor([place for place, _, _ in labels], dtype=torch.int64)
    return Batch(
        lengths=lengths,
        ids=ids,
        owners=torch.tensor([owner for owner, _ in group]).repeat_interleave(torch.tensor(lengths)),
        predicted_at=at - 1,  # the hidden state one before predicts it
        targets=ids[at],
        drawn=torch.tensor([drawn for _, drawn, _ in labels], dtype=torch.bool),
        weights=torch.tensor([weight for _, _, weight in labels], dtype=torch.float32),
    )
