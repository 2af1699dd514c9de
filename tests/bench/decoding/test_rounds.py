"""Systems take turns, everybody reads the same ids, and a failure leaves nothing open."""

import time

import numpy as np
import pytest

from bench.decoding.rounds import WARMING, Cell, Plan, measure, medians
from bench.decoding.systems import Weights

PLAN = Plan(rounds=4, steps=3)
CELL = Cell(batch=2, context=5)
IDS = range(100, 200)


class Scripted:
    """A system that takes its time, and writes down what it is asked for."""

    weights = Weights("fp32", 4, 1, 0)

    def __init__(self, name, diary, seconds=0.0, fails=False):
        self.name, self.diary, self.seconds, self.fails = name, diary, seconds, fails

    def begin(self, ids, batch, room):
        self.diary.append((self.name, "begin", ids.tolist(), batch, room))
        return np.zeros(3, np.float32)

    def step(self, ids):
        if self.fails:
            raise RuntimeError("no")
        time.sleep(self.seconds)
        self.diary.append((self.name, "step", ids.tolist()))
        return np.zeros((len(ids), 3), np.float32)

    def rewind(self):
        self.diary.append((self.name, "rewind"))

    def end(self):
        self.diary.append((self.name, "end"))

    def close(self):
        self.diary.append((self.name, "close"))


def test_each_round_begins_with_another_system():
    diary = []
    measure([Scripted("a", diary), Scripted("b", diary)], CELL, PLAN, IDS)
    order = [entry[0] for entry in diary if entry[1] == "rewind"]
    assert "".join(order) == "abbaabba"


def test_all_systems_read_the_same_ids():
    diary = []
    measure([Scripted("a", diary), Scripted("b", diary)], CELL, PLAN, IDS)
    begun = [entry[2:] for entry in diary if entry[1] == "begin"]
    steps = {name: [e[2] for e in diary if e[:2] == (name, "step")] for name in "ab"}
    assert begun[0] == begun[1]
    assert begun[0][1:] == (2, WARMING + 3)
    assert steps["a"] == steps["b"]
    assert len(steps["a"]) == PLAN.rounds * (WARMING + PLAN.steps)
    assert all(one in IDS for column in steps["a"] for one in column)


def test_the_figure_is_the_median_over_rounds():
    assert medians({"a": [1.0, 9.0, 2.0]}) == {"a": 2.0}


def test_a_slower_system_has_the_larger_figure():
    diary = []
    systems = [Scripted("quick", diary), Scripted("slow", diary, seconds=0.005)]
    found = medians(measure(systems, CELL, PLAN, IDS))
    assert found["slow"] >= 0.005 > found["quick"]


def test_every_system_is_ended_where_one_fails():
    diary = []
    with pytest.raises(RuntimeError, match="no"):
        measure([Scripted("a", diary), Scripted("b", diary, fails=True)], CELL, PLAN, IDS)
    assert [entry[0] for entry in diary if entry[1] == "end"] == ["a", "b"]
