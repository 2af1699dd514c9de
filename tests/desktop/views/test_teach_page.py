"""The teach page as a person uses it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import photo_tray
from desktop.state.teaching import TeachingState, TeachMore
from desktop.views.lesson_tabs import LessonTabs
from desktop.views.teach_choice import TeachChoice
from desktop.views.teach_form import TeachForm
from desktop.views.teach_page import TeachPage
from desktop.views.teach_run import TeachRun
from desktop.widgets.sample_strip import SampleStrip
from engine import jobs
from engine.events import Snapshot
from engine.learning.lesson import Lesson
from engine.settings import Settings
from engine.training.forecast import Forecast
from tests.desktop import learned


@pytest.fixture
def state(context: Context, monkeypatch: pytest.MonkeyPatch) -> TeachingState:
    """Teaching by jobs that need no model."""
    monkeypatch.setattr(photo_tray, "check_photos", learned.looking)
    monkeypatch.setattr(jobs, "learn", learned.learning)
    monkeypatch.setattr(jobs, "try_out", learned.trying)
    return TeachingState(context)


@pytest.fixture
def page(state: TeachingState, context: Context, qtbot: QtBot) -> Iterator[TeachPage]:
    """The page, shown and empty."""
    made = TeachPage(state, context)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.open(None)
    yield made
    errands = [state._errands, state.tray._errands]
    errands += [part._errands for part in (state.run, state.choice) if part is not None]
    qtbot.waitUntil(lambda: not any(one.busy for one in errands))


@pytest.fixture
def filled(page: TeachPage, tmp_path: Path, qtbot: QtBot) -> TeachPage:
    """Two photos that were looked at, and a name."""
    files = tuple(learned.photo(tmp_path / f"{n}.png", 80 * n) for n in range(2))
    page.open(files)
    tray = page._state.tray
    qtbot.waitUntil(lambda: len(tray.reports) == 2 and not tray.checking)
    qtbot.keyClicks(name_field(page), "Bo")
    return page


def name_field(page: TeachPage) -> QLineEdit:
    """Where the name is typed."""
    form = page.findChild(TeachForm)
    return next(one for one in form.findChildren(QLineEdit) if one.accessibleName() == "Name")


def start_button(page: TeachPage) -> QPushButton:
    """The button that begins."""
    return next(one for one in page.findChildren(QPushButton) if one.text() == "&Learn")


def said(page: TeachPage) -> list[str]:
    """All words that are seen."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_an_empty_page_says_what_to_do_first(page: TeachPage) -> None:
    assert not start_button(page).isEnabled()
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("Drop photos" in text for text in words)
    assert "Add a few photos first." in words


def test_a_person_needs_a_statement_and_gets_a_warning(filled: TeachPage, qtbot: QtBot) -> None:
    filled._state.choose_kind("person")
    form = filled.findChild(TeachForm)
    assert not start_button(filled).isEnabled()
    words = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert any("never taught to refuse" in text for text in words)
    box = form.findChild(QCheckBox)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() / 8)
    filled._state.consent(True)
    assert start_button(filled).isEnabled()
    assert box.isChecked()


def test_the_button_to_learn_is_seen_however_long_the_form_is(
    filled: TeachPage, qtbot: QtBot
) -> None:
    filled._state.choose_kind("person")
    area, form = filled.findChild(QScrollArea), filled.findChild(TeachForm)
    qtbot.waitUntil(lambda: form.height() > area.viewport().height())
    learn = start_button(filled)
    assert learn.visibleRegion().boundingRect() == learn.rect()
    assert learn.mapTo(filled, learn.rect().topLeft()).y() > area.geometry().bottom()


def test_a_form_with_longer_words_is_not_cut_beside_its_bar(page: TeachPage, qtbot: QtBot) -> None:
    form = page.findChild(TeachForm)
    for button in form._kinds.buttons():
        button.setText("Gegenstand")
    page.resize(900, 300)
    area = page.findChild(QScrollArea, options=Qt.FindChildOption.FindChildrenRecursively)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: form.width() <= area.viewport().width())


def test_memory_and_depth_are_chosen_by_keys(filled: TeachPage, qtbot: QtBot) -> None:
    form, state = filled.findChild(TeachForm), filled._state
    memory, depth = form.findChild(QComboBox), form.findChild(QSpinBox)
    offered = [memory.itemText(row) for row in range(memory.count())]
    assert offered == ["Automatic", "8 GB", "12 GB", "16 GB", "24 GB", "No limit"]
    assert (state.memory, depth.text()) == ("auto", "Off")
    qtbot.keyClick(memory, Qt.Key.Key_Down)
    qtbot.keyClick(depth, Qt.Key.Key_Up)
    assert (state.memory, state.deep) == ("8 GB", 1)
    state.fill_in(memory="full", deep=8)
    assert (memory.currentText(), depth.text()) == ("No limit", "8")


def test_the_button_learns_and_the_page_follows_to_the_choice(
    filled: TeachPage, qtbot: QtBot
) -> None:
    shown: list[type[object]] = []
    filled._steps.currentChanged.connect(
        lambda number: shown.append(type(filled._steps.widget(number)))
    )
    qtbot.mouseClick(start_button(filled), Qt.MouseButton.LeftButton)
    state = filled._state
    qtbot.waitUntil(lambda: state.choice is not None and bool(state.choice.snapshots))
    qtbot.waitUntil(lambda: shown == [TeachRun, TeachChoice])
    titles = [label.text() for label in filled.findChildren(QLabel) if label.isVisible()]
    assert "Bo is learned" in titles


def test_a_running_lesson_shows_losses_drawings_and_a_table(
    filled: TeachPage, qtbot: QtBot
) -> None:
    qtbot.mouseClick(start_button(filled), Qt.MouseButton.LeftButton)
    run = filled._state.run
    assert run is not None
    learned.until_scored(run, qtbot)
    run.pause()
    view = filled.findChild(TeachRun)
    assert view.findChild(SampleStrip).count() == len(run.samples)
    box = next(one for one in view.findChildren(QCheckBox) if "table" in one.text())
    box.setChecked(True)
    table = view.findChild(QTableWidget)
    assert table.rowCount() == len(run.curves.rows()) >= 10
    assert table.horizontalHeaderItem(0).text() == "Step"
    words = [one.text() for one in view.findChildren(QPushButton) if one.isVisible()]
    assert "&Resume" in words and "&Draw one" in words


def test_an_interrupted_learning_is_offered(page: TeachPage, tmp_path: Path, qtbot: QtBot) -> None:
    job = learned.learning(Lesson(name="Cup", photos=(tmp_path / "a.png",)), Settings())
    next(event for event in job if getattr(event, "epoch", 0) == 1)
    job.close()
    page.open(None)
    qtbot.waitUntil(lambda: any("“Cup” was interrupted" in text for text in said(page)))
    discard = [one for one in page.findChildren(QPushButton) if one.text() == "Discard it"]
    qtbot.mouseClick(discard[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page._state.lessons.unfinished == ())


def test_teach_more_fixes_name_and_kind(page: TeachPage) -> None:
    page.open(TeachMore("Bo", "pet"))
    assert not name_field(page).isEnabled()
    assert start_button(page).isEnabled()


def tabs(page: TeachPage) -> list[str]:
    """What the tabs of lessons say; nothing while they are hidden."""
    bar = page.findChild(LessonTabs)
    return [bar.tabText(place) for place in range(bar.count())] if bar.isVisible() else []


def test_another_lesson_is_filled_in_while_one_runs_and_each_has_a_tab(
    filled: TeachPage, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    assert tabs(filled) == []
    qtbot.mouseClick(start_button(filled), Qt.MouseButton.LeftButton)
    bo = filled._state.run
    assert bo is not None
    learned.until_scored(bo, qtbot)
    bo.pause()
    qtbot.waitUntil(lambda: filled.findChild(TeachRun) is filled._steps.currentWidget())
    context.actions.find("teach.new").trigger()
    assert name_field(filled).text() == "" and name_field(filled).isVisible()
    filled.open((learned.photo(tmp_path / "cup.png"),))
    tray = filled._state.tray
    qtbot.waitUntil(lambda: len(tray.photos) == 1 and not tray.checking)
    qtbot.keyClicks(name_field(filled), "R&D")
    qtbot.mouseClick(start_button(filled), Qt.MouseButton.LeftButton)
    cup = filled._state.run
    assert cup is not None
    cup.pause()
    assert tabs(filled) == ["Another lesson", "Bo: Paused", "R&&D: Paused"]
    filled.findChild(LessonTabs).setCurrentIndex(1)
    assert filled._state.run is bo
    bo.resume()
    qtbot.waitUntil(lambda: tabs(filled)[1] == "Bo: learned")
    filled.open(cup.job)
    assert filled._state.run is cup


def test_a_run_that_is_turned_to_shows_nothing_of_the_one_before(
    filled: TeachPage, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    qtbot.mouseClick(start_button(filled), Qt.MouseButton.LeftButton)
    bo = filled._state.run
    assert bo is not None
    learned.until_scored(bo, qtbot)
    bo.pause()
    qtbot.waitUntil(lambda: filled._steps.currentWidget() is filled.findChild(TeachRun))
    view = filled.findChild(TeachRun)
    next(one for one in view.findChildren(QCheckBox) if "table" in one.text()).setChecked(True)
    filled.open((learned.photo(tmp_path / "cup.png"),))
    qtbot.waitUntil(lambda: bool(filled._state.tray.photos))
    qtbot.keyClicks(name_field(filled), "Cup")
    filled._state.start()
    cup = filled._state.run
    assert cup is not None
    cup.pause()
    assert view.findChild(SampleStrip).count() == len(cup.samples) == 0
    assert view.findChild(QTableWidget).rowCount() == len(cup.curves.rows())
    words = next(one for one in view.findChildren(QLineEdit) if one.isVisible())
    assert words.text() == "A photo of Cup."


def test_teaching_a_kept_person_more_asks_for_the_statement(
    page: TeachPage, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    job = learned.learning(
        Lesson(name="Ada", photos=(tmp_path / "a.png",), kind="person"), Settings()
    )
    next(event for event in job if isinstance(event, Snapshot))
    job.close()
    page.open(None)
    qtbot.waitUntil(lambda: len(page._state.lessons.unfinished) == 1)
    page._state.lessons.keep(page._state.lessons.unfinished[0])
    qtbot.waitUntil(lambda: page._steps.currentWidget() is page.findChild(TeachChoice))
    more = context.actions.find("teach.more")
    qtbot.waitUntil(more.isEnabled)
    more.trigger()
    assert "Confirm that the person has agreed." in said(page)
    assert not start_button(page).isEnabled()


@pytest.mark.parametrize(
    ("free", "told"),
    [
        (0, ["and 9.8 GB of memory.", "Memory: 12 GB; weights: int4."]),
        (12, ["and 9.8 GB of the 12.0 GB of memory that are free.", "Memory: 12 GB"]),
        (8, ["9.8 GB of the 8.0 GB", "That is too much: close other programs"]),
    ],
)
def test_a_forecast_says_how_much_of_what_is_free_it_takes_and_what_was_chosen(
    filled: TeachPage, free: int, told: list[str]
) -> None:
    filled._state.forecast = Forecast(
        peak_bytes=9_800_000_000, seconds_per_step=1.0, steps=840, seconds=840.0,
        free_bytes=free * 10**9, fit="12 GB", weights="int4",
    )  # fmt: skip
    filled._state.changed.emit()
    (words,) = [text for text in said(filled) if text.startswith("About 14 minute")]
    assert all(part in words for part in told)
    assert ("too much" in words) == (free == 8)
