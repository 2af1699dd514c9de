"""The private folder is moved from the page of storage, and the app begins again."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.context import Context
from desktop.state.jobs import JobKind
from desktop.state.moving import MovingState
from desktop.state.storage import StorageState
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.move_dialog import MoveDialog, ask_to_move
from desktop.views.storage_page import StoragePage
from engine.events import Job, Progress, finish
from engine.moving import move
from engine.paths import home as home_folder
from tests.desktop.learned import add

SECONDS = 20_000


@pytest.fixture
def page(context: Context, tmp_path: Path, qtbot: Any) -> StoragePage:
    """The page of storage, over a library with a concept."""
    add(tmp_path, "Bo")
    made = StoragePage(StorageState(), context)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def left() -> list[str]:
    """Whether the app was asked to begin again."""
    return []


@pytest.fixture
def ask(context: Context, qtbot: Any, left: list[str]) -> Callable[[Path], MoveDialog]:
    """Opens the dialog for a place."""

    def opened(chosen: Path) -> MoveDialog:
        state = MovingState(context.queue, chosen)
        dialog = MoveDialog(state, leave=lambda: left.append("again"))
        qtbot.addWidget(dialog)
        state.setParent(dialog)
        state.look()
        dialog.show()
        return dialog

    return opened


def test_a_folder_is_moved_and_the_app_begins_again(
    page: StoragePage,
    ask: Callable[[Path], MoveDialog],
    tmp_path: Path,
    left: list[str],
    qtbot: Any,
) -> None:
    dialog = ask(tmp_path / "drive")
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    assert not dialog.doubts.isVisible()
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.start.text() == "Begin again", timeout=SECONDS)
    assert home_folder() == tmp_path / "drive"
    dialog.reject()  # closing it is no way round
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert left == ["again", "again"]


def test_a_synced_folder_is_warned_of(
    page: StoragePage, ask: Callable[[Path], MoveDialog], tmp_path: Path, qtbot: Any
) -> None:
    dialog = ask(tmp_path / "OneDrive")
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    assert "copies to the internet" in dialog.doubts.text() and dialog.doubts.isVisible()


def test_a_place_that_cannot_be_used_is_said_and_cannot_be_chosen(
    page: StoragePage, ask: Callable[[Path], MoveDialog], context: Context, qtbot: Any
) -> None:
    dialog = ask(context.home / "deeper")
    qtbot.waitUntil(dialog.problem.isVisible, timeout=SECONDS)
    assert "lies in it" in dialog.problem.text()
    assert not dialog.start.isEnabled()


def test_nothing_is_moved_under_a_job_that_is_open(
    page: StoragePage,
    ask: Callable[[Path], MoveDialog],
    context: Context,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    def endless() -> Job[None]:
        while True:
            yield Progress(1, 2)

    job = context.queue.add("Learn", JobKind.LEARN, endless)
    dialog = ask(tmp_path / "drive")
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    assert "Jobs are open" in dialog.problem.text()
    assert home_folder() == context.home
    job.cancel()
    qtbot.waitUntil(lambda: job.over)


def test_the_command_asks_for_a_place_first(
    page: StoragePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.moving.move.trigger()
    assert page.findChildren(MoveDialog) == []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page.moving.move.trigger()
    (dialog,) = page.window().findChildren(MoveDialog)
    assert dialog._state.target == tmp_path / "yochameleon"  # other things are in there
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    dialog.reject()


def test_what_waits_for_an_undo_is_done_before_the_folder_is_copied(
    page: StoragePage, context: Context, tmp_path: Path, qtbot: Any
) -> None:
    done: list[str] = []
    context.notices.offer_undo("Bo is deleted.", lambda: done.append("deleted"), done.clear)
    dialog = ask_to_move(context, page, tmp_path / "drive")
    assert done == ["deleted"]
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    dialog.reject()


def test_the_former_folder_is_erased_where_the_person_wants_it(
    page: StoragePage, tmp_path: Path, qtbot: Any
) -> None:
    assert not page.moving.row.isVisible()
    former = home_folder()
    finish(move(tmp_path / "drive", os.getpid()))
    page.open(None)
    qtbot.waitUntil(page.moving.row.isVisible, timeout=SECONDS)
    assert str(former) in page.moving.words.text()
    page.moving.erase.trigger()
    (dialog,) = page.findChildren(FileListDialog)
    former_files = page._state.former.files
    named = [dialog.files.item(row).text() for row in range(dialog.files.count())]
    assert "library/library.db" in named and len(named) == len(former_files)
    dialog.reject()
    assert (former / "library").exists()
    page.moving.erase.trigger()
    page.findChildren(FileListDialog)[-1].remove.click()
    qtbot.waitUntil(lambda: not page.moving.row.isVisible(), timeout=SECONDS)
    assert not (former / "library").exists()
