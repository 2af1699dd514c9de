"""The library page as a person uses it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.library import LibraryState
from desktop.state.navigation import Place
from desktop.state.teaching import TeachMore
from desktop.views.library_page import LibraryPage
from desktop.widgets.concept_tiles import ConceptTiles
from engine.learning.keeping import open_library
from tests.desktop import learned


@pytest.fixture
def page(context: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[LibraryPage]:
    """Bo and a cup, shown."""
    learned.add(tmp_path, "Bo", "dog")
    learned.add(tmp_path, "Cup", kind="object")
    state = LibraryState(context)
    made = LibraryPage(state, context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.open("Bo")
    qtbot.waitUntil(lambda: state.model.rowCount() == 2)
    yield made
    qtbot.waitUntil(lambda: not state._errands.busy)


def select(page: LibraryPage, name: str, qtbot: QtBot) -> None:
    """Select a concept and wait for its details."""
    page._state.select_name(name)
    qtbot.waitUntil(lambda: page._state.details is not None)


def test_every_control_has_a_name(page: LibraryPage, qtbot: QtBot) -> None:
    select(page, "Bo", qtbot)
    for widget in page.findChildren(QPushButton) + page.findChildren(QLineEdit):
        if widget.isVisible() and "qt_" not in widget.objectName():
            assert widget.accessibleName() or widget.text() or widget.placeholderText()
    assert page.findChild(ConceptTiles).accessibleName()


def test_typing_narrows_the_grid(page: LibraryPage, qtbot: QtBot) -> None:
    search = next(one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Search")
    qtbot.keyClicks(search, "cup")
    assert page._state.model.rowCount() == 1
    search.clear()
    qtbot.keyClicks(search, "nothing like it")
    assert page._stack.currentIndex() == 1
    assert "fits" in page._empty.text()


def test_the_arrow_keys_select_and_details_follow(page: LibraryPage, qtbot: QtBot) -> None:
    grid = page.findChild(ConceptTiles)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page._state.details is not None)
    assert page._panel_widget.isVisible()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    card = page._state.selected_card
    assert card is not None and card.entry.name == "Cup"


def test_actions_lead_to_other_pages(page: LibraryPage, context: Context, qtbot: QtBot) -> None:
    asked: list[tuple[Place, object]] = []
    context.navigation.asked.connect(lambda place, what: asked.append((place, what)))
    assert not context.actions.find("library.chat").isEnabled()
    select(page, "Bo", qtbot)
    for name in ("library.chat", "library.draw", "library.teach_more"):
        context.actions.find(name).trigger()
    more = TeachMore("Bo", "pet")
    assert asked == [(Place.CHAT, "Bo"), (Place.DRAW, "Bo"), (Place.TEACH, more)]


def test_delete_hides_at_once(page: LibraryPage, context: Context, qtbot: QtBot) -> None:
    select(page, "Bo", qtbot)
    context.actions.find("library.delete").trigger()
    assert page._state.model.rowCount() == 1
    context.notices.undo()
    assert page._state.model.rowCount() == 2


def test_of_what_is_dropped_concepts_are_imported_and_the_rest_is_refused_with_the_reason(
    page: LibraryPage, context: Context, tmp_path: Path
) -> None:
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    drop(page, tmp_path / "notes.txt", tmp_path / "bo.concept")
    assert said == ["notes.txt: not taken. What is taken: concepts (*.concept)."]
    assert [job.title for job in context.queue.jobs] == ["Import bo.concept"]


def drop(page: LibraryPage, *paths: Path) -> None:
    """Hold files over the page, and let them go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(5, 5), copy, data, left, none, QEvent.Type.DragEnter)
    event.ignore()
    page.dragEnterEvent(event)  # type: ignore[arg-type]  # its own constructor is deprecated
    assert event.isAccepted()
    page.dropEvent(event)


def test_portraits_come_and_are_painted(page: LibraryPage, qtbot: QtBot) -> None:
    grid = page.findChild(ConceptTiles)
    qtbot.waitUntil(lambda: all(shows_photo(grid, row) for row in range(2)))


def shows_photo(grid: ConceptTiles, row: int) -> bool:
    """Whether a tile has the colour of a photo."""
    tile = grid.visualRect(grid.model().index(row, 0))
    middle = QPoint(tile.center().x(), tile.top() + tile.width() // 2)
    found = grid.viewport().grab().toImage().pixelColor(middle)
    _, green, blue = learned.COLOUR
    return abs(found.green() - green) < 8 and abs(found.blue() - blue) < 8


def test_ten_thousand_concepts_scroll_and_ask_only_for_those_in_sight(
    page: LibraryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    portraits = [tmp_path / f"{number}.png" for number in range(10_000)]
    cards = [learned.card(number, portrait=path) for number, path in enumerate(portraits)]
    grid = page.findChild(ConceptTiles)
    page._state.model.show(cards)
    grid.grab()
    bar = grid.verticalScrollBar()
    slowest = 0.0
    for part in range(1, 11):
        bar.setValue(bar.maximum() * part // 10)
        began = time.process_time()
        grid.grab()
        slowest = max(slowest, time.process_time() - began)
    assert bar.maximum() > 100_000
    assert len(grid._waiting) < 800
    assert slowest < 0.5


def test_a_note_on_a_version_is_kept_and_found(page: LibraryPage, qtbot: QtBot) -> None:
    select(page, "Bo", qtbot)
    note = next(
        one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Note on version 1"
    )
    note.setFocus()
    qtbot.keyClicks(note, "Before the holiday")
    qtbot.keyClick(note, Qt.Key.Key_Return)

    def kept() -> str:
        details = page._state.details
        return details.versions[0].notes if details else ""

    qtbot.waitUntil(lambda: kept() == "Before the holiday")
    page._search.setText("holiday")
    assert [page._state.model.rowCount()] == [1]
    page._search.setText("winter")
    assert page._state.model.rowCount() == 0


def test_a_note_on_a_version_stays_with_its_concept_where_another_is_shown_meanwhile(
    page: LibraryPage, qtbot: QtBot
) -> None:
    select(page, "Bo", qtbot)
    note = next(
        one for one in page.findChildren(QLineEdit) if one.accessibleName() == "Note on version 1"
    )
    note.setFocus()
    qtbot.keyClicks(note, "Before the holiday")
    select(page, "Cup", qtbot)
    qtbot.waitUntil(lambda: not page._state._errands.busy)
    with open_library() as library:
        kept = [library.versions(name)[0].notes for name in ("Bo", "Cup")]
    assert kept == ["Before the holiday", ""]


def test_an_empty_library_offers_a_sample_that_can_be_used_at_once(
    context: Context, qtbot: QtBot
) -> None:
    state = LibraryState(context)
    page = LibraryPage(state, context)
    qtbot.addWidget(page)
    page.show()
    page.open(None)
    qtbot.waitUntil(lambda: state.empty)
    button = next(
        one for one in page.findChildren(QPushButton) if one.text() == "Try it with a sample"
    )
    assert button.isVisible() and "Mila" in page._empty.text()
    button.click()
    qtbot.waitUntil(lambda: state.model.rowCount() == 1, timeout=20_000)
    qtbot.waitUntil(lambda: state.details is not None, timeout=5000)
    assert state.details is not None and state.details.card.entry.name == "Mila"
    assert len(state.details.photos) == 4
    assert not button.isVisible()
    qtbot.waitUntil(lambda: not state._errands.busy)


def test_two_concepts_are_merged_and_it_can_be_taken_back(
    page: LibraryPage, context: Context, qtbot: QtBot
) -> None:
    select(page, "Cup", qtbot)

    def merged() -> None:
        context.actions.find("library.merge").trigger()
        dialog = page.findChildren(QInputDialog)[-1]
        assert dialog.comboBoxItems() == ["Bo"]
        dialog.accept()
        qtbot.waitUntil(lambda: page._state.model.rowCount() == 1)

    merged()
    context.notices.undo()
    assert page._state.model.rowCount() == 2
    select(page, "Cup", qtbot)
    merged()
    context.notices.commit()

    def versions() -> int:
        details = page._state.details
        return len(details.versions) if details else 0

    qtbot.waitUntil(lambda: versions() == 2)
    with open_library() as library:
        assert [entry.name for entry in library] == ["Bo"]


def test_a_concept_that_is_alone_is_merged_with_none(
    page: LibraryPage, context: Context, qtbot: QtBot
) -> None:
    select(page, "Bo", qtbot)
    merging = context.actions.find("library.merge")
    assert merging.isEnabled()
    with open_library() as library:
        library.delete("Cup")
    page._state.read()
    qtbot.waitUntil(lambda: page._state.model.rowCount() == 1)
    assert not merging.isEnabled()
