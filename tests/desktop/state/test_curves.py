"""What a learning measured."""

import pytest

from desktop.state.curves import Curves, Point, RunningMean
from engine.events import Measured


def test_only_losses_are_in_the_table_and_the_file() -> None:
    curves = Curves()
    for step in (1, 2):
        curves.add(Measured("text loss", step / 2, step))
        curves.add(Measured("recognition", 0.9, step))
    curves.add(Measured("image loss", 4.0, 2))
    assert curves.rows() == [(1, {"text loss": 0.5}), (2, {"text loss": 1.0, "image loss": 4.0})]
    assert curves.as_csv() == "step,text loss,image loss\n1,0.5,\n2,1.0,4.0\n"


def test_a_step_that_comes_again_replaces_what_came_since() -> None:
    curves = Curves()
    for step in (1, 2, 3, 2):
        curves.add(Measured("text loss", float(step), step))
    assert curves.losses()["text loss"] == [Point(1, 1.0), Point(2, 2.0)]


def test_smoothing_keeps_a_level_and_calms_a_jump() -> None:
    level, jump = RunningMean(), RunningMean()
    level.follow([Point(step, 3.0) for step in range(5)])
    assert [point.value for point in level.line] == pytest.approx([3.0] * 5)
    jump.follow([*(Point(step, 0.0) for step in range(20)), Point(20, 1.0)])
    assert 0.05 < jump.line[-1].value < 0.2 and jump.highest == 1.0


@pytest.mark.parametrize("back", [1, 3, 7, 20])
def test_a_mean_that_follows_is_that_of_the_whole_series(back: int) -> None:
    curves, mean = Curves(), RunningMean()
    for step in [*range(1, 20), *range(back, 25)]:  # it goes back to a step, and on from there
        curves.add(Measured("text loss", step * step % 7 + back / 10, step))
        mean.follow(curves.losses()["text loss"])
    whole = RunningMean()
    whole.follow(curves.losses()["text loss"])
    assert (mean.line, mean.highest) == (whole.line, whole.highest)


def test_nothing_measured_is_an_empty_table() -> None:
    assert Curves().as_csv() == "step\n"
