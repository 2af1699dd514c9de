"""A bar shows what a job has done, whatever it counts, and is painted when the loop comes to it."""

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from desktop.widgets.bar import show_progress
from engine.events import Progress


class Bar(QProgressBar):
    """Counts how often it is painted."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        super().paintEvent(event)


@pytest.fixture
def bar(qtbot: QtBot) -> Bar:
    """A shown bar."""
    shown = Bar()
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: shown.painted > 0)
    return shown


def test_a_bar_that_moves_is_painted_in_a_later_turn(bar: Bar, qtbot: QtBot) -> None:
    before = bar.painted
    show_progress(bar, Progress(1, 2))
    assert (bar.value(), bar.maximum(), bar.painted) == (1, 2, before)
    qtbot.waitUntil(lambda: bar.painted > before)


def test_more_than_qt_counts_to_keeps_its_share(bar: Bar) -> None:
    show_progress(bar, Progress(6 * 10**9, 12 * 10**9))
    assert bar.value() / bar.maximum() == pytest.approx(0.5)


def test_nothing_known_is_a_busy_bar(bar: Bar) -> None:
    show_progress(bar, Progress(1, 2))
    show_progress(bar, None)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
