"""Parts stand side by side where they have the room, and below each other where not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.folding_splitter import FoldingSplitter

SIDE_BY_SIDE, STACKED = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


@pytest.fixture
def splitter(qtbot: QtBot) -> Iterator[FoldingSplitter]:
    """Two parts of 200 and 300, in a wide window."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 500)
    made = FoldingSplitter(window)
    for width in (200, 300):
        part = QWidget()
        part.setMinimumSize(width, 50)
        made.addWidget(part)
    made.resize(800, 400)
    window.show()
    yield made
    window.hide()


def test_a_narrow_window_stacks_them_and_a_wide_one_takes_that_back(
    splitter: FoldingSplitter,
) -> None:
    found = []
    for width in (800, 499, 320, 520):
        splitter.resize(width, 400)
        found.append(splitter.orientation())
    assert found == [SIDE_BY_SIDE, STACKED, STACKED, SIDE_BY_SIDE]


def test_it_asks_for_no_more_than_its_widest_part(splitter: FoldingSplitter) -> None:
    assert splitter.minimumSizeHint().width() == 300
    splitter.resize(310, 400)
    assert [splitter.widget(number).width() for number in (0, 1)] == [310, 310]


def test_a_part_that_needs_more_than_before_goes_below(
    splitter: FoldingSplitter, qtbot: QtBot
) -> None:
    splitter.widget(0).setMinimumWidth(600)
    qtbot.waitUntil(lambda: splitter.orientation() is STACKED)


def test_a_part_that_is_hidden_takes_no_room(splitter: FoldingSplitter, qtbot: QtBot) -> None:
    splitter.widget(0).hide()
    splitter.resize(310, 400)
    assert splitter.orientation() is SIDE_BY_SIDE
