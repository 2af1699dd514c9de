"""How a version was learned, as the library shows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QSlider,
    QTableWidget,
    QTabWidget,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.library import LibraryState
from desktop.views.learning_dialog import LearningDialog
from desktop.views.library_page import LibraryPage
from desktop.widgets.loss_plot import LossPlot
from desktop.widgets.sample_strip import SampleStrip
from engine import jobs
from engine.concepts.records import NewRecord
from engine.events import Measured, Snapshot
from engine.learning.keeping import open_library
from tests.desktop import learned


@pytest.fixture
def page(
    context: Context, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LibraryPage]:
    """Bo, learned in three epochs with two drawings each, selected in the library."""
    monkeypatch.setattr(jobs, "try_out", learned.trying)
    made = learned.concept("Bo", training={"best_epoch": 2, "embedder": "CLIP ViT-L/14"})
    drawn = [learned.photo(tmp_path / f"{n}.png", 40 * n).read_bytes() for n in range(6)]
    record = NewRecord(
        curves=tuple(Measured("text loss", 2 / step, step) for step in range(1, 31)),
        samples={epoch: tuple(drawn[2 * epoch - 2 : 2 * epoch]) for epoch in (1, 2, 3)},
    )
    with open_library() as library:
        library.add(made, snapshots=[Snapshot(made, epoch) for epoch in (1, 2, 3)], record=record)
    state = LibraryState(context)
    shown = LibraryPage(state, context)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    shown.open(None)
    qtbot.waitUntil(lambda: state.model.rowCount() == 1)
    state.select_name("Bo")
    qtbot.waitUntil(lambda: state.details is not None)
    yield shown
    qtbot.waitUntil(lambda: not state._errands.busy)


@pytest.fixture
def dialog(page: LibraryPage, context: Context, qtbot: QtBot) -> Iterator[LearningDialog]:
    """The dialog that the command opens, once it has read."""
    context.actions.find("library.learned").trigger()
    found = page.window().findChild(LearningDialog)
    qtbot.waitUntil(lambda: found._state.in_use is not None)
    yield found
    qtbot.waitUntil(lambda: not found._state._errands.busy)


def button(dialog: LearningDialog, words: str) -> QPushButton:
    """The button that says this."""
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def said(dialog: LearningDialog) -> str:
    """All words that are seen."""
    return " | ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_the_strip_the_plot_and_the_scores_stay_with_the_concept(
    dialog: LearningDialog, qtbot: QtBot
) -> None:
    strip = dialog.findChild(SampleStrip)
    assert [strip.item(row).text() for row in range(3)] == ["Epoch 1", "Epoch 2", "Epoch 3"]
    assert "Epoch 2, in use" in said(dialog)
    assert "Likeness (CLIP ViT-L/14): 0.50" in said(dialog)
    dialog.findChild(QTabWidget).setCurrentIndex(1)
    assert "after step 30" in dialog.findChild(LossPlot).accessibleDescription()
    dialog.findChild(QCheckBox).click()
    assert dialog.findChild(QTableWidget).rowCount() == 30


def test_an_epoch_of_the_strip_shows_both_of_its_drawings(dialog: LearningDialog) -> None:
    strip = dialog.findChild(SampleStrip)
    size = strip.iconSize()
    seen = strip.item(2).icon().pixmap(size).toImage()
    halves = [seen.pixelColor(x, size.height() // 2).red() for x in (5, size.width() - 5)]
    assert size.width() > 2 * size.height() - 1
    assert halves == pytest.approx([160, 200], abs=3)


def test_a_drawing_that_is_chosen_shows_its_snapshot_at_the_right(
    dialog: LearningDialog, qtbot: QtBot
) -> None:
    strip = dialog.findChild(SampleStrip)
    strip.setCurrentRow(2)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert dialog._state.epochs == [2, 3]


def test_keys_alone_slide_over_all_snapshots_and_use_one(
    dialog: LearningDialog, qtbot: QtBot
) -> None:
    left, right = dialog.findChildren(QSlider)
    assert (left.accessibleName(), left.maximum(), left.value()) == ("Snapshot, Left", 2, 1)
    qtbot.keyClick(right, Qt.Key.Key_End)
    assert dialog._state.epochs == [2, 3]
    assert right.accessibleDescription() == "Epoch 3"
    right.setFocus()
    with qtbot.waitSignal(dialog._state.used):
        QTest.keySequence(right, "Ctrl+G, R")
    qtbot.waitUntil(lambda: "Epoch 3, in use" in said(dialog))
    with open_library() as library:
        assert library.find("Bo").current_snapshot == 3
    with qtbot.waitSignal(dialog._state.used):  # and back again
        qtbot.mouseClick(button(dialog, "Use the left one"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Epoch 2, in use" in said(dialog))


def test_both_draw_and_nothing_goes_on_once_it_is_closed(
    dialog: LearningDialog, context: Context, qtbot: QtBot
) -> None:
    qtbot.mouseClick(button(dialog, "&Draw both"), Qt.MouseButton.LeftButton)
    assert not dialog._state.drawing  # they were drawn while it was learned
    dialog._state.draw("Bo at sea", 3)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    qtbot.waitUntil(lambda: context.queue.jobs == [])


def test_the_losses_are_saved_as_a_file_for_spreadsheets(
    dialog: LearningDialog, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "Bo.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "Bo"), ""))
    dialog.findChild(QTabWidget).setCurrentIndex(1)
    told: list[str] = []
    context.notices.said.connect(lambda notice: told.append(notice.text))
    context.actions.find("learned.csv").trigger()
    lines = file.read_text().splitlines()
    assert lines[:2] == ["step,text loss", "1,2.0"] and len(lines) == 31
    assert told == [f"Written to {file}."]


def test_a_concept_from_a_file_says_that_nothing_was_kept(
    page: LibraryPage, context: Context, qtbot: QtBot
) -> None:
    with open_library() as library:
        library.add(learned.concept("Cup"))
    page.open(None)
    qtbot.waitUntil(lambda: page._state.model.rowCount() == 2)
    page._state.select_name("Cup")
    qtbot.waitUntil(lambda: page._state.details is not None)
    page.details.see_learning(1)
    found = page.window().findChild(LearningDialog)
    qtbot.waitUntil(lambda: "Nothing was kept" in said(found))
