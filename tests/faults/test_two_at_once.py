"""The window and the command line on one library, and a second window that gives way."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import Desktop, assemble
from desktop.single_instance import SingleInstance
from desktop.state import photo_tray
from desktop.state.library import LibraryState
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from desktop.watchdog import Watchdog
from engine.concepts.cards import Description
from engine.learning.keeping import open_library
from engine.settings import Settings
from tests.desktop import learned
from tests.desktop.scripted_engine import ScriptedEngine
from tests.desktop.test_app import ROOT, started

SOON = 240_000
"""Milliseconds that another process may take to start."""
BLOCKED = 0.5
"""Seconds; a window that waited for the other process would answer nothing for longer."""


@pytest.fixture
def desktop(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A window with the concept Bo; photos are looked at without a network."""
    monkeypatch.setattr(photo_tray, "check_photos", learned.looking)
    learned.add(home.parent / "photos", "Bo")
    engine = ScriptedEngine()
    joined = assemble(home, engine, SettingsState(Settings()))
    qtbot.addWidget(joined.window)
    joined.window.show()
    yield joined
    joined.close()


def command(*words: str) -> "subprocess.Popen[bytes]":
    """The command line at work."""
    line = [sys.executable, "-m", "engine", *words]
    return subprocess.Popen(line, cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL)


def state(desktop: Desktop) -> LibraryState:
    """The library's page, shown."""
    desktop.context.navigation.go(Place.LIBRARY)
    found: LibraryState = desktop.window.page(Place.LIBRARY)._state  # type: ignore[attr-defined]
    return found


def test_what_the_command_line_renames_is_in_the_window_at_the_next_look(
    qtbot: QtBot, desktop: Desktop
) -> None:
    shown = state(desktop)
    qtbot.waitUntil(lambda: shown.loaded)
    done = command("concepts", "rename", "Bo", "Bello")
    qtbot.waitUntil(lambda: done.poll() is not None, timeout=SOON)
    assert done.returncode == 0
    shown.read()
    qtbot.waitUntil(lambda: [one.entry.name for one in shown._cards] == ["Bello"], timeout=SOON)
    shown.describe("Bello", Description(notes="He likes cheese."))
    qtbot.waitUntil(lambda: not shown._errands.busy, timeout=SOON)
    with open_library() as library:
        assert library.card("Bello").notes == "He likes cheese."


def test_while_another_process_changes_the_library_the_window_answers_and_waits_its_turn(
    qtbot: QtBot, desktop: Desktop, home: Path
) -> None:
    shown, watchdog = state(desktop), Watchdog()
    qtbot.waitUntil(lambda: shown.loaded and not shown._errands.busy)
    with sqlite3.connect(home / "library" / "library.db") as other:
        other.execute("BEGIN IMMEDIATE")
        watchdog.start()
        shown.rename("Bo", "Bello")
        qtbot.wait(1500)
        assert shown._errands.busy
        assert watchdog.longest < BLOCKED
        other.rollback()
    other.close()
    qtbot.waitUntil(lambda: [one.entry.name for one in shown._cards] == ["Bello"], timeout=SOON)


def test_a_second_start_hands_its_files_to_the_first_window_which_comes_forward(
    qtbot: QtBot, desktop: Desktop, home: Path, tmp_path: Path
) -> None:
    photo = learned.photo(tmp_path / "Bö am Meer (1).png")
    first = SingleInstance(home)
    assert first.claim()
    first.called.connect(desktop.window.come_forward)
    desktop.window.showMinimized()
    try:
        second = started(home, photo)
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=SOON)
        assert second.returncode == 0
        qtbot.waitUntil(lambda: desktop.window.place is Place.TEACH, timeout=SOON)
    finally:
        first.release()
    tray = desktop.window.page(Place.TEACH)._state.tray  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: [one.path for one in tray.photos] == [photo], timeout=SOON)
    assert desktop.window.isVisible() and not desktop.window.isMinimized()


def test_two_processes_change_the_same_concept_in_turns_and_nothing_is_lost(
    desktop: Desktop,
) -> None:
    others = [command("concepts", "tag", "Bo", f"tag{number}") for number in range(2)]
    until = time.monotonic() + SOON / 1000
    while any(one.poll() is None for one in others) and time.monotonic() < until:
        with open_library() as library:
            library.describe("Bo", Description(notes="again"))
    with open_library() as library:
        card = library.card("Bo")
    assert [one.returncode for one in others] == [0, 0]
    assert card.notes == "again"
