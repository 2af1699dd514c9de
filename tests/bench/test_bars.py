"""Bars are reached or missed, and decide the exit status."""

import math

import pytest

from bench.bars import Bar, show


@pytest.mark.parametrize(
    ("figure", "at_most", "passed"),
    [(0.5, False, True), (0.49, False, False), (0.5, True, True), (0.51, True, False)],
)
def test_a_bar_is_reached_at_its_bound(figure, at_most, passed):
    assert Bar(name="gap", figure=figure, bound=0.5, at_most=at_most).passed is passed


@pytest.mark.parametrize("at_most", [True, False])
def test_what_could_not_be_measured_is_missed(at_most):
    assert not Bar(name="gap", figure=math.nan, bound=0.5, at_most=at_most).passed


def test_every_bar_is_shown_with_its_figure_and_bound(capsys):
    bars = [
        Bar(name="gap", figure=0.61, bound=0.5),
        Bar(name="learning", figure=200, bound=180, at_most=True, unit="s"),
    ]
    assert show(bars) == 1
    assert capsys.readouterr().out.splitlines() == [
        "pass  0.61 (≥ 0.5)  gap",
        "FAIL  200 s (≤ 180 s)  learning",
        "1 of 2 bars reached.",
    ]


def test_the_exit_status_is_zero_only_where_all_are_reached():
    good = Bar(name="gap", figure=1, bound=0.5)
    assert show([good]) == 0
    assert show([good, Bar(name="other", figure=0, bound=0.5)]) == 1
    assert show([]) == 1
