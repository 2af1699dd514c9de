"""Backups from the page of storage: written, and put in the place of the library in use."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox, QWidget

from desktop.context import Context
from desktop.state.jobs import JobKind, JobStatus
from desktop.state.storage import StorageState
from desktop.views.library_backup import LibraryBackup
from desktop.views.restore_dialog import RestoreDialog
from desktop.views.storage_page import StoragePage
from engine.backup.contents import opened
from engine.backup.writing import back_up
from engine.events import Job, Progress, finish
from engine.learning.keeping import open_library
from tests.desktop.learned import add
from tests.desktop.views.test_models_page import SECONDS, button


@pytest.mark.parametrize("photos", [True, False])
def test_the_library_is_backed_up_to_a_chosen_file(
    photos: bool, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    add(tmp_path, "Bo")
    answers = QMessageBox.StandardButton
    chosen = answers.Yes if photos else answers.No
    monkeypatch.setattr(QMessageBox, "exec", lambda _: chosen)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine.zip"), ""))
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    page = StoragePage(StorageState(), context)
    qtbot.addWidget(page)
    page.show()
    button(page, "Back up the library…").click()
    assert not page.backups.back_up.isEnabled()
    qtbot.waitUntil(page.backups.back_up.isEnabled, timeout=SECONDS)
    assert said == ["The library is backed up in mine.zip."]
    with opened(tmp_path / "mine.zip") as (_, backup):
        assert backup.photos is photos


def test_a_backup_is_tested_and_the_answer_is_told(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    add(tmp_path, "Bo")
    file = tmp_path / "mine.zip"
    finish(back_up(file))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    said: list[str] = []
    context.notices.said.connect(lambda notice: said.append(notice.text))
    page = StoragePage(StorageState(), context)
    qtbot.addWidget(page)
    page.show()
    button(page, "Test a backup…").click()
    assert not page.backups.check.isEnabled()
    qtbot.waitUntil(page.backups.check.isEnabled, timeout=SECONDS)
    assert said == ["mine.zip is sound: all of it can be restored."]
    file.write_bytes(file.read_bytes()[:-9])
    button(page, "Test a backup…").click()
    qtbot.waitUntil(page.backups.check.isEnabled, timeout=SECONDS)
    (job,) = [one for one in context.queue.past if one.status is JobStatus.FAILED]
    assert job.title == "Testing mine.zip" and "damaged" in str(job.error)
    assert len(said) == 1 and concept_names() == ["Bo"]


def test_a_backup_replaces_the_library_and_the_former_one_comes_back(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    add(tmp_path, "Bo")
    file = tmp_path / "mine.zip"
    finish(back_up(file))
    add(tmp_path, "Ada")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    page = StoragePage(state := StorageState(), context)
    qtbot.addWidget(page)
    page.show()
    page.backups.restore.trigger()
    dialog = page.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    assert "1 concept(s)" in dialog.coming.text() and "2 concept(s)" in dialog.going.text()
    assert "set aside" in dialog.note.text()
    assert dialog.coming.height() >= dialog.coming.heightForWidth(dialog.coming.width())
    with qtbot.waitSignal(context.navigation.renewed, timeout=SECONDS):
        dialog.start.click()
    assert concept_names() == ["Bo"]
    qtbot.waitUntil(lambda: "Bring back…" in shown_buttons(page), timeout=SECONDS)
    button(page, "Bring back…").click()
    dialog = page.findChildren(RestoreDialog)[-1]
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    with qtbot.waitSignal(page.backups.replaced, timeout=SECONDS):
        dialog.start.click()
    assert concept_names() == ["Ada", "Bo"]
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)


def test_the_library_stays_where_jobs_are_open_or_the_backup_is_damaged(
    context: Context, tmp_path: Path, qtbot: Any
) -> None:
    add(tmp_path, "Bo")
    file = tmp_path / "mine.zip"
    finish(back_up(file))
    waiting = context.queue.add("Learn", JobKind.LEARN, endless)
    dialog = LibraryBackup(context, QWidget()).put_in_place(file)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)
    dialog.start.click()
    assert dialog.problem.text().startswith("Jobs are open")
    waiting.cancel()
    qtbot.waitUntil(lambda: not context.queue.jobs, timeout=SECONDS)
    file.write_bytes(file.read_bytes()[:-9])
    dialog.start.click()
    qtbot.waitUntil(lambda: "damaged" in dialog.problem.text(), timeout=SECONDS)
    assert dialog.start.isEnabled() and not dialog.bar.isVisible()
    assert concept_names() == ["Bo"]


def test_what_waits_for_an_undo_is_done_before_another_library_comes(
    context: Context, tmp_path: Path, qtbot: Any
) -> None:
    add(tmp_path, "Bo")
    file = tmp_path / "mine.zip"
    finish(back_up(file))
    done: list[str] = []
    context.notices.offer_undo("Bo is deleted.", lambda: done.append("erased"), lambda: None)
    dialog = LibraryBackup(context, QWidget()).put_in_place(file)
    qtbot.addWidget(dialog)
    assert done == ["erased"], "else it would be erased from the library that comes"
    qtbot.waitUntil(dialog.start.isEnabled, timeout=SECONDS)


def shown_buttons(page: QWidget) -> list[str]:
    """The words of the buttons that are to be seen; Qt shows new ones a turn later."""
    found = page.findChildren(QAbstractButton)
    return [one.text() for one in found if one.isVisibleTo(page)]


def concept_names() -> list[str]:
    """Of the library in use."""
    with open_library() as library:
        return [entry.name for entry in library]


def endless() -> Job[None]:
    """A job that has not ended."""
    while True:
        yield Progress(0, 1)


def test_no_backup_begins_where_the_person_changes_their_mind(
    context: Context, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Cancel)
    page = StoragePage(StorageState(), context)
    qtbot.addWidget(page)
    page.backups.back_up.trigger()
    assert context.queue.jobs == []
