"""Pictures of the gallery can be seen and chosen for a message."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.theme import SPACE
from desktop.widgets.gallery_picker import GalleryPicker
from tests.desktop.drawn import kept


def test_every_picture_has_its_place_before_its_small_view_is_made(
    qtbot: QtBot, home: Path
) -> None:
    kept(home, 1, 2, 3)
    picker = GalleryPicker()
    qtbot.addWidget(picker)
    picker.show()
    model = picker.list.model()
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    places = [picker.list.visualRect(model.index(row, 0)) for row in range(3)]
    assert all(min(place.width(), place.height()) >= SPACE.lines(7) for place in places)
    assert not places[0].intersects(places[1])


def test_what_is_activated_is_taken(qtbot: QtBot, home: Path) -> None:
    pictures = kept(home, 1, 2)
    picker = GalleryPicker()
    qtbot.addWidget(picker)
    picker.show()
    model = picker.list.model()
    qtbot.waitUntil(lambda: model.rowCount() == 2)
    picker.list.setCurrentIndex(model.index(0, 0))
    picker.list.activated.emit(model.index(0, 0))
    assert picker.chosen in {one.path for one in pictures} and not picker.isVisible()
