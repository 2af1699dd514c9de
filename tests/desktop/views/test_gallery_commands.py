"""What can be done with pictures of the gallery: by key, menu and gesture."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.drawing import Reuse
from desktop.state.gallery import GalleryState
from desktop.state.navigation import Place
from desktop.views.gallery_page import GalleryPage
from desktop.widgets.picture_tiles import PictureTiles
from engine.gallery.picture import Picture
from engine.gallery.query import Query
from tests.desktop.drawn import kept
from tests.desktop.gallery_screen import choose, page, pictures, settle, state

__all__ = ["page", "pictures", "state"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("use_prompt", Reuse(prompt="Bo at sea 4", names=("Bo",))),
        ("use_seed", Reuse(seed=4)),
    ],
)
def test_parts_of_a_picture_go_to_the_draw_page_apart(
    name: str, expected: Reuse, page: GalleryPage, context: Context, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.navigation.asked, timeout=1000) as asked:
        context.actions.find(f"gallery.{name}").trigger()
    assert asked.args == [Place.DRAW, expected]


def test_pictures_can_be_asked_about_in_a_chat(
    page: GalleryPage, context: Context, pictures: list[Picture], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.navigation.asked, timeout=1000) as asked:
        context.actions.find("gallery.chat").trigger()
    assert asked.args == [Place.CHAT, (pictures[3].path,)]


def test_a_picture_is_drawn_again_with_the_version_that_drew_it(
    page: GalleryPage, context: Context, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(context.navigation.asked, timeout=1000) as asked:
        context.actions.find("gallery.use_all").trigger()
    place, parts = asked.args
    assert (place, parts.names, parts.version, parts.seed) == (Place.DRAW, ("Bo",), 2, 4)
    assert not parts.draw


def test_more_are_drawn_like_the_best_of_the_selected_pictures(
    page: GalleryPage, state: GalleryState, context: Context, pictures: list[Picture], qtbot: QtBot
) -> None:
    state.rate([pictures[1].id], 4)
    state.rate([pictures[0].id], 5)
    settle(state, qtbot)
    choose(page, 0, 1, 2)
    with qtbot.waitSignal(context.navigation.asked, timeout=5000) as asked:
        context.actions.find("gallery.more").trigger()
    place, parts = asked.args
    assert (place, parts.prompt, parts.version) == (Place.DRAW, "Bo at sea 2", 2)
    assert parts.draw and parts.seed is None


def test_more_are_drawn_like_the_best_of_all_where_none_is_selected(
    page: GalleryPage, state: GalleryState, context: Context, pictures: list[Picture], qtbot: QtBot
) -> None:
    state.rate([pictures[2].id], 3)
    settle(state, qtbot)
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    tiles.clearSelection()
    with qtbot.waitSignal(context.navigation.asked, timeout=5000) as asked:
        context.actions.find("gallery.more").trigger()
    assert asked.args[1].prompt == "Bo at sea 3"
    state.show(Query(text="nowhere"))
    qtbot.waitUntil(lambda: state.model.rowCount() == 0, timeout=5000)
    assert not context.actions.find("gallery.more").isEnabled()


def test_all_pictures_of_one_job_are_shown(
    page: GalleryPage, state: GalleryState, home: Path, context: Context, qtbot: QtBot
) -> None:
    together = kept(home, 5, 6, batch="b" * 32)
    state.reload()
    qtbot.waitUntil(lambda: state.model.rowCount() == 6, timeout=5000)
    choose(page, 0)
    qtbot.waitUntil(lambda: page._commands.picture is not None, timeout=5000)
    context.actions.find("gallery.job").trigger()
    qtbot.waitUntil(lambda: state.model.rowCount() == 2, timeout=5000)
    assert {*state.model.ids} == {one.id for one in together}


def test_selected_pictures_are_saved_as_one_sheet(
    page: GalleryPage, context: Context, home: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    choose(page, 0, 1, 2)
    path = home / "sheet"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(page._state.exported, timeout=10_000):
        context.actions.find("gallery.sheet").trigger()
    with Image.open(path.with_suffix(".png")) as sheet:
        assert sheet.width > 3 * 192 > sheet.height // 2


def test_dragging_pictures_out_gives_away_clean_copies(
    page: GalleryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, 0, 1)
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    window = page.windowHandle()
    start = tiles.viewport().mapTo(page, tiles.visualRect(tiles.currentIndex()).center())
    given: list[tuple[str, bytes]] = []

    def dropped(drag: QDrag, _: Qt.DropAction) -> None:
        """Another app takes them at once; how a drag ends is up to each platform."""
        files = [Path(url.toLocalFile()) for url in drag.mimeData().urls()]
        given.extend((file.name, file.read_bytes()) for file in files)

    monkeypatch.setattr(QDrag, "exec", dropped)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, left, none, start)
    for step in range(1, 5):
        QTest.mouseMove(window, start + QPoint(8 * step, 0))
    qtbot.waitUntil(lambda: len(given) == 2, timeout=10_000)
    QTest.mouseRelease(window, left, none, start)
    for name, data in given:
        assert name.endswith(".png") and data.startswith(b"\x89PNG")
        assert not any(chunk in data for chunk in (b"tEXt", b"iTXt", b"eXIf"))


def test_copies_that_come_when_the_button_is_up_again_are_not_dragged(
    page: GalleryPage, state: GalleryState, qtbot: QtBot
) -> None:
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    with qtbot.waitSignal(state.copied, timeout=10_000) as copied:
        tiles.startDrag(Qt.DropAction.CopyAction)
    assert copied.args is not None
    [[path]] = copied.args
    assert path.is_file()


def test_pictures_that_are_dragged_stay_selected_while_the_copies_are_made(
    page: GalleryPage, qtbot: QtBot
) -> None:
    choose(page, 0, 1)
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    window = page.windowHandle()
    held = tiles.viewport().mapTo(page, tiles.visualRect(tiles.currentIndex()).center())
    far = tiles.viewport().mapTo(page, tiles.visualRect(tiles.model().index(3, 0)).center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    with qtbot.waitSignal(tiles.drag_asked, timeout=1000):
        QTest.mousePress(window, left, none, held)
        for place in (held + QPoint(40, 0), far, far + QPoint(5, 5)):
            QTest.mouseMove(window, place)
    QTest.mouseRelease(window, left, none, far)
    assert len(tiles.chosen) == 2
    QTest.mouseClick(window, left, none, far)
    assert len(tiles.chosen) == 1
