"""The gallery page as a person uses it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import picture_words
from desktop.state.gallery import GalleryState
from desktop.state.navigation import Place
from desktop.views.compare_dialog import CompareDialog
from desktop.views.export_dialog import ExportDialog
from desktop.views.gallery_page import GalleryPage
from desktop.widgets.picture_pair import PicturePair
from desktop.widgets.picture_tiles import PictureTiles
from engine.gallery.picture import Picture
from engine.gallery.query import Query, Sort
from tests.desktop.drawn import MILA, kept
from tests.desktop.gallery_screen import choose, page, pictures, settle, state

__all__ = ["page", "pictures", "state"]


def test_keys_rate_and_favour_the_selected_pictures(
    page: GalleryPage, state: GalleryState, qtbot: QtBot
) -> None:
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    tiles.setFocus()
    choose(page, 0, 1)
    qtbot.keyClick(tiles, Qt.Key.Key_4)
    qtbot.keyClick(tiles, Qt.Key.Key_F)
    settle(state, qtbot)
    first, second, third = (state.model.picture(row) for row in range(3))
    assert first is not None and second is not None and third is not None
    assert (first.rating, second.rating, third.rating) == (4, 4, 0)
    assert first.favourite and second.favourite and not third.favourite


def test_details_tell_what_drew_the_picture_and_what_its_score_is(page: GalleryPage) -> None:
    details = page._details
    assert details._prompt.text() == "Bo at sea 4"
    assert "Seed 4" in details._facts.text() and "Bo, version 2" in details._facts.text()
    assert details._score.text().startswith("EffNet-Lite0 similarity 0.40")
    assert "no percentage and proves no identity" in details._meaning.text()


def test_tags_are_written_when_the_field_is_left(
    page: GalleryPage, state: GalleryState, qtbot: QtBot
) -> None:
    field = page._details._tags
    field.setText("sea, summer")
    field.editingFinished.emit()
    settle(state, qtbot)
    picture = state.model.picture(0)
    assert picture is not None and picture.tags == ("sea", "summer")
    field.setText("summer")
    field.editingFinished.emit()
    settle(state, qtbot)
    picture = state.model.picture(0)
    assert picture is not None and picture.tags == ("summer",)


def test_typing_narrows_the_wall_after_a_moment(
    page: GalleryPage, state: GalleryState, qtbot: QtBot
) -> None:
    search = next(f for f in page.findChildren(QLineEdit) if "Search" in f.accessibleName())
    qtbot.keyClicks(search, "sea 2")
    qtbot.waitUntil(lambda: state.model.rowCount() == 1, timeout=5000)
    qtbot.keyClicks(search, " nowhere")
    qtbot.waitUntil(lambda: state.model.rowCount() == 0, timeout=5000)
    assert "No picture fits" in page._empty.text()


def test_deleting_asks_nothing_and_can_be_undone(
    page: GalleryPage, state: GalleryState, context: Context, qtbot: QtBot
) -> None:
    context.actions.find("gallery.delete").trigger()
    assert state.model.rowCount() == 3
    context.notices.undo()
    qtbot.waitUntil(lambda: state.model.rowCount() == 4, timeout=5000)


def test_two_pictures_are_compared_at_the_same_zoom(
    page: GalleryPage, context: Context, qtbot: QtBot
) -> None:
    assert not context.actions.find("gallery.compare").isEnabled()
    choose(page, 0, 1)
    settle(page._state, qtbot)
    context.actions.find("gallery.compare").trigger()
    dialog = page.window().findChild(CompareDialog)
    assert dialog is not None
    pair = dialog.findChild(PicturePair)
    assert pair is not None
    left, right = pair._views
    pair.zoom_in()
    pair.zoom_in()
    assert left.transform() == right.transform() and pair.zoom == pytest.approx(1.5625)
    left.look_at(left.place * 0.8)
    assert right.place.x() == pytest.approx(left.place.x(), abs=0.02)
    pair.fit()
    assert pair.zoom == 1.0


def test_what_is_said_of_two_pictures_is_not_cut_on_a_small_screen(
    page: GalleryPage, context: Context, qtbot: QtBot
) -> None:
    choose(page, 0, 1)
    settle(page._state, qtbot)
    context.actions.find("gallery.compare").trigger()
    dialog = page.window().findChild(CompareDialog)
    dialog.resize(384, 363)
    said = dialog.findChildren(QLabel)
    qtbot.waitUntil(lambda: any(one.height() > 1.5 * one.fontMetrics().height() for one in said))
    assert all(one.height() >= one.heightForWidth(one.width()) for one in said)


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the person chooses to export to."""
    path = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    return path


def test_how_to_export_is_asked_once_and_remembered(
    page: GalleryPage, context: Context, target: Path, qtbot: QtBot
) -> None:
    context.actions.find("gallery.export").trigger()
    dialog = page.window().findChild(ExportDialog)
    assert dialog is not None and not target.exists()
    dialog._recipe.setChecked(True)
    dialog._on_accepted()
    qtbot.waitUntil(target.exists, timeout=5000)
    assert b"yochameleon" in target.read_bytes()
    assert context.settings.value.export_recipe == "recipe"
    target.unlink()
    context.actions.find("gallery.export").trigger()
    qtbot.waitUntil(target.exists, timeout=5000)


def test_a_tag_can_be_given_to_several_at_once(
    page: GalleryPage, state: GalleryState, context: Context, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    choose(page, 0, 1, 2)
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: ("sea", True))
    context.actions.find("gallery.tag").trigger()
    settle(state, qtbot)
    assert [(one.name, one.count) for one in state.found.tags] == [("sea", 3)]


def test_a_picture_is_copied_as_pixels(page: GalleryPage, context: Context) -> None:
    context.actions.find("gallery.copy").trigger()
    assert QGuiApplication.clipboard().image().width() == 32


def test_what_is_selected_stays_so_when_the_order_changes(
    page: GalleryPage, state: GalleryState, qtbot: QtBot
) -> None:
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    choose(page, 1, 2)
    before = tiles.chosen
    state.ask(sort=Sort.OLDEST)
    qtbot.waitUntil(lambda: state.current, timeout=5000)
    assert tiles.chosen == before[::-1]
    assert tiles.currentIndex().row() == 2


def test_a_picture_one_comes_for_is_selected(
    page: GalleryPage, pictures: list[Picture], state: GalleryState, qtbot: QtBot
) -> None:
    page.open((pictures[1].id, Query(batch=pictures[1].batch)))
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    qtbot.waitUntil(lambda: tiles.chosen == [pictures[1].id], timeout=5000)
    assert state.model.rowCount() == 1
    page.open(pictures[0].id)
    qtbot.waitUntil(lambda: tiles.chosen == [pictures[0].id], timeout=5000)


def test_lost_files_are_said_with_what_to_do(
    page: GalleryPage, pictures: list[Picture], state: GalleryState, qtbot: QtBot
) -> None:
    assert not page._recover.isVisible()
    pictures[0].path.unlink()
    state.reload()
    qtbot.waitUntil(page._recover.isVisible, timeout=5000)
    assert "1" in page._gone.text()


def test_an_empty_gallery_leads_to_drawing(
    state: GalleryState, context: Context, qtbot: QtBot
) -> None:
    page = GalleryPage(state, context)
    qtbot.addWidget(page)
    page.show()
    page.open(None)
    qtbot.waitUntil(page._begin.isVisible, timeout=5000)
    with qtbot.waitSignal(context.navigation.asked, timeout=1000) as asked:
        page._begin.click()
    assert asked.args[0] is Place.DRAW


def test_everything_small_has_a_name(page: GalleryPage) -> None:
    buttons = [b for b in page.findChildren(QToolButton) if b.isVisible()]
    assert all(button.accessibleName() or button.text() for button in buttons)
    tiles = page.findChild(PictureTiles)
    assert tiles is not None
    said = tiles.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Bo at sea 4, seed 4"


def test_a_picture_without_a_score_pretends_none(home: Path) -> None:
    (picture,) = kept(home, 1, likeness=None, subjects=(MILA,))
    assert picture_words.score(picture) == "Resemblance: not measured"
