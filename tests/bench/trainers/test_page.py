"""The section and its bars, of figures that are given."""

from dataclasses import replace

from bench.trainers.arms import ALONE, AUTHORS, OPTIMIZER, OURS
from bench.trainers.full_width import Taken
from bench.trainers.outcome import Outcome
from bench.trainers.page import Found, bars, section
from tests.bench.trainers.test_timing import TIMES

ALL = dict.fromkeys((*ALONE, OPTIMIZER), 1.0)
FOUND = Found(
    times=[replace(TIMES, seconds={AUTHORS: 2.0, **ALL, OURS: 0.4})],
    outcome=Outcome(steps=3, before=9.0, losses={AUTHORS: [1.0, 1.2], OURS: [1.0, 1.2]}),
    taken=[
        Taken(name=AUTHORS, measured=12.0, computed=12.5, whole=37.0),
        Taken(name=OURS, measured=1.0, computed=1.1, whole=2.1),
    ],
    layers=2,
    full_width=True,
)


def test_good_figures_reach_every_bar() -> None:
    assert [bar.passed for bar in bars(FOUND)] == [True] * 5


def test_a_slow_epoch_and_a_wrong_forecast_miss_theirs() -> None:
    slow = replace(FOUND, times=[replace(TIMES, seconds={AUTHORS: 0.5, **ALL, OURS: 0.5})])
    assert not bars(slow)[0].passed
    killed = replace(FOUND.taken[0], measured=float("nan"))
    missed = [bar.name for bar in bars(replace(FOUND, taken=[killed, FOUND.taken[1]]))[1:4]]
    passed = [bar.passed for bar in bars(replace(FOUND, taken=[killed, FOUND.taken[1]]))[1:4]]
    assert passed == [False, True, False], missed


def test_a_narrow_model_says_nothing_about_measured_memory() -> None:
    names = [bar.name for bar in bars(replace(FOUND, full_width=False))]
    assert len(names) == 4
    assert not any("7B, measured" in name for name in names)


def test_each_saving_has_a_row() -> None:
    text = section(FOUND)
    for name in (AUTHORS, *ALONE, OPTIMIZER, OURS):
        assert f"| {name} |" in text
    assert "**missed**" not in text
