"""Arms take the same steps in turn; an epoch counts what it needs."""

from dataclasses import replace

import pytest
import torch

from bench.trainers.arms import AUTHORS, OURS
from bench.trainers.timing import Plan, Times, arithmetic_share, medians, rounds
from engine.model.chameleon import Rows

TIMES = Times(
    model="mini", plan=Plan(2, 2), parameters=1, vocabulary=1, mean_row=1.0, padded_to=1,
    steps_per_epoch=10, seconds={AUTHORS: 2.0, OURS: 0.5}, encoding=5.0, arithmetic=0.8,
)  # fmt: skip


class Recorder:
    """An arm that writes down what it is asked for."""

    def __init__(self, name: str, log: list[tuple[str, int]]) -> None:
        self.name, self.log = name, log

    def take(self, step: int) -> None:
        self.log.append((self.name, step))

    def begin_anew(self) -> None:
        self.log.clear()

    def rows(self) -> Rows:
        raise AssertionError


class Multiplier(Recorder):
    """An arm that multiplies matrices as its name says: of one or of many numbers."""

    def take(self, step: int) -> None:
        side = int(self.name)
        torch.mm(torch.ones(side, side), torch.ones(side, side)).add_(1).mul_(2)


def test_rounds_are_interleaved_and_each_begins_with_another_arm() -> None:
    log: list[tuple[str, int]] = []
    arms = {name: Recorder(name, log) for name in "AB"}
    *_, found = rounds(arms, Plan(rounds=2, steps=2))
    warm = [("A", 0), ("B", 0)]
    first = [("A", 1), ("A", 2), ("B", 1), ("B", 2)]
    assert log == [*warm, *first, ("B", 3), ("B", 4), ("A", 3), ("A", 4)]
    assert {name: len(each) for name, each in found.items()} == {"A": 2, "B": 2}


def test_medians_are_of_rounds() -> None:
    assert medians({"A": [3.0, 1.0, 2.0]}) == {"A": 2.0}


def test_an_epoch_of_ours_holds_its_share_of_encoding_once() -> None:
    assert TIMES.epoch(AUTHORS) == pytest.approx(20.0)
    assert TIMES.epoch(OURS) == pytest.approx(10.0)
    assert TIMES.gain(OURS) == pytest.approx(2.0)
    assert replace(TIMES, encoding=0.0).gain(OURS) == pytest.approx(4.0)


def test_the_limit_is_a_step_of_arithmetic_alone() -> None:
    assert TIMES.limit == pytest.approx(2.0 / (0.8 * 0.5))


def test_the_share_of_products_is_that_of_the_operators_time() -> None:
    small, large = (arithmetic_share(Multiplier(side, []), range(3)) for side in ("2", "1000"))
    assert 0 < small < large < 1
    assert large > 0.5
