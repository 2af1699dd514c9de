"""Tiles of a drawing come a few at a time, and are used again by the next one."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.thumbnails import Thumbnails
from desktop.widgets.live_grid import LiveGrid

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
    grid.set_count(MANY)
    assert 0 < len(came) < MANY // 4
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    assert came == [tile.number for tile in grid.tiles] == [*range(MANY)]


def test_few_tiles_are_there_at_once(grid: LiveGrid) -> None:
    grid.set_count(4)
    assert [tile.isVisible() for tile in grid.tiles] == [True] * 4


def test_the_next_job_finds_the_same_tiles_empty(grid: LiveGrid, tmp_path: Path) -> None:
    grid.set_count(3)
    before = [*grid.tiles]
    before[0].grow(Image.new("RGB", (8, 8)), 0.5)
    before[2].finish(tmp_path / "a.png", "a dog")
    grid.set_count(3)
    assert [*grid.tiles] == before
    assert all("not begun" in tile.accessibleName() for tile in before)
    assert [tile.path for tile in before] == [None] * 3


def test_a_smaller_job_hides_what_it_has_no_picture_for(grid: LiveGrid, qtbot: QtBot) -> None:
    grid.set_count(MANY)
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    every = [*grid.tiles]
    grid.set_count(2)
    assert [tile for tile in every if tile.isVisible()] == [*grid.tiles] == every[:2]


def test_a_tile_that_waits_for_its_turn_leads_nowhere(
    grid: LiveGrid, qtbot: QtBot, tmp_path: Path
) -> None:
    chosen: list[int] = []
    grid.chosen.connect(chosen.append)
    grid.set_count(MANY)
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    last = grid.tiles[-1]
    last.finish(tmp_path / "a.png", "a dog")
    last.click()
    grid.set_count(MANY)
    last.click()
    assert chosen == [MANY - 1]


def test_tiles_stand_in_rows_that_do_not_overlap(grid: LiveGrid, qtbot: QtBot) -> None:
    grid.set_count(MANY)
    qtbot.waitUntil(lambda: len(grid.tiles) == MANY, timeout=5000)
    places = [tile.geometry() for tile in grid.tiles]
    assert not any(one.intersects(other) for one, other in pairwise(places))
    assert all(one.left() >= 0 and one.right() < grid.viewport().width() for one in places)
    inside = grid.widget()
    assert inside is not None and max(one.bottom() for one in places) < inside.height()
