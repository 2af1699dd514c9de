"""Rows as tensors: padded to a fixed length as the authors have it, or packed one after another."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.training.examples import Example, Kind

NO_LABEL = -100


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Laid:
    """Rows of a step: ids and labels (`NO_LABEL` where there is none) int64, both (B, S)."""

    ids: Tensor
    labels: Tensor
    drawn: Tensor
    """(B, S) bool: positions of drawing rows."""
    mask: Tensor
    """(B, S) int64, 0 at padding."""
    lengths: tuple[int, ...] = ()
    """Of packed rows, which are one sequence: B is 1."""


def padded(rows: Sequence[Example], length: int, pad: int) -> Laid:
    """Each row alone, filled at the right with `pad` up to `length`."""
    ids = torch.full((len(rows), length), pad)
    labels = torch.full_like(ids, NO_LABEL)
    mask = torch.zeros_like(ids)
    drawn = torch.zeros_like(ids, dtype=torch.bool)
    for place, row in enumerate(rows):
        end = len(row.ids)
        ids[place, :end] = torch.tensor(row.ids)
        mask[place, :end] = 1
        labels[place, row.answer_start : end] = ids[place, row.answer_start : end]
        drawn[place] = row.kind is Kind.DRAWING
    return Laid(ids=ids, labels=labels, drawn=drawn, mask=mask)


def packed(rows: Sequence[Example]) -> Laid:
    """All rows as one sequence without padding, the shortest first."""
    ordered = sorted(rows, key=lambda row: len(row.ids))
    each = [padded([row], len(row.ids), 0) for row in ordered]
    ids, labels, drawn, mask = (
        torch.cat([getattr(one, name) for one in each], dim=1)
        for name in ("ids", "labels", "drawn", "mask")
    )
    lengths = tuple(len(row.ids) for row in ordered)
    return Laid(ids=ids, labels=labels, drawn=drawn, mask=mask, lengths=lengths)
