import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.afterwards import After
from desktop.state.jobs import JobKind, JobStatus
from desktop.state.navigation import Place
from desktop.state.queue_model import Column, QueueModel
from desktop.views.countdown_dialog import CountdownDialog
from desktop.views.problem_dialog import ProblemDialog
from desktop.views.queue_page import QueuePage
from engine.errors import SetupError
from engine.events import Job, Progress
from tests.desktop.scripted_engine import failing, playing


def endless() -> Job[None]:
    """A job that never ends by itself."""
    while True:
        yield Progress(3, 10, "Learning")


@pytest.fixture
def asked() -> list[After]:
    """What the computer was asked for: only written down."""
    return []


@pytest.fixture
def page(qtbot: QtBot, context: Context, asked: list[After]) -> QueuePage:
    """A shown queue page."""
    shown = QueuePage(QueueModel(context.queue), context, asked.append)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def cells(page: QueuePage, column: Column) -> list[str]:
    """What a column shows."""
    model = page.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_model_is_sound_while_jobs_come_go_and_change(qtbot: QtBot, context: Context) -> None:
    model = QueueModel(context.queue)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    context.queue.add("Learn", JobKind.LEARN, endless)
    for name in "ab":
        context.queue.add(name, JobKind.DRAW, playing, [Progress(1, 2)])
    qtbot.wait(20)
    context.queue.cancel_all()
    qtbot.waitUntil(lambda: not context.queue.jobs)
    assert model.rowCount() == 3


def test_each_job_is_a_row_that_tells_its_state(
    page: QueuePage, context: Context, qtbot: QtBot
) -> None:
    assert page.empty.isVisible()
    context.queue.add("Learn Mila", JobKind.LEARN, endless)
    context.queue.add("Draw Mila", JobKind.DRAW, playing, [])
    qtbot.waitUntil(lambda: cells(page, Column.PROGRESS)[0] == "Learning, 3 of 10")
    assert cells(page, Column.TITLE) == ["Learn Mila", "Draw Mila"]
    assert cells(page, Column.STATUS) == ["Running", "Waiting"]
    text = page.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text.startswith("Learn Mila, Learning, Running")


def test_jobs_are_reordered_with_keys(page: QueuePage, context: Context, qtbot: QtBot) -> None:
    for name in "abc":
        context.queue.add(name, JobKind.DRAW, endless)
    page.table.selectRow(2)
    page.table.setFocus()
    assert page.up.isEnabled() and not page.down.isEnabled()
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [job.title for job in context.queue.jobs] == ["a", "c", "b"]
    assert page.table.currentIndex().row() == 1


def test_a_job_is_paused_goes_on_and_is_stopped(
    page: QueuePage, context: Context, qtbot: QtBot
) -> None:
    job = context.queue.add("Learn", JobKind.LEARN, endless)
    page.pause.trigger()
    assert job.status is JobStatus.PAUSED and page.resume.isEnabled()
    page.resume.trigger()
    assert job.status is JobStatus.RUNNING
    page.stop.trigger()
    qtbot.waitUntil(lambda: job.over)
    assert cells(page, Column.STATUS) == ["Stopped"]


def test_all_are_stopped_at_once(page: QueuePage, context: Context, qtbot: QtBot) -> None:
    jobs = [context.queue.add(name, JobKind.DRAW, endless) for name in "abc"]
    page.stop_all.trigger()
    qtbot.waitUntil(lambda: all(job.over for job in jobs))
    assert not page.stop_all.isEnabled()


def test_what_has_ended_is_cleared_by_its_key_and_what_is_open_stays(
    page: QueuePage, context: Context, qtbot: QtBot
) -> None:
    assert not page.clear.isEnabled()
    over = context.queue.add("A photo of Mila in bed", JobKind.DRAW, playing, [])
    context.queue.add("Learn", JobKind.LEARN, endless)
    qtbot.waitUntil(lambda: over.over)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert cells(page, Column.TITLE) == ["Learn"]
    assert context.queue.past == [] and not page.clear.isEnabled()


def test_what_went_wrong_is_shown_and_can_be_tried_again(
    page: QueuePage, context: Context, qtbot: QtBot
) -> None:
    error = SetupError("No memory.", remedy="Close other programs.")
    job = context.queue.add("Draw", JobKind.DRAW, failing, error)
    qtbot.waitUntil(lambda: job.over)
    assert cells(page, Column.PROGRESS) == ["No memory. Close other programs."]
    page.details.trigger()
    assert page.findChild(ProblemDialog) is not None
    page.retry.trigger()
    assert job in context.queue.jobs


def test_a_job_that_is_asked_for_is_chosen(page: QueuePage, context: Context) -> None:
    jobs = [context.queue.add(name, JobKind.DRAW, endless) for name in "ab"]
    page.open(jobs[1])
    assert page.table.currentIndex().row() == 1


def test_every_button_has_a_name(page: QueuePage) -> None:
    buttons = page.findChildren(QToolButton)
    assert len(buttons) == 10 and all(button.text() for button in buttons)


def count_down(page: QueuePage, context: Context, qtbot: QtBot, words: str) -> CountdownDialog:
    """Choose what happens, and let the last job end."""
    page.after.setCurrentText(words)
    page.after.activated.emit(page.after.currentIndex())
    context.queue.add("Draw", JobKind.DRAW, playing, [])
    qtbot.waitUntil(lambda: page.countdown is not None)
    assert page.countdown is not None
    return page.countdown


def test_the_computer_is_said_to_shut_down_and_the_person_calls_it_off(
    page: QueuePage, context: Context, asked: list[After], qtbot: QtBot
) -> None:
    dialog = count_down(page, context, qtbot, "The computer shuts down")
    assert dialog.words.text().startswith("The computer shuts down in 60 second")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert page.countdown is None
    assert page.after.currentText() == "Nothing"
    assert asked == []


def test_it_sleeps_at_once_where_the_person_does_not_want_to_wait(
    page: QueuePage, context: Context, asked: list[After], qtbot: QtBot
) -> None:
    dialog = count_down(page, context, qtbot, "The computer sleeps")
    assert "sleeps in 60" in dialog.words.text()
    qtbot.mouseClick(dialog.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked == [After.SLEEP])
    assert page.countdown is None


def test_a_learning_is_shown_where_it_can_be_watched(
    page: QueuePage, context: Context, qtbot: QtBot
) -> None:
    asked: list[tuple[Place, object]] = []
    context.navigation.asked.connect(lambda place, what: asked.append((place, what)))
    context.queue.add("Draw", JobKind.DRAW, endless)
    learning = context.queue.add("Learn", JobKind.LEARN, endless)
    page.open(context.queue.jobs[0])
    assert not context.actions.find("queue.open").isEnabled()
    page.table.activated.emit(page.table.currentIndex())
    page.open(learning)
    qtbot.keyClick(page.table, Qt.Key.Key_O)
    page.table.activated.emit(page.table.currentIndex())
    assert asked == [(Place.TEACH, learning)] * 2
    context.queue.cancel_all()
