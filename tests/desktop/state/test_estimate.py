from desktop.state.estimate import Estimate
from engine.events import Progress


def test_the_pace_so_far_tells_how_long_the_rest_takes() -> None:
    estimate = Estimate()
    estimate.go(100.0)
    estimate.see(Progress(0, 10, "Learning"), 100.0)
    assert estimate.left(101.0) is None
    estimate.see(Progress(2, 10, "Learning"), 104.0)
    assert estimate.left(104.0) == 16.0


def test_a_rest_is_not_counted() -> None:
    estimate = Estimate()
    estimate.go(0.0)
    estimate.see(Progress(0, 4, "Learning"), 0.0)
    estimate.see(Progress(1, 4, "Learning"), 1.0)
    estimate.rest(1.0)
    assert estimate.left(1000.0) == 3.0
    estimate.go(1000.0)
    estimate.see(Progress(2, 4, "Learning"), 1001.0)
    assert estimate.left(1001.0) == 2.0


def test_each_phase_is_measured_by_itself() -> None:
    estimate = Estimate()
    estimate.go(0.0)
    estimate.see(Progress(5, 5, "Looking"), 50.0)
    estimate.see(Progress(0, 3, "Learning"), 50.0)
    assert estimate.left(51.0) is None
    estimate.see(Progress(1, 3, "Learning"), 52.0)
    assert estimate.left(52.0) == 4.0


def test_a_phase_that_begins_again_is_measured_anew() -> None:
    estimate = Estimate()
    estimate.go(0.0)
    estimate.see(Progress(0, 2, "Drawing"), 0.0)
    estimate.see(Progress(2, 2, "Drawing"), 20.0)
    estimate.see(Progress(0, 2, "Drawing"), 20.0)
    estimate.see(Progress(1, 2, "Drawing"), 21.0)
    assert estimate.left(21.0) == 1.0
