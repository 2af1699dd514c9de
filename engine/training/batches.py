"""Examples → padded tensors. Labels are kept as positions, so unlabelled ones cost no logits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.training.examples import Example, Kind

_LONGEST_TO_SHORTEST = 1.25  # rows of one batch; longer ones would pay for padding


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Rows of similar length, padded on the right (causal attention never looks there).

    ids (B, S) int64. For each of N labels: `predicted_at` (N,) int64, the flat position in B·S
    whose hidden state must predict it; `targets` (N,) int64; `drawn` (N,) bool, whether it belongs
    to a drawing row.
    """

    ids: Tensor
    predicted_at: Tensor
    targets: Tensor
    drawn: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same batch on another device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


def steps_of(examples: Sequence[Example], batch_size: int) -> list[Sequence[Example]]:
    """Rows for each optimizer step, in order; the last step may have fewer."""
    return [examples[at : at + batch_size] for at in range(0, len(examples), batch_size)]


def batches_of(examples: Sequence[Example], pad: int, most_positions: int) -> list[Batch]:
    """One step's rows as few batches of similar length, each of at most B·S positions (or one row).

    The loss of a step does not depend on how it was cut.
    """
    ordered = sorted(examples, key=lambda example: len(example.ids))
    return [_padded(group, pad) for group in _groups(ordered, most_positions)]


def _groups(ordered: Sequence[Example], most_positions: int) -> Iterator[list[Example]]:
    group: list[Example] = []
    for example in ordered:
        length = len(example.ids)
        too_long = group and length > _LONGEST_TO_SHORTEST * len(group[0].ids)
        if group and (too_long or (len(group) + 1) * length > most_positions):
            yield group
            group = []
        group.append(example)
    if group:
        yield group


def _padded(group: Sequence[Example], pad: int) -> Batch:
    longest = max(len(example.ids) for example in group)
    ids = torch.full((len(group), longest), pad, dtype=torch.int64)
    places: list[Tensor] = []
    targets: list[Tensor] = []
    drawn: list[Tensor] = []
    for row, example in enumerate(group):
        own = torch.tensor(example.ids, dtype=torch.int64)
        ids[row, : len(own)] = own
        labelled = torch.arange(example.answer_start, len(own))
        places.append(row * longest + labelled - 1)  # the hidden state one before predicts it
        targets.append(own[labelled])
        drawn.append(torch.full_like(labelled, example.kind is Kind.DRAWING, dtype=torch.bool))
    return Batch(ids, torch.cat(places), torch.cat(targets), torch.cat(drawn))
