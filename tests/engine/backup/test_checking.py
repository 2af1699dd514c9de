"""A backup is read again before it gets its name, and can be tested at any time."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.backup.checking import NOTE, check_backup
from engine.backup.weekly import back_up_weekly
from engine.backup.writing import back_up
from engine.cli import commands
from engine.errors import FormatError, InputError, SetupError
from engine.events import Event, Job, Progress, finish
from tests.engine.backup.conftest import state
from tests.jobs import heard


def until_checking(job: Job[object]) -> None:
    """Advance a job to where it begins to read what it has written."""
    for event in job:
        if isinstance(event, Progress) and event.note == NOTE:
            return
    raise AssertionError("it never checked anything")


def spoil(folder: Path) -> None:
    """Change one bit of the file that is being written, as a failing drive does."""
    (file,) = folder.glob("*.tmp")
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        data[archive.infolist()[-2].header_offset + 100] ^= 1
    file.write_bytes(data)


def checked(events: list[Event]) -> list[Progress]:
    return [one for one in events if isinstance(one, Progress) and one.note == NOTE]


def test_it_is_read_again_as_a_phase_of_its_own(tmp_path: Path, library: Path) -> None:
    events, done = heard(back_up(tmp_path / "b.zip"))
    seen = checked(events)
    assert events[-1] == seen[-1] == Progress(1, 1, NOTE)
    assert len(seen) >= len(done.files)


def test_a_drive_that_forgets_what_it_was_given_is_told_and_nothing_is_left(
    tmp_path: Path, library: Path
) -> None:
    (drive := tmp_path / "drive").mkdir()
    job = back_up(drive / "b.zip")
    until_checking(job)
    spoil(drive)
    with pytest.raises(SetupError, match="something else than was written") as error:
        finish(job)
    assert "another drive" in error.value.remedy
    assert list(drive.iterdir()) == []


def test_earlier_weekly_backups_stay_until_the_new_one_is_proved(
    tmp_path: Path, library: Path
) -> None:
    (drive := tmp_path / "drive").mkdir()
    for day in (1, 8, 15, 22):
        finish(back_up_weekly(drive, date(2026, 6, day)))
    before = sorted(drive.iterdir())
    job = back_up_weekly(drive, date(2026, 6, 29))
    until_checking(job)
    spoil(drive)
    with pytest.raises(SetupError, match="something else"):
        finish(job)
    assert sorted(drive.iterdir()) == before


def test_a_sound_backup_passes_and_nothing_is_changed(backup: Path, library: Path) -> None:
    before, data = state(library.parent), backup.read_bytes()
    events, done = heard(check_backup(backup))
    assert checked(events)[-1] == Progress(1, 1, NOTE)
    assert len(done.files) > 5
    assert (state(library.parent), backup.read_bytes()) == (before, data)
    assert not list(library.parent.glob("*.partial"))


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_one_wrong_bit_anywhere_in_the_files_is_found(
    backup: Path, library: Path, place: float
) -> None:
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
        info = archive.getinfo(names[int(place * (len(names) - 1))])
    data = bytearray(backup.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 4
    backup.write_bytes(data)
    with pytest.raises(FormatError, match="damaged"):
        finish(check_backup(backup))
    assert not list(library.parent.glob("*.partial"))


def test_what_is_no_backup_is_said(tmp_path: Path, home: Path) -> None:
    (tmp_path / "words.zip").write_text("no archive")
    with pytest.raises(FormatError, match="no backup"):
        finish(check_backup(tmp_path / "words.zip"))
    with pytest.raises(InputError, match="no file"):
        finish(check_backup(tmp_path / "nowhere.zip"))
    assert not home.exists()


def test_the_command_line_tests_one(backup: Path, library: Path) -> None:
    command = ["library", "check-backup", str(backup)]
    said = CliRunner().invoke(commands, command)
    assert said.exit_code == 0 and "is sound" in said.stdout
    facts = json.loads(CliRunner().invoke(commands, [*command, "--json"]).stdout)
    assert facts["photos"] and facts["files"] > 5
    backup.write_bytes(backup.read_bytes()[:-1])
    assert CliRunner().invoke(commands, command).exit_code == 1
