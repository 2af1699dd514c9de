"""The bars of a window that answers."""

from typing import Any

from bench.journeys.person import Stall
from bench.journeys.travel import Report
from bench.responsiveness import bars

GOOD: dict[str, Any] = {
    "status": 0, "trouble": "", "stalls": [], "figures": {}, "seconds": 60.0, "left": [],
}  # fmt: skip
FIGURES = {"stop": [0.1] * 19 + [0.19], "stop an answer": [0.05] * 4, "rest": [0.4]}


def found(**stops: Any) -> dict[str, bool]:
    """Which bars are reached, where the journey of stops came home with this."""
    reports = {"mouse": Report(**GOOD), "stops": Report(**GOOD | {"figures": FIGURES} | stops)}
    return {bar.name: bar.passed for bar in bars(reports)}


def test_a_quiet_machine_reaches_every_bar() -> None:
    assert all(found().values())


def test_one_long_time_without_an_answer_is_one_too_many() -> None:
    stall = Stall(seconds=0.06, own=0.06, worked=0.05, step="press 'Draw'", doing=[])
    assert not found(stalls=[stall])["longest block, stops"]


def test_a_journey_that_did_not_end_reaches_nothing() -> None:
    missed = {
        name for name, passed in found(trouble="it crashed", figures={}).items() if not passed
    }
    assert missed == {
        "longest block, stops", "95 % of stops", "95 % of stopped answers",
        "CPU at rest, window and engine",
    }  # fmt: skip


def test_slow_stops_a_busy_rest_and_what_is_left_behind_are_told_apart() -> None:
    slow = {"stop": [0.1] * 9 + [0.4], "stop an answer": [0.3], "rest": [1.5]}
    missed = {name for name, passed in found(figures=slow, left=["engine"]).items() if not passed}
    assert missed == {
        "95 % of stops", "95 % of stopped answers", "CPU at rest, window and engine",
        "processes left behind",
    }  # fmt: skip
