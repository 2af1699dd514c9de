"""The plot of losses."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.state.curves import Curves
from desktop.widgets.loss_plot import LossPlot, _polygon, _rounded_up
from engine.events import Measured


def curves(steps: int) -> Curves:
    """Losses that fall."""
    made = Curves()
    for step in range(1, steps + 1):
        made.add(Measured("text loss", 2 / step, step))
        made.add(Measured("image loss", 6 / step, step))
    return made


def picture(plot: LossPlot) -> QImage:
    """What it looks like."""
    return plot.grab().toImage()


@pytest.fixture
def plot(qtbot: QtBot) -> LossPlot:
    """An empty plot."""
    made = LossPlot()
    qtbot.addWidget(made)
    made.resize(500, 300)
    return made


def test_it_draws_more_when_more_is_known(plot: LossPlot) -> None:
    empty = picture(plot)
    plot.show_curves(curves(10), 100)
    early = picture(plot)
    plot.show_curves(curves(100), 100)
    assert empty != early != picture(plot)


def test_ten_thousand_steps_are_drawn(plot: LossPlot) -> None:
    plot.show_curves(curves(10_000), 10_000)
    assert not picture(plot).isNull()


def test_what_the_lines_are_is_said_side_by_side(plot: LossPlot) -> None:
    plot.resize(1000, 300)
    plot.show_curves(curves(10), 100)
    seen = picture(plot)
    ground = seen.pixel(0, 0)
    inked = [x for x in range(seen.width()) for y in (4, 8, 12) if seen.pixel(x, y) != ground]
    assert 200 < max(inked) < 500


@pytest.mark.parametrize("apart", [1, 4])
def test_a_long_series_has_no_more_points_than_can_be_seen(apart: int) -> None:
    points = curves(10_000).losses()["text loss"]
    line = _polygon(points, QRectF(40, 0, 400, 200), (10_000, 2.0), apart)
    assert 100 // apart < line.size() <= 400 // apart + 2
    assert line.last().x() == pytest.approx(440)


def test_the_latest_values_are_said_in_words(plot: LossPlot) -> None:
    plot.show_curves(curves(4), 100)
    assert "text loss 0.500 after step 4" in plot.accessibleDescription()


@pytest.mark.parametrize(("value", "top"), [(0.7, 1.0), (1.2, 2.0), (6.5, 10.0), (23, 50), (0, 1)])
def test_the_axis_ends_at_a_round_number(value: float, top: float) -> None:
    assert _rounded_up(value) == pytest.approx(top)
