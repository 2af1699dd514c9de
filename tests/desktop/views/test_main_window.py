from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import theme
from desktop.context import Context
from desktop.looks import Looks
from desktop.problems import UnexpectedError
from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobKind, JobStatus
from desktop.state.navigation import Place
from desktop.state.notices import Notice
from desktop.views.main_window import Entry, MainWindow
from desktop.views.problem_dialog import ProblemDialog
from desktop.widgets.toast import Toast
from engine.errors import SetupError
from engine.events import Job, Progress
from tests.desktop.scripted_engine import ScriptedEngine, failing, playing


class Leaf(QWidget):
    """A page that remembers what it was opened on."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[object] = []

    def open(self, what: object) -> None:
        self.opened.append(what)


def endless() -> Job[None]:
    """A job that never ends by itself."""
    while True:
        yield Progress(1, 4, "Learning")


def made(qtbot: QtBot, context: Context, engine: ScriptedEngine) -> MainWindow:
    """A window with three simple pages."""
    entries = {
        place: Entry(place.value.title(), "library", Leaf)
        for place in (Place.LIBRARY, Place.TEACH, Place.CHAT)
    }
    memory = QSettings(str(context.home / "window.ini"), QSettings.Format.IniFormat)
    looks = Looks(context.settings, memory)
    state = EngineState(engine, context.settings)
    window = MainWindow(context, state, looks, entries)
    looks.setParent(window)
    state.setParent(window)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def window(qtbot: QtBot, context: Context, engine: ScriptedEngine) -> MainWindow:
    """A shown window on its library."""
    shown = made(qtbot, context, engine)
    shown.show_place(Place.LIBRARY)
    shown.show()
    return shown


def leaf(window: MainWindow, place: Place) -> Leaf:
    """The page of a place."""
    page = window.page(place)
    assert isinstance(page, Leaf)
    return page


def test_navigation_shows_a_page_and_opens_it_on_what_was_asked(
    window: MainWindow, context: Context
) -> None:
    context.navigation.go(Place.CHAT, 7)
    assert window.place is Place.CHAT
    assert leaf(window, Place.CHAT).opened == [7]
    assert "Chat" in window.windowTitle()


def test_the_sidebar_is_walked_with_the_arrow_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.setFocus()
    qtbot.keyClick(window.sidebar, Qt.Key.Key_Down)
    assert window.place is Place.TEACH


def test_back_returns_to_the_place_before(window: MainWindow) -> None:
    window.show_place(Place.TEACH)
    window.show_place(Place.CHAT)
    window.back()
    assert window.place is Place.TEACH


def test_each_place_has_a_key(window: MainWindow, qtbot: QtBot) -> None:
    window.context.actions.find("view.chat").trigger()
    assert window.place is Place.CHAT
    assert window.context.actions.find("view.chat").shortcut().toString() == "Ctrl+3"


def test_opened_files_land_on_the_pages_that_take_them(
    window: MainWindow, tmp_path: Path, context: Context
) -> None:
    said: list[Notice] = []
    context.notices.said.connect(said.append)
    concept, photo, other = (tmp_path / name for name in ("a.concept", "b.HEIC", "c.exe"))
    window.open_files([concept, photo, other])
    assert leaf(window, Place.LIBRARY).opened[-1] == (concept,)
    assert leaf(window, Place.TEACH).opened == [(photo,)]
    assert ["c.exe" in notice.text for notice in said] == [True]


def test_pictures_go_to_the_chat_where_it_is_shown(window: MainWindow, tmp_path: Path) -> None:
    window.show_place(Place.CHAT)
    window.open_files([tmp_path / "b.jpg"])
    assert leaf(window, Place.CHAT).opened[-1] == (tmp_path / "b.jpg",)


def test_the_running_job_is_shown_below_and_can_be_paused_and_stopped(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    line = window.status_line
    assert not line.bar.isVisible()
    job = context.queue.add("Learn Mila", JobKind.LEARN, endless)
    qtbot.waitUntil(lambda: line.bar.value() == 1)
    assert "Learn Mila" in line.job.text() and line.bar.maximum() == 4
    context.actions.find("jobs.pause").trigger()
    assert job.status is JobStatus.PAUSED and "Paused" in line.job.text()
    context.actions.find("jobs.resume").trigger()
    assert job.status is JobStatus.RUNNING
    context.actions.find("jobs.stop").trigger()
    qtbot.waitUntil(lambda: job.over)
    assert not line.bar.isVisible()


def test_closing_asks_while_a_job_is_open(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    context.queue.add("Learn Mila", JobKind.LEARN, endless)
    assert window.close() is False
    question = window.findChild(QMessageBox)
    assert question is not None and question.defaultButton().text() == "Keep open"
    leave = next(button for button in question.buttons() if "Stop" in button.text())
    with qtbot.waitSignal(window.closed):
        leave.click()
    assert not window.isVisible()


def test_geometry_and_place_are_kept(
    window: MainWindow, context: Context, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    window.resize(640, 520)
    window.show_place(Place.TEACH)
    assert window.close()
    again = made(qtbot, context, engine)
    assert again.size() == window.size()
    assert again.last_place() is Place.TEACH


def test_text_grows_with_its_titles_and_the_size_is_kept(window: MainWindow) -> None:
    title = theme.as_title(QLabel("Library", window))
    usual, large = QApplication.font().pointSizeF(), title.font().pointSizeF()
    window.looks.larger()
    try:
        assert QApplication.font().pointSizeF() > usual
        assert title.font().pointSizeF() > large
        assert window.looks.memory.value("text_size") == str(window.looks.size)
    finally:
        window.looks.usual()
    assert QApplication.font().pointSizeF() == pytest.approx(usual)


def test_a_narrow_window_keeps_its_icons_and_drops_the_words(window: MainWindow) -> None:
    window.resize(1400, 700)
    assert window.sidebar.item(0).text() == "Library"
    wide = window.sidebar.width()
    window.resize(300, 700)
    assert window.sidebar.item(0).text() == "" and window.sidebar.width() < wide
    assert window.sidebar.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Library"


def test_a_failed_job_is_told_in_a_message_and_a_bug_in_a_dialog(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    said: list[Notice] = []
    context.notices.said.connect(said.append)
    context.queue.add("Draw", JobKind.DRAW, failing, SetupError("No memory.", remedy="Close."))
    qtbot.waitUntil(lambda: bool(said))
    assert "No memory." in said[0].text
    context.queue.add("Draw", JobKind.DRAW, failing, UnexpectedError("Traceback: here"))
    qtbot.waitUntil(lambda: window.findChild(ProblemDialog) is not None)
    dialog = window.findChild(ProblemDialog)
    assert isinstance(dialog, ProblemDialog)
    dialog.copy()
    assert QApplication.clipboard().text() == "Traceback: here"


def test_an_undo_is_offered_over_the_page_and_is_not_pushed_away(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    done: list[str] = []
    toast = window.findChild(Toast)
    assert isinstance(toast, Toast)
    context.notices.offer_undo(
        "“Mila” is deleted.", lambda: done.append("commit"), lambda: done.append("undo")
    )
    context.notices.say("Something else.")
    assert toast.isVisible() and "Mila" in toast.words.text()
    qtbot.mouseClick(toast.undo, Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert toast.words.text() == "Something else." and not toast.undo.isVisible()
    toast.dismiss.click()
    assert not toast.isVisible()


def test_behind_the_latest_undo_is_the_one_before(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    done: list[str] = []
    [toast] = window.findChildren(Toast)
    for name in ("Bo", "Mila", "Kim"):
        context.notices.offer_undo(
            f"“{name}” is deleted.", partial(done.append, name), partial(done.append, f"no {name}")
        )
    toast.dismiss.click()
    assert done == [] and "Mila" in toast.words.text()
    qtbot.mouseClick(toast.undo, Qt.MouseButton.LeftButton)
    assert done == ["no Mila"] and "Bo" in toast.words.text() and toast.undo.isVisible()
    context.notices.commit()
    assert done == ["no Mila", "Bo", "Kim"] and not toast.isVisible()


def test_no_icon_button_and_no_label_of_the_window_is_without_a_name(window: MainWindow) -> None:
    for button in window.status_line.buttons:
        assert button.accessibleName() and button.toolTip()
    assert all(label.accessibleName() for label in window.status_line.findChildren(QLabel))
    assert window.sidebar.accessibleName()


def test_a_later_start_brings_the_window_forward_with_its_files(
    window: MainWindow, tmp_path: Path
) -> None:
    window.setWindowState(Qt.WindowState.WindowMinimized)
    window.come_forward([tmp_path / "b.png"])
    assert not window.isMinimized() and window.place is Place.TEACH


def test_one_job_that_ends_well_says_nothing(
    window: MainWindow, context: Context, qtbot: QtBot
) -> None:
    said: list[Notice] = []
    context.notices.said.connect(said.append)
    job = context.queue.add("Check", JobKind.CHECK, playing, [])
    qtbot.waitUntil(lambda: job.over)
    assert said == [] and window.childAt(QPoint(5, 5)) is not None


def test_pages_are_made_anew_where_another_library_is_in_use(
    window: MainWindow, context: Context
) -> None:
    window.show_place(Place.LIBRARY)
    window.show_place(Place.TEACH)
    library, teach = window.page(Place.LIBRARY), window.page(Place.TEACH)
    context.navigation.renewed.emit()
    assert window.page(Place.TEACH) is teach, "the page that is shown stays"
    window.show_place(Place.LIBRARY)
    assert window.page(Place.LIBRARY) is not library
    assert window.page(Place.LIBRARY).isVisible()
