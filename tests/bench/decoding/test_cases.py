"""A bench of an hour that was stopped goes on with the cases that are missing, and no others."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.decode import Scope, measured
from bench.decoding.bandwidth import Bandwidth
from bench.decoding.cases import Case, Cases, Timed
from bench.decoding.results import Parity
from bench.decoding.rounds import Cell, Plan
from bench.decoding.systems import Weights
from tests.bench.decoding.test_rounds import Scripted

SCOPE = Scope((1, 2), (5,), Plan(rounds=2, steps=2), 8000)
CELLS = [Cell(1, 5), Cell(2, 5)]


class Lineup:
    """One system that breaks in the cell where it is told to."""

    name = "tiny"
    threads = 1
    positions = 100
    text_ids = range(100, 200)

    def __init__(self, breaks_at: int | None = None) -> None:
        self.opened_times, self.breaks_at = 0, breaks_at
        self.diary: list[tuple[object, ...]] = []

    @contextmanager
    def opened(self) -> Iterator[list[Scripted]]:
        self.opened_times += 1
        yield [Breaking("transformers eager", self.diary, self.breaks_at)]

    def parities(self, systems: object) -> list[Parity]:
        return [Parity("ONNX Runtime fp32", 1e-6, 2.0)]


class Breaking(Scripted):
    def __init__(self, name: str, diary: list[tuple[object, ...]], at: int | None) -> None:
        super().__init__(name, diary)
        self.at = at

    def begin(self, ids, batch, room):
        if batch == self.at:
            raise KeyboardInterrupt
        return super().begin(ids, batch, room)


def begun(diary):
    return [entry[3] for entry in diary if entry[1] == "begin"]


def test_what_was_measured_before_a_stop_is_not_measured_again(tmp_path):
    cases, bandwidth = Cases(tmp_path, {"plan": 1}), Bandwidth(1, 8000)
    stopped = Lineup(breaks_at=2)
    with pytest.raises(KeyboardInterrupt):
        measured(stopped, SCOPE, bandwidth, cases)
    assert begun(stopped.diary) == [1]
    again = Lineup()
    found, parities = measured(again, SCOPE, bandwidth, cases)
    assert begun(again.diary) == [2]
    assert [case.cell for case in found] == CELLS and len(parities) == 1
    third = Lineup()
    assert measured(third, SCOPE, bandwidth, cases) == (found, parities)
    assert third.opened_times == 0


def test_a_case_comes_back_as_it_was_kept_but_not_for_another_machine(tmp_path):
    timed = Timed(
        system="llama.cpp f32",
        weights=Weights("fp32", 4, 1, 2),
        seconds=0.1,
        arithmetic_floor=0.0,
    )
    case = Case(model="mini", cell=CELLS[0], timed=(timed,), bandwidth=1e9, load="load 0.1")
    here = Cases(tmp_path, {"machine": "a", "plan": [9, 12]})
    here.keep(case)
    assert here.find("mini", CELLS[0]) == case
    assert here.find("mini", CELLS[1]) is None and here.find("random", CELLS[0]) is None
    assert Cases(tmp_path, {"machine": "b", "plan": [9, 12]}).find("mini", CELLS[0]) is None
