"""The strip of photos: as high as they need."""

from pytestqt.qtbot import QtBot

from desktop.thumbnails import Thumbnails
from desktop.widgets.photo_strip import PhotoStrip
from engine.paths import RESOURCES

PHOTO = RESOURCES / "samples" / "mila" / "1.webp"


def strip_with(count: int, qtbot: QtBot) -> PhotoStrip:
    """A strip that four photos fit into side by side, with `count` of them."""
    strip = PhotoStrip(Thumbnails())
    qtbot.addWidget(strip)
    strip.resize(290, 300)
    strip.show()
    strip.show_files([(PHOTO, f"Photo {number}") for number in range(count)])
    strip.doItemsLayout()
    return strip


def test_a_row_of_photos_takes_the_height_of_one(qtbot: QtBot) -> None:
    one, five, many = (strip_with(count, qtbot) for count in (1, 5, 40))
    assert one.height() < five.height() <= many.height()
    assert many.height() < 3 * one.height()
    qtbot.waitUntil(lambda: many.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: one.verticalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: five.verticalScrollBar().maximum() == 0)
