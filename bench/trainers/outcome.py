"""What two trainers reach with the same seeds: losses over rows that neither has learned from."""

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import torch

from bench.trainers.arms import AUTHORS, OURS, Arms
from bench.trainers.material import Material
from engine.model.chameleon import Chameleon, Rows
from engine.model.packed import packing
from engine.training.batches import batches_of
from engine.training.examples import Example, Kind, epoch_examples
from engine.training.loss import IMAGE, TEXT, losses

_OTHER_SEED, _JUDGED = 1_000_003, 64
"""The order that rows to judge by are drawn in, and how many of them."""
_POSITIONS = 4096  # read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Losses after the last step, by arm, one for each seed."""

    steps: int
    before: float
    """Loss of the rows that both begin with."""
    losses: Mapping[str, Sequence[float]]

    @property
    def apart(self) -> float:
        """How far the two means lie apart, in standard deviations over seeds."""
        means = {name: statistics.mean(each) for name, each in self.losses.items()}
        both = [statistics.variance(each) for each in self.losses.values()]
        return abs(means[OURS] - means[AUTHORS]) / max(math.sqrt(statistics.mean(both)), 1e-12)


def learned(
    model: Chameleon, material: Material, arms: Arms, steps: int, seeds: int
) -> Iterator[Outcome]:
    """Learn with every arm and seed in turn; yields all so far after each seed from the second."""
    found: dict[str, list[float]] = {}
    for seed in range(seeds):
        own = material.seeded(seed)
        trainers = arms(model, own)
        before = judged(model, material, next(iter(trainers.values())).rows())
        for name, trainer in trainers.items():
            for step in range(steps):
                trainer.take(step)
            found.setdefault(name, []).append(judged(model, material, trainer.rows()))
            trainer.begin_anew()
        if seed:
            yield Outcome(steps=steps, before=before, losses=found)


def judged(model: Chameleon, material: Material, rows: Rows) -> float:
    """Text mean + image mean over rows of an order that no seed has."""
    config = replace(material.config, seed=_OTHER_SEED)
    return sum(mean_losses(model, rows, epoch_examples(material.training_set, config, 0)[:_JUDGED]))


@torch.no_grad()
def mean_losses(model: Chameleon, rows: Rows, examples: Sequence[Example]) -> tuple[float, float]:
    """Means over the labels of answers and over those of drawing rows, with a concept's `rows`."""
    table = Rows(rows.first, rows.embeddings[None], rows.head[None])
    sums, counts = torch.zeros(2), torch.zeros(2)
    with packing(model):
        for batch in batches_of([(0, one) for one in examples], _POSITIONS):
            sums += losses(model, table, batch.to(model.device))[0].cpu()
    for one in examples:
        counts[int(one.kind is Kind.DRAWING)] += one.labels
    means = sums / counts.clamp(min=1)
    return float(means[TEXT]), float(means[IMAGE])
