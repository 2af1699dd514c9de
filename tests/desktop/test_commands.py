"""Every command of the window and of all its pages: its key, its words, and where it is found."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import commands
from desktop.app import Desktop, assemble
from desktop.declared import Declared
from desktop.state.models import Compiled
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from desktop.theme import ICONS
from desktop.translations.update import texts
from desktop.views.elsewhere import PATIENCE
from desktop.views.library_page import LibraryPage
from desktop.views.main_window import MainWindow
from desktop.views.models_page import ModelsPage
from desktop.views.palette import Palette
from desktop.views.shortcuts import ShortcutsDialog, shortcuts
from desktop.views.teach_page import TeachPage
from engine.gallery.picture import MOST_STARS
from engine.learning.lesson import Lesson
from engine.learning.unfinished import Unfinished
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine
from tests.desktop.whole_window import shown

pytestmark = pytest.mark.usefixtures("qapp")

ALL = commands.declared()
ROOT = Path(__file__).resolve().parents[2]
ON_EVERY_KEYBOARD = re.compile(
    r"((Ctrl|Shift|Alt)\+)*([A-Z0-9+.-]|F\d+|Del|Esc|Return|Backspace|Left|Up|Down|PgUp|PgDown)"
)
"""Signs that need no AltGr on a German keyboard, and keys with a name."""
SCENES = (
    "chat", "compare", "draw", "export", "first-run", "gallery", "library",
    "library-empty", "logs", "lookalikes", "queue", "storage", "teach", "teach-choice",
    "teach-learning",
)  # fmt: skip
"""Screens that have every command between them."""
LOCAL = {"teach.remove", "teach.undo", "teach.redo"}
"""Keys that mean something else while a name is written on the same page."""
START = """
import sys
from pathlib import Path
from desktop.app import application, assemble
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from tests.desktop.scripted_engine import ScriptedEngine

app = application()
desktop = assemble(Path(sys.argv[1]), ScriptedEngine(), SettingsState())
desktop.window.show_place(Place.LOGS)
desktop.window.show()
for name in ("help.keys", "help.commands"):
    desktop.context.actions.find(name).trigger()
    app.processEvents()
print(sorted(name for name in sys.modules if name.startswith("desktop.views.") and "_page" in name))
desktop.close()
"""


@pytest.fixture
def desktop(qtbot: QtBot, home: Path, engine: ScriptedEngine) -> Desktop:
    """A joined app whose window has shown no page yet."""
    joined = assemble(home, engine, SettingsState(Settings()))
    qtbot.addWidget(joined.window, before_close_func=lambda _: joined.context.queue.cancel_all())
    joined.window.show()
    return joined


def together(one: Declared, two: Declared) -> bool:
    """Whether both can be active at once: in one page and the window around it, or one dialog."""
    if one.dialog or two.dialog:
        return one.dialog and two.dialog and one.name.split(".")[0] == two.name.split(".")[0]
    return None in (one.place, two.place) or one.place is two.place


def test_each_command_has_a_key_words_and_an_icon_and_is_declared_once() -> None:
    assert [one.name for one in ALL if one.sequence.isEmpty() or not one.text] == []
    assert [one.name for one in ALL if not (ICONS / f"{one.icon}.svg").is_file()] == []
    assert len({one.name for one in ALL}) == len(ALL) > 100
    assert sum(one.name.startswith("gallery.rate_") for one in ALL) == MOST_STARS + 1


def test_no_two_commands_that_can_be_active_at_once_share_a_key_or_its_beginning() -> None:
    apart = QKeySequence.SequenceMatch.NoMatch
    clashing = [
        f"{one.name}, {two.name}: {one.sequence.toString()}"
        for one, two in combinations(ALL, 2)
        if together(one, two)
        and not one.sequence.matches(two.sequence) == two.sequence.matches(one.sequence) == apart
    ]
    assert clashing == []


def test_every_key_is_on_a_german_keyboard_too() -> None:
    keys = {one.name: one.sequence.toString().split(", ") for one in ALL}
    strange = {
        name: strokes
        for name, strokes in keys.items()
        if not all(ON_EVERY_KEYBOARD.fullmatch(stroke) for stroke in strokes)
    }
    assert strange == {}


def test_every_text_of_a_command_is_known_to_the_translators() -> None:
    known = {text.words.replace("%n", "") for text in texts() if text.context != "engine"}
    assert [one.text for one in ALL if one.text.lstrip("012345") not in known] == []


def test_a_fresh_window_lists_the_keys_of_pages_that_were_never_shown(desktop: Desktop) -> None:
    desktop.window.show_place(Place.QUEUE)
    desktop.context.actions.find("help.keys").trigger()
    dialog = desktop.window.findChild(ShortcutsDialog)
    assert isinstance(dialog, ShortcutsDialog) and dialog.table.rowCount() == len(ALL)
    listed = dict(shortcuts(desktop.context.actions))
    assert listed["Teach: Undo"] == "Ctrl+Z" and listed["Stop all"] == "Ctrl+G, A"
    desktop.context.navigation.renewed.emit()
    assert len(shortcuts(desktop.context.actions)) == len(ALL)


def test_neither_the_list_nor_the_palette_loads_a_page(home: Path) -> None:
    command = [sys.executable, "-c", START, str(home)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['desktop.views.logs_page']", done.stderr


def choose(desktop: Desktop, words: str) -> None:
    """Find a command in the palette and run it."""
    desktop.context.actions.find("help.commands").trigger()
    palette = desktop.window.findChildren(Palette)[-1]
    palette.field.setText(words)
    assert palette.list.item(0).text() == words
    palette.run()


def has(desktop: Desktop, name: str) -> bool:
    """Whether a widget has this command by now."""
    return any(one.declared.name == name for one in desktop.context.actions.commands())


def test_the_palette_of_a_fresh_window_goes_to_a_page_and_runs_its_command(
    desktop: Desktop, qtbot: QtBot
) -> None:
    choose(desktop, "Chat: Temporary chat")
    qtbot.waitUntil(lambda: has(desktop, "chat.temporary"), timeout=10_000)
    chosen = desktop.context.actions.find("chat.temporary")
    qtbot.waitUntil(chosen.isChecked, timeout=10_000)


def test_a_command_that_cannot_be_done_on_its_page_is_told(desktop: Desktop, qtbot: QtBot) -> None:
    said: list[str] = []
    desktop.context.notices.said.connect(lambda notice: said.append(notice.text))
    choose(desktop, "Draw: Earlier prompts")
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE + 10_000)
    assert desktop.window.place is Place.DRAW
    assert said == ["“Draw: Earlier prompts” cannot be done now."]


def test_a_command_is_forgotten_where_the_person_goes_on(desktop: Desktop, qtbot: QtBot) -> None:
    said: list[str] = []
    desktop.context.notices.said.connect(lambda notice: said.append(notice.text))
    choose(desktop, "Draw: Earlier prompts")
    desktop.window.show_place(Place.QUEUE)
    qtbot.wait(200)
    assert desktop.window.place is Place.QUEUE and said == []


def test_the_key_back_of_the_window_works_in_a_chat(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.window.show_place(Place.QUEUE)
    desktop.window.show_place(Place.CHAT)
    page = desktop.window.page(Place.CHAT)
    page.setFocus()
    qtbot.waitUntil(desktop.window.isActiveWindow)
    QTest.keySequence(page, "Alt+Left")
    assert desktop.window.place is Place.QUEUE


@pytest.fixture(scope="module")
def windows(qapp: QApplication) -> Iterator[dict[str, tuple[set[str], set[str]]]]:
    """Of each scene: the commands that its palette finds, and those whose key does not reach."""
    found = {}
    for scene in SCENES:
        with shown(scene) as widget:
            window = widget if isinstance(widget, MainWindow) else widget.parentWidget()
            assert isinstance(window, MainWindow)
            if scene in PREPARED:
                PREPARED[scene](window)
            if scene == "first-run":
                compile_one(window)
            free_everything(window)
            found[scene] = offered(window), out_of_reach(window)
    yield found


def interrupt(window: MainWindow) -> None:
    """A learning that can be gone on with."""
    page = window.page(Place.TEACH)
    assert isinstance(page, TeachPage)
    lesson = Lesson(name="Bo", photos=(Path("bo.jpg"),), kind="pet")
    begun = Unfinished(lesson=lesson, epochs=(1,), changed_at="2026-01-01T00:00:00Z")
    page._state.lessons._take([begun])


def learn_again(window: MainWindow) -> None:
    """A second version, and a look at how the first one was learned."""
    page = window.page(Place.LIBRARY)
    assert isinstance(page, LibraryPage)
    details = page._state.details
    assert details is not None
    [version] = details.versions
    page.details._versions.show_details(
        replace(details, versions=(version, replace(version, number=2)))
    )
    window.context.actions.find("library.learned").trigger()


PREPARED = {"teach": interrupt, "library": learn_again}


def compile_one(window: MainWindow) -> None:
    """A compiled model of the first base model."""
    page = window.page(Place.MODELS)
    assert isinstance(page, ModelsPage)
    made = Compiled(folder=Path("made"), target="onnx", precision="int4", bytes=1, problem="")
    first, *others = page._state.models
    page._state.models = (replace(first, compiled=(made,)), *others)
    page.refresh()


def free_everything(window: MainWindow) -> None:
    """Everything that has a command is to be seen and can be used."""
    for command in window.context.actions.commands():
        command.action.setVisible(True)
        command.action.setEnabled(True)
        if not command.owner.isWindow():
            command.owner.show()


def offered(window: MainWindow) -> set[str]:
    """The commands that come first in the palette when their words are written."""
    palette = Palette(window.context.actions, window)
    found = set()
    for command in window.context.actions.usable():
        palette.field.setText(command.words)
        if palette.list.item(0).text() == command.words:
            found.add(command.declared.name)
    palette.deleteLater()
    return found


def out_of_reach(window: MainWindow) -> set[str]:
    """Commands of the page that is shown whose keys do not work in all of it."""
    lost = set()
    for command in window.context.actions.usable():
        places = command.action.associatedObjects()
        inside = not command.owner.isWindow() and not command.declared.dialog
        if inside and not any(hasattr(one, "place") for one in places):
            lost.add(command.declared.name)
    return lost


def test_each_command_is_found_by_its_words_in_the_palette(
    windows: dict[str, tuple[set[str], set[str]]],
) -> None:
    found = set().union(*(names for names, _ in windows.values()))
    assert sorted({one.name for one in ALL} - found) == []


def test_the_keys_of_a_page_work_wherever_one_is_in_it(
    windows: dict[str, tuple[set[str], set[str]]],
) -> None:
    lost = set().union(*(names for _, names in windows.values()))
    assert {one for one in lost if not one.startswith("gallery.")} == LOCAL
