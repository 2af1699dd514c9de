"""The draw page as a person uses it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import drawing as state_module
from desktop.state.drawing import DrawingState, Reuse
from desktop.state.navigation import Place
from desktop.views.draw_page import DrawPage
from desktop.views.style_dialog import StyleDialog
from desktop.widgets.concept_edit import ConceptEdit
from desktop.widgets.live_grid import LiveGrid, LiveTile
from desktop.widgets.prompt_history import PromptHistory
from desktop.widgets.search_field import SearchField
from engine.concepts.concept import Concept
from engine.concepts.library import ConceptLibrary
from engine.gallery.picture import Subject
from engine.runtime.sampling import Sampling
from tests.desktop.drawn import MILA, drawing, kept


@pytest.fixture
def state(context: Context, monkeypatch: pytest.MonkeyPatch) -> DrawingState:
    """Drawing by a job that needs no model."""
    monkeypatch.setattr(state_module.jobs, "draw", drawing)
    with ConceptLibrary(context.home / "library") as library:
        library.add(_bo())
    return DrawingState(context.home, context.queue, context.settings)


def _bo() -> Concept:
    return Concept(
        name="Bo",
        kind="pet",
        base_model="0" * 64,
        layout="self-prompting",
        latent_tokens=2,
        prompt_version=1,
        embeddings=np.ones((5, 8), np.float32),
        head=np.ones((5, 8), np.float32),
    )


@pytest.fixture
def page(state: DrawingState, context: Context, qtbot: QtBot) -> DrawPage:
    """The page, shown, with its library read."""
    page = DrawPage(state, context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: bool(state.known.concepts), timeout=5000)
    return page


def edit_of(page: DrawPage) -> ConceptEdit:
    edit = page.findChild(ConceptEdit)
    assert edit is not None
    return edit


def test_a_picture_is_asked_for_with_the_keyboard_alone(
    page: DrawPage, state: DrawingState, qtbot: QtBot
) -> None:
    edit = edit_of(page)
    qtbot.keyClicks(edit, "a photo of @b")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "at sea")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert state.batch is not None
    assert state.batch.request.prompts == ("a photo of Bo at sea",)
    assert state.batch.request.names == ("Bo",)


def test_tiles_that_come_late_show_what_was_drawn_meanwhile(
    page: DrawPage, state: DrawingState, context: Context, qtbot: QtBot
) -> None:
    state.set(count=64)
    edit_of(page).set_text("@Bo at sea")
    context.actions.find("draw.start").trigger()
    grid, batch = page.findChild(LiveGrid), state.batch
    assert grid is not None and batch is not None and len(grid.tiles) < 64
    batch.cells[63].kept = kept(context.home, 1)[0]
    qtbot.waitUntil(lambda: len(grid.tiles) == 64, timeout=5000)
    assert grid.tiles[63].path == batch.cells[63].kept.path


def test_tiles_grow_finish_and_lead_to_the_gallery(
    page: DrawPage, state: DrawingState, context: Context, qtbot: QtBot
) -> None:
    asked: list[tuple[Place, object]] = []
    context.navigation.asked.connect(lambda place, what: asked.append((place, what)))
    edit_of(page).set_text("@Bo at sea")
    context.actions.find("draw.start").trigger()
    grid = page.findChild(LiveGrid)
    assert grid is not None and len(grid.tiles) == state.count
    assert "not begun" in grid.tiles[0].accessibleName()
    qtbot.waitUntil(lambda: all(tile.path is not None for tile in grid.tiles), timeout=5000)
    assert "Bo at sea" in grid.tiles[0].accessibleName()
    grid.tiles[1].click()
    assert state.batch is not None and state.batch.cells[1].kept is not None
    assert asked[0][0] is Place.GALLERY
    assert isinstance(asked[0][1], tuple) and asked[0][1][0] == state.batch.cells[1].kept.id


def test_nothing_can_be_drawn_without_words(page: DrawPage, context: Context) -> None:
    assert not context.actions.find("draw.start").isEnabled()
    edit_of(page).set_text("Bo")
    assert context.actions.find("draw.start").isEnabled()


def test_a_running_job_can_be_paused_resumed_and_stopped(
    page: DrawPage, state: DrawingState, context: Context, qtbot: QtBot
) -> None:
    state.set(count=60)
    edit_of(page).set_text("@Bo")
    context.actions.find("draw.start").trigger()
    assert state.batch is not None
    job = state.batch.job
    context.actions.find("draw.pause").trigger()
    assert job.status == "paused"
    context.actions.find("draw.pause").trigger()
    assert job.status == "running"
    context.actions.find("draw.stop").trigger()
    qtbot.waitUntil(lambda: job.over, timeout=5000)
    assert not context.actions.find("draw.stop").isEnabled()


def test_parts_of_a_kept_picture_are_taken_over(page: DrawPage, state: DrawingState) -> None:
    page.open(Reuse(prompt="Bo in snow", names=("Bo",)))
    assert edit_of(page).text == "@Bo in snow"
    page.open(Reuse(seed=77, sampling=Sampling(guidance=5.0)))
    assert edit_of(page).text == "@Bo in snow"
    assert (state.seed, state.sampling.guidance) == (77, 5.0)


def test_a_concept_one_comes_with_is_mentioned(page: DrawPage, qtbot: QtBot) -> None:
    page.open("Bo")
    qtbot.waitUntil(lambda: edit_of(page).text.strip() == "@Bo", timeout=5000)
    page.open("Bo")
    assert edit_of(page).text.strip() == "@Bo"


def test_earlier_prompts_are_those_of_the_concept_that_is_written_about_also_after_a_drawing(
    page: DrawPage, state: DrawingState, context: Context, qtbot: QtBot
) -> None:
    with ConceptLibrary(context.home / "library") as library:
        [entry] = library
    kept(context.home, 1, subjects=(Subject(concept=entry.id, name="Bo", kind="pet", version=1),))
    kept(context.home, 2, subjects=(MILA,), prompt="Mila in snow")
    edit_of(page).set_text("@Bo at home", ["Bo"])
    qtbot.waitUntil(lambda: state.known.history == ("Bo at sea 1",), timeout=5000)
    context.actions.find("draw.start").trigger()
    told: list[tuple[str, ...]] = []
    state.changed.connect(lambda: told.append(state.known.history))
    assert state.batch is not None
    job = state.batch.job
    qtbot.waitUntil(lambda: job.over and not state._errands.busy, timeout=5000)
    page.open(None)
    qtbot.waitUntil(lambda: not state._errands.busy, timeout=5000)
    assert set(told) == {("Bo at sea 1",)}
    edit_of(page).set_text("A cup")
    qtbot.waitUntil(lambda: "Mila in snow" in state.known.history, timeout=5000)


def test_earlier_prompts_are_found_by_a_word_and_taken(qtbot: QtBot) -> None:
    history = PromptHistory(["Bo at sea", "Bo in snow"])
    qtbot.addWidget(history)
    history.show()
    search, found = history.findChild(QLineEdit), history.findChild(QListView)
    assert search is not None and found is not None
    qtbot.keyClicks(search, "SNOW")
    assert found.model().rowCount() == 1
    with qtbot.waitSignal(history.chosen, timeout=1000) as chosen:
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert chosen.args == ["Bo in snow"]


def test_a_style_is_found_and_its_words_are_added(
    page: DrawPage, state: DrawingState, context: Context, qtbot: QtBot
) -> None:
    edit_of(page).set_text("A photo of @Bo.")
    context.actions.find("draw.styles").trigger()
    dialog = page.findChild(StyleDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(state.styles.known), timeout=5000)
    search = dialog.findChild(SearchField)
    assert search is not None
    qtbot.keyClicks(search, "NIGHT")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert edit_of(page).text == "A photo of @Bo at night."


def test_words_in_braces_are_explained_and_chosen_by_the_seed(
    page: DrawPage, state: DrawingState, qtbot: QtBot
) -> None:
    edit_of(page).set_text("a {red|blue} drawing of @Bo", ["Bo"])
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("as its seed decides" in text for text in said)


def test_the_version_of_a_reused_picture_is_seen_and_let_go(page: DrawPage, qtbot: QtBot) -> None:
    page.open(Reuse(prompt="Bo in snow", names=("Bo",), version=7))
    assert "Version 7 of “Bo”" in page._note.text()
    qtbot.mouseClick(button_called(page, "Bo, version 7"), Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    menu.close()
    assert button_called(page, "Bo, version 1") and "Version 7" not in page._note.text()


def button_called(page: DrawPage, name: str) -> QAbstractButton:
    """What a screen reader calls so."""
    named = [one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name]
    return named[-1]


def test_a_sheet_is_drawn_in_rows_and_columns(
    page: DrawPage, state: DrawingState, qtbot: QtBot
) -> None:
    state.set(count=2, seed=5)
    state.draw_sheet(["Bo"], ["Bo at sea", "Bo in snow"])
    grid = page.findChild(LiveGrid)
    assert grid is not None
    qtbot.waitUntil(lambda: grid.tiles[1].path is not None, timeout=5000)
    names = [tile.accessibleName() for tile in grid.tiles]
    assert names[1:3] == ["Bo at sea, seed 6", "Bo in snow, seed 5, not begun"]
    assert len({tile.geometry().left() for tile in grid.tiles}) == 2
    state.draw("Bo at sea", ["Bo"])
    assert grid.tiles[0].accessibleName().startswith("Picture 1")


def test_every_button_has_a_name(page: DrawPage) -> None:
    nameless = [b for b in page.findChildren(QPushButton) if not (b.text() or b.accessibleName())]
    assert nameless == []


def test_a_new_job_begins_with_empty_tiles(
    page: DrawPage, state: DrawingState, context: Context, qtbot: QtBot
) -> None:
    edit_of(page).set_text("@Bo at sea")
    grid = page.findChild(LiveGrid)
    assert grid is not None
    for count in (6, 2):
        state.set(count=count)
        context.actions.find("draw.start").trigger()
        seen = [tile for tile in page.findChildren(LiveTile) if tile.isVisible()]
        assert seen == [*grid.tiles] and len(seen) == count
        assert all(tile.path is None for tile in seen)
        qtbot.waitUntil(lambda: all(tile.isVisible() for tile in grid.tiles), timeout=5000)
        qtbot.waitUntil(lambda: all(tile.path is not None for tile in grid.tiles), timeout=5000)


@pytest.mark.parametrize("count", [1, 4, 40])
def test_tiles_fill_the_room_without_leaving_it(
    count: int, page: DrawPage, state: DrawingState, qtbot: QtBot
) -> None:
    grid = page.findChild(LiveGrid)
    assert grid is not None
    kept(page._context.home, 1)
    page._stack.setCurrentIndex(1)
    grid.begin(count)
    qtbot.waitUntil(lambda: len(grid.tiles) == count, timeout=5000)
    widths = {tile.width() for tile in grid.tiles}
    assert len(widths) == 1 and 0 < widths.pop() <= grid.viewport().width()
