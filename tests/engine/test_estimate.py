import numpy as np
import pytest

from engine.estimate import Estimate, Left
from engine.events import Progress


def test_the_pace_so_far_tells_how_long_the_rest_takes() -> None:
    estimate = Estimate()
    estimate.go(100.0)
    estimate.see(Progress(0, 10, "Learning"), 100.0)
    assert estimate.left(101.0) is None
    estimate.see(Progress(2, 10, "Learning"), 104.0)
    assert estimate.left(104.0) == Left(16.0, 16.0)


def test_a_rest_is_not_counted() -> None:
    estimate = Estimate()
    estimate.go(0.0)
    estimate.see(Progress(0, 4, "Learning"), 0.0)
    estimate.see(Progress(1, 4, "Learning"), 1.0)
    estimate.rest(1.0)
    assert estimate.left(1000.0) == Left(3.0, 3.0)
    estimate.go(1000.0)
    estimate.see(Progress(2, 4, "Learning"), 1001.0)
    assert estimate.left(1001.0) == Left(2.0, 2.0)


def test_each_phase_is_measured_by_itself() -> None:
    estimate = Estimate()
    estimate.go(0.0)
    estimate.see(Progress(5, 5, "Looking"), 50.0)
    estimate.see(Progress(0, 3, "Learning"), 50.0)
    assert estimate.left(51.0) is None
    estimate.see(Progress(1, 3, "Learning"), 52.0)
    assert estimate.left(52.0) == Left(4.0, 4.0)


def test_a_phase_that_begins_again_is_measured_anew() -> None:
    estimate = Estimate()
    estimate.go(0.0)
    estimate.see(Progress(0, 2, "Drawing"), 0.0)
    estimate.see(Progress(2, 2, "Drawing"), 20.0)
    estimate.see(Progress(0, 2, "Drawing"), 20.0)
    estimate.see(Progress(1, 2, "Drawing"), 21.0)
    assert estimate.left(21.0) == Left(1.0, 1.0)


def walked(seconds: list[float], total: int) -> Left:
    """What is left of `total` units after steps that took so long."""
    estimate, now = Estimate(), 0.0
    estimate.go(now)
    estimate.see(Progress(0, total), now)
    for done, took in enumerate(seconds, start=1):
        now += took
        estimate.see(Progress(done, total), now)
    left = estimate.left(now)
    assert left is not None
    return left


def test_an_even_pace_tells_one_time() -> None:
    assert walked([2.0] * 10, 40) == Left(pytest.approx(60.0), pytest.approx(60.0))


def test_the_less_even_the_pace_the_wider_the_range() -> None:
    widths = []
    for uneven in (0.1, 0.5, 1.0):
        left = walked([2 - uneven, 2 + uneven] * 10, 100)
        assert left.least < 160 < left.most
        widths.append(left.most - left.least)
    assert widths == sorted(widths)
    assert walked([0.1, 5.0, 0.1, 9.0], 5).least == 0.0


def test_the_longer_it_went_the_narrower_the_range() -> None:
    few, many = (walked([1.0, 3.0] * pairs, 200) for pairs in (4, 40))
    assert (many.most - many.least) / many.most < (few.most - few.least) / few.most / 2


def test_nine_times_in_ten_the_rest_takes_as_long_as_was_told() -> None:
    dice = np.random.default_rng(0)
    within = 0
    for _ in range(400):
        steps = dice.gamma(4.0, 0.5, size=120)
        left = walked(steps[:40].tolist(), 120)
        within += left.least <= steps[40:].sum() <= left.most
    assert 0.86 < within / 400 < 0.94


def test_news_of_many_units_at_once_tell_as_well_how_even_they_are() -> None:
    dice, estimate, now = np.random.default_rng(1), Estimate(), 0.0
    estimate.go(now)
    estimate.see(Progress(0, 6000), now)
    for done in range(30, 1201, 30):
        now += float(dice.normal(1.0, 0.2, size=30).sum())
        estimate.see(Progress(done, 6000), now)
    left = estimate.left(now)
    assert left is not None
    assert 4500 < left.least < left.most < 5100
    assert 2 * 1.645 * 0.2 * np.sqrt(4800 + 4800**2 / 1200) == pytest.approx(
        left.most - left.least, rel=0.35
    )
