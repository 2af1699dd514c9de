"""The authors' recipe as plainly as they describe it, and the same with any of our savings.

Plain: every row padded to one length, a mask for that, every picture encoded when it is used,
logits of all positions, both matrices whole in the optimizer (method.md 2.2, 2.4, trap 19). What is
minimised is what our trainer minimises, a mean over the labels of answers and one over those of
pictures; the authors' single mean costs the same, but its losses could not be compared.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from bench.trainers.encoding import encoded
from bench.trainers.laying import NO_LABEL, Laid, packed, padded
from bench.trainers.learned import Learned
from bench.trainers.material import Material
from engine.model.chameleon import Chameleon, Rows
from engine.model.packed import packed_hidden, packing
from engine.training.examples import Example
from engine.training.run import learning_rate

PADDED = 1500 / 1050
"""Of the mean row: what the authors' rows of 7B are padded to (method.md 0.5, 2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Which of ours are made; none is the authors' recipe. The optimizer's is in `Learned`."""

    padding: bool = False
    """Rows lie one after another and are attended to apart, which needs no mask either."""
    encoding: bool = False
    """Codes of a picture are computed once and kept."""
    head: bool = False
    """Logits where labels are."""
    kernels: bool = False
    """Attention knows that it is causal and needs no mask."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlainStep:
    """Gradients of the rows of a step."""

    model: Chameleon
    learned: Learned
    length: int
    """What rows are padded to."""
    pad: int = 1
    """The id that they are padded with."""
    savings: Savings = Savings()

    def gradients(self, rows: Sequence[Example]) -> None:
        """Lay the rows out, and compute gradients of their loss."""
        packs = self.savings.padding
        laid = packed(rows) if packs else padded(rows, self.length, self.pad)
        with packing(self.model) if packs else nullcontext(), torch.enable_grad():
            text, image = self._losses(laid)
            torch.autograd.backward(text + image)

    def _losses(self, laid: Laid) -> tuple[Tensor, Tensor]:
        """Means over the labels of answers and of drawing rows; 0 where there are none."""
        hidden, targets, drawn = self._hidden(laid), laid.labels[:, 1:], laid.drawn[:, 1:]
        if self.savings.head:
            labelled = targets != NO_LABEL
            logits = self.learned.project(hidden[:, :-1][labelled])
            targets, drawn = targets[labelled], drawn[labelled]
        else:
            logits = self.learned.project(hidden)[:, :-1].flatten(0, 1)
            targets, drawn = targets.flatten(), drawn.flatten()
        labelled = targets != NO_LABEL
        surprise = F.cross_entropy(logits.float(), targets, ignore_index=NO_LABEL, reduction="none")

        def mean(own: Tensor) -> Tensor:
            return surprise[own].sum() / own.sum().clamp(min=1)

        return mean(labelled & ~drawn), mean(labelled & drawn)

    def _hidden(self, laid: Laid) -> Tensor:
        """Last hidden states (B, S, H)."""
        embedded = self.learned.embed(laid.ids)
        if laid.lengths:
            return packed_hidden(self.model, embedded[0], laid.lengths).unsqueeze(0)
        output = self.model.inner(
            inputs_embeds=embedded,
            attention_mask=None if self.savings.kernels else laid.mask,
            use_cache=False,
        )
        hidden: Tensor = output.last_hidden_state
        return hidden


class PlainTrainer:
    """Takes one step after another."""

    def __init__(
        self, model: Chameleon, material: Material, learned: Learned, savings: Savings | None = None
    ) -> None:
        self.learned, self._material = learned, material
        self._plain = PlainStep(
            model=model,
            learned=learned,
            length=padded_to(material),
            pad=material.training_set.tokenizer.vocabulary.pad,
            savings=savings or Savings(),
        )

    def take(self, step: int) -> None:
        """One optimizer step: its rows, their pictures, gradients, AdamW."""
        material = self._material
        rows = material.rows(step)
        if not self._plain.savings.encoding:
            rows = encoded(self._plain.model, material, rows)
        self._plain.gradients(rows)
        total = material.config.epochs * material.steps_per_epoch
        self.learned.step(learning_rate(material.config, step, total))

    def begin_anew(self) -> None:
        """As before the first step."""
        self.learned.begin_anew()

    def rows(self) -> Rows:
        """What was learned, copied."""
        return self.learned.rows()


def padded_to(material: Material) -> int:
    """The fixed length of a row: 1.4 times the mean one, and room for the longest."""
    return max(material.longest_row, round(PADDED * material.mean_row))
