"""A drawing as large as its room."""

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.widgets.drawn_picture import DrawnPicture

RED = (200, 0, 0)


@pytest.fixture
def shown(qtbot: QtBot) -> DrawnPicture:
    """A room that is wider than it is high."""
    made = DrawnPicture(6)
    qtbot.addWidget(made)
    made.resize(400, 300)
    return made


def colour(shown: DrawnPicture, x: int, y: int) -> tuple[int, int, int]:
    """What is seen at a place."""
    seen = QColor(shown.grab().toImage().pixel(x, y))
    return seen.red(), seen.green(), seen.blue()


@pytest.mark.parametrize("side", [48, 512])
def test_a_drawing_fills_its_room_whatever_its_pixels_are(shown: DrawnPicture, side: int) -> None:
    least = shown.minimumSizeHint().expandedTo(shown.minimumSize())
    shown.show_picture(Image.new("RGB", (side, side), RED))
    assert colour(shown, 52, 2) == colour(shown, 347, 297) == RED
    assert colour(shown, 48, 150) != RED
    assert shown.minimumSizeHint().expandedTo(shown.minimumSize()) == least


def test_words_stand_where_no_drawing_is(shown: DrawnPicture) -> None:
    shown.show_picture(Image.new("RGB", (48, 48), RED))
    shown.show_words("Not drawn yet")
    assert shown.text() == "Not drawn yet" and colour(shown, 60, 10) != RED
