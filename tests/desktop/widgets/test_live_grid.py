"""Tiles of a drawing come a few at a time, and are used again by the next one."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.state.picture_words import Titles, titles
from desktop.thumbnails import Thumbnails
from desktop.widgets.live_grid import LiveGrid, to_qimage
from engine.gallery.drawing import DrawRequest
from tests.desktop.drawn import new

MANY = 100


@pytest.fixture
def grid(qtbot: QtBot) -> LiveGrid:
    """A grid in a window that is shown."""
    shown = LiveGrid(Thumbnails())
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def test_the_loop_turns_while_many_tiles_come(grid: LiveGrid, qtbot: QtBot) -> None:
    came: list[int] = []
    grid.came.connect(came.append)
    grid.begin(MANY)
    assert 0 < len(came) < MANY // 4
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    assert came == [tile.number for tile in grid.tiles] == [*range(MANY)]


def test_few_tiles_are_there_at_once(grid: LiveGrid) -> None:
    grid.begin(4)
    assert [tile.isVisible() for tile in grid.tiles] == [True] * 4


def test_the_next_job_finds_the_same_tiles_empty(grid: LiveGrid, tmp_path: Path) -> None:
    grid.begin(3)
    before = [*grid.tiles]
    before[0].grow(Image.new("RGB", (8, 8)), 0.5)
    before[2].finish(tmp_path / "a.png", "a dog")
    grid.begin(3)
    assert [*grid.tiles] == before
    assert all("not begun" in tile.accessibleName() for tile in before)
    assert [tile.path for tile in before] == [None] * 3


def test_a_smaller_job_hides_what_it_has_no_picture_for(grid: LiveGrid, qtbot: QtBot) -> None:
    grid.begin(MANY)
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    every = [*grid.tiles]
    grid.begin(2)
    assert [tile for tile in every if tile.isVisible()] == [*grid.tiles] == every[:2]


def test_a_tile_that_waits_for_its_turn_leads_nowhere(
    grid: LiveGrid, qtbot: QtBot, tmp_path: Path
) -> None:
    chosen: list[int] = []
    grid.chosen.connect(chosen.append)
    grid.begin(MANY)
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    last = grid.tiles[-1]
    last.finish(tmp_path / "a.png", "a dog")
    last.click()
    grid.begin(MANY)
    last.click()
    assert chosen == [MANY - 1]


def test_tiles_stand_in_rows_that_do_not_overlap(grid: LiveGrid, qtbot: QtBot) -> None:
    grid.begin(MANY)
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    places = [tile.geometry() for tile in grid.tiles]
    assert not any(one.intersects(other) for one, other in pairwise(places))
    assert all(one.left() >= 0 and one.right() < grid.viewport().width() for one in places)
    inside = grid.widget()
    assert inside is not None and max(one.bottom() for one in places) < inside.height()


def sheet(seeds: int, *prompts: str, versions: tuple[int, ...] = ()) -> Titles:
    """The titles of a contact sheet of Bo."""
    request = DrawRequest(
        names=("Bo",), prompts=prompts, seeds=tuple(range(1, seeds + 1)), versions=versions
    )
    return titles(request)


def test_a_contact_sheet_has_seeds_across_and_prompts_and_versions_down(grid: LiveGrid) -> None:
    grid.begin(6, sheet(3, "Bo at sea", versions=(1, 2)))
    places = [tile.geometry() for tile in grid.tiles]
    assert [one.left() for one in places[:3]] == [one.left() for one in places[3:]]
    assert len({one.top() for one in places}) == 2
    assert grid.tiles[4].accessibleName() == "Bo at sea, seed 2, version 2, not begun"
    grid.begin(6)
    assert grid.tiles[4].accessibleName() == "Picture 5, not begun"
    assert not grid.accessibleDescription()


def test_titles_stand_above_the_columns_and_above_each_row(grid: LiveGrid) -> None:
    grid.begin(4, sheet(2, "Bo at sea", "Bo in snow"))
    ground = grid.widget()
    assert ground is not None
    places = [tile.geometry() for tile in grid.tiles]
    line = (places[2].top() - places[0].bottom()) // 2
    first, second = places[0].top(), places[2].top()
    for tile in grid.tiles:
        tile.hide()
    painted = ground.grab().toImage()
    blank = painted.pixelColor(painted.width() - 1, painted.height() - 1)

    def written(top: int, bottom: int) -> bool:
        return any(
            painted.pixelColor(x, y) != blank
            for x in range(places[0].width())
            for y in range(top, bottom)
        )

    assert written(0, first - line) and written(first - line, first)
    assert written(second - line, second)
    assert not written(first, places[0].bottom())
    grid.begin(4)
    assert grid.tiles[0].geometry().top() == 0


def test_a_wide_contact_sheet_can_be_scrolled(grid: LiveGrid, qtbot: QtBot) -> None:
    around = sheet(20, "Bo at sea", "Bo in snow", "Bo at home")
    grid.begin(60, around)
    qtbot.waitUntil(lambda: len(grid.tiles) == 60, timeout=5000)
    ground = grid.widget()
    assert ground is not None
    assert all(ground.rect().contains(tile.geometry()) for tile in grid.tiles)
    assert grid.horizontalScrollBar().maximum() > 0
    assert len({tile.geometry().top() for tile in grid.tiles}) == 3


def test_pixels_reach_qt_as_they_are() -> None:
    picture = new(3).picture.resize((5, 3))
    image = to_qimage(picture)
    assert (image.width(), image.height()) == (5, 3)
    colour = image.pixelColor(4, 2)
    assert (colour.red(), colour.green(), colour.blue()) == picture.getpixel((4, 2))
