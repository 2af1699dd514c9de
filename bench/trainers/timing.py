"""Every arm in turn, round after round, so that a busy moment hits them all alike."""

import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from torch.profiler import ProfilerActivity, profile

from bench.trainers.arms import AUTHORS, ENCODES_ONCE, OURS, Trainer
from bench.trainers.material import Material

_ARITHMETIC = ("aten::mm", "aten::addmm", "aten::bmm", "aten::_scaled_dot_product")


@dataclass(frozen=True, slots=True)
class Plan:
    """How often and how long."""

    rounds: int
    steps: int
    """Of one arm in one round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What the steps of one model took."""

    model: str
    plan: Plan
    parameters: int
    """Of the decoder, both tables included."""
    vocabulary: int
    mean_row: float
    padded_to: int
    steps_per_epoch: int
    seconds: Mapping[str, float]
    """Arm → seconds a step: the median over rounds of the mean over a round's steps."""
    encoding: float
    """Seconds an epoch that an arm takes which encodes every view once for all epochs."""
    arithmetic: float
    """Of our step: the share of matrix products and attention, which no trainer can do without."""

    @property
    def limit(self) -> float:
        """How many times as fast it would be were there nothing else in our step."""
        return self.seconds[AUTHORS] / (self.arithmetic * self.seconds[OURS])

    def epoch(self, arm: str) -> float:
        """Seconds of an epoch."""
        once = self.encoding if arm in ENCODES_ONCE else 0.0
        return self.steps_per_epoch * self.seconds[arm] + once

    def gain(self, arm: str) -> float:
        """How many times as fast as the authors' recipe."""
        return self.epoch(AUTHORS) / self.epoch(arm)


def rounds(arms: Mapping[str, Trainer], plan: Plan) -> Iterator[dict[str, list[float]]]:
    """Arm → seconds a step in each round so far; each round begins with another arm.

    All arms take the same steps. The first step of each is not timed: moments are allotted then.
    """
    for arm in arms.values():
        arm.take(0)
    names, found = list(arms), {name: list[float]() for name in arms}
    for number in range(plan.rounds):
        first = number % len(names)
        for name in (*names[first:], *names[:first]):
            began = time.perf_counter()
            for step in range(plan.steps):
                arms[name].take(1 + number * plan.steps + step)
            found[name].append((time.perf_counter() - began) / plan.steps)
        yield found


def medians(found: Mapping[str, list[float]]) -> dict[str, float]:
    """Arm → the median of its rounds."""
    return {name: statistics.median(each) for name, each in found.items()}


def encoding_per_epoch(material: Material) -> float:
    """Encoding once, shared among the epochs of a learning."""
    return material.encoding / material.config.epochs


def arithmetic_share(trainer: Trainer, steps: range) -> float:
    """Of the time that the calling thread spends in operators, in products and attention."""
    with profile(activities=[ProfilerActivity.CPU]) as seen:
        for step in steps:
            trainer.take(step)
    times = {one.key: one.self_cpu_time_total for one in seen.key_averages()}
    own = sum(spent for name, spent in times.items() if name.startswith(_ARITHMETIC))
    return float(own / sum(times.values()))
