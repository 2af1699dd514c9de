"""The gallery page with four pictures, and how tests use it: fixtures and words to import."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.gallery import GalleryState
from desktop.views.gallery_page import GalleryPage
from desktop.widgets.picture_tiles import PictureTiles
from engine.gallery.picture import Picture
from tests.desktop.drawn import kept


@pytest.fixture
def state(context: Context) -> GalleryState:
    """The gallery of an empty home."""
    return GalleryState(context.home, context.queue, context.notices, context.settings)


@pytest.fixture
def pictures(home: Path) -> list[Picture]:
    """Four pictures of Bo, the oldest first."""
    return kept(home, 1, 2, 3, 4)


@pytest.fixture
def page(
    pictures: list[Picture], state: GalleryState, context: Context, qtbot: QtBot
) -> GalleryPage:
    """The page with four pictures, the newest one selected."""
    page = GalleryPage(state, context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: state.model.rowCount() == 4, timeout=5000)
    choose(page, 0)
    qtbot.waitUntil(lambda: page._commands.picture is not None, timeout=5000)
    return page


def choose(page: GalleryPage, *rows: int) -> None:
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    tiles.setCurrentIndex(tiles.model().index(rows[0], 0))
    for row in rows[1:]:
        flag = QItemSelectionModel.SelectionFlag.Select
        tiles.selectionModel().select(tiles.model().index(row, 0), flag)


def settle(state: GalleryState, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not state.busy and not state.model._errands.busy, timeout=10_000)
