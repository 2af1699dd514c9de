"""Bringing a base model: its licence, whose files are used, and what stands in the way."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.context import Context
from desktop.state.bringing import BringingState
from desktop.state.jobs import JobHandle, JobStatus
from desktop.views.bring_dialog import BringDialog
from engine.licences import UNKNOWN, accepted, accepted_text
from engine.model import checkpoints
from engine.model.bringing import is_copy

SECONDS = 20_000
Choose = Callable[[Path], None]


@pytest.fixture
def drive(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    """A folder with weights and their licence."""
    folder = tmp_path / "Anole"
    shutil.copytree(tiny_checkpoint, folder)
    (folder / "LICENSE").write_text("Research only.\n\nBe kind.")
    return folder


@pytest.fixture
def dialog(context: Context, qtbot: Any) -> BringDialog:
    """The dialog before a folder was chosen."""
    made = BringDialog(BringingState(context.queue))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def choose(dialog: BringDialog, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Choose:
    """Chooses a folder, and waits until it was looked at."""

    def chosen(folder: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
        qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not dialog._state.looking, timeout=SECONDS)

    return chosen


def begun(dialog: BringDialog) -> list[JobHandle]:
    """The jobs that it begins from now on."""
    jobs: list[JobHandle] = []
    dialog.begun.connect(jobs.append)
    return jobs


def test_the_licence_is_shown_and_must_be_ticked_before_anything_begins(
    dialog: BringDialog, drive: Path, choose: Choose
) -> None:
    jobs = begun(dialog)
    choose(drive)
    assert dialog.licence.toPlainText() == "Research only.\n\nBe kind."
    assert dialog.licence.isReadOnly() and dialog.name.text() == "Anole"
    assert not dialog.start.isEnabled()
    dialog.agreed.click()
    assert dialog.start.isEnabled()
    dialog.agreed.click()
    assert not dialog.start.isEnabled()
    dialog.start.click()
    assert jobs == []


@pytest.mark.parametrize("copy", [False, True])
def test_what_was_chosen_is_checked_and_added(
    copy: bool, dialog: BringDialog, drive: Path, choose: Choose, qtbot: Any
) -> None:
    jobs = begun(dialog)
    choose(drive)
    assert dialog.link.isChecked()
    (dialog.copy if copy else dialog.link).click()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "large")
    dialog.agreed.click()
    dialog.start.click()
    assert not dialog.isVisible()
    (job,) = jobs
    assert job.title == "Adding large"
    qtbot.waitUntil(lambda: job.over, timeout=SECONDS)
    assert job.status is JobStatus.DONE
    (added,) = checkpoints.added()
    assert (added.name, is_copy(added)) == ("large", copy)
    assert [accepted_text(one) for one in accepted()] == ["Research only.\n\nBe kind."]


def test_without_a_licence_in_the_folder_what_is_known_is_shown(
    dialog: BringDialog, tiny_checkpoint: Path, choose: Choose
) -> None:
    choose(tiny_checkpoint)
    assert dialog.licence.toPlainText() == UNKNOWN
    assert not dialog.start.isEnabled()


def test_the_room_for_a_copy_is_named_and_without_it_only_linking_goes(
    dialog: BringDialog, drive: Path, choose: Choose
) -> None:
    choose(drive)
    dialog.agreed.click()
    dialog.copy.click()
    assert "A copy takes" in dialog.note.text() and "are free there" in dialog.note.text()
    assert dialog.start.isEnabled()
    found = dialog._state.candidate
    assert found is not None
    dialog._state.candidate = replace(found, bytes=14_000_000_000, free=9_000_000_000)
    dialog.refresh()
    assert "A copy takes 14.3 GB, and 9.0 GB are free" in dialog.note.text()
    assert not dialog.start.isEnabled()
    dialog.link.click()
    assert dialog.start.isEnabled()


def test_a_drive_that_comes_and_goes_is_copied_unless_told_otherwise(
    dialog: BringDialog, drive: Path, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.state.bringing.is_removable", lambda _: True)
    choose(drive)
    assert dialog.copy.isChecked()
    dialog.link.click()
    assert "When the drive is pulled out" in dialog.note.text()


def test_a_taken_name_is_said_and_stops_the_start(
    dialog: BringDialog, drive: Path, choose: Choose, qtbot: Any
) -> None:
    choose(drive)
    dialog.agreed.click()
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "mini")
    assert "already a checkpoint mini" in dialog.note.text()
    assert not dialog.start.isEnabled()


def test_a_folder_without_weights_is_told_with_what_to_do(
    dialog: BringDialog, tmp_path: Path, choose: Choose
) -> None:
    choose(tmp_path)
    told = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    assert "cannot be read" in told and "Anole weights" in told
    assert not dialog.start.isEnabled()
