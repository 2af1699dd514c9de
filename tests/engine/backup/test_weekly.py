"""A backup in the first start of each week, of which the last four stay."""

import json
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.backup.contents import LIST
from engine.backup.weekly import KEPT, back_up_weekly, is_due
from engine.cli import commands
from engine.errors import FormatError, SetupError
from engine.events import finish
from engine.learning.keeping import open_library

TODAY = date(2026, 3, 2)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    """A folder with something of the person's in it."""
    folder = tmp_path / "drive"
    folder.mkdir()
    for name in ("yochameleon-2026-01-01.zip", "yochameleon-weekly-2026-99-99.zip"):
        (folder / name).write_text("mine")
    return folder


def test_one_is_due_after_a_week_and_not_before(library: Path, drive: Path) -> None:
    assert is_due(drive, TODAY)
    finish(back_up_weekly(drive, TODAY))
    assert zipfile.is_zipfile(drive / "yochameleon-weekly-2026-03-02.zip")
    assert not is_due(drive, TODAY + timedelta(days=6))
    assert is_due(drive, TODAY + timedelta(days=7))
    assert is_due(drive, TODAY - timedelta(days=400)), "the clock was set back"


def test_the_latest_four_stay_and_so_does_what_is_not_ours(library: Path, drive: Path) -> None:
    for week in range(KEPT + 2):
        finish(back_up_weekly(drive, TODAY + timedelta(weeks=week)))
    names = sorted(path.name for path in drive.iterdir())
    assert names[:1] == ["yochameleon-2026-01-01.zip"]
    assert len(names) == KEPT + 2 and "yochameleon-weekly-2026-99-99.zip" in names
    assert f"yochameleon-weekly-{TODAY}.zip" not in names


def test_what_was_just_made_stays_where_the_clock_was_ahead(library: Path, drive: Path) -> None:
    for week in range(KEPT):
        finish(back_up_weekly(drive, TODAY + timedelta(days=3650, weeks=week)))
    finish(back_up_weekly(drive, TODAY))
    assert (drive / f"yochameleon-weekly-{TODAY}.zip").exists()
    assert not is_due(drive, TODAY)


def test_a_folder_that_is_not_there_is_told(library: Path, tmp_path: Path) -> None:
    assert is_due(tmp_path / "unplugged", TODAY)
    with pytest.raises(SetupError, match="is not there"):
        finish(back_up_weekly(tmp_path / "unplugged", TODAY))


def test_without_a_library_none_is_due(home: Path, drive: Path) -> None:
    assert not is_due(drive, TODAY)


def test_an_empty_library_takes_no_place_of_a_full_one(library: Path, drive: Path) -> None:
    library.rename(library.with_name("lost"))
    open_library().close()
    assert not is_due(drive, TODAY)
    (library / LIST).write_bytes(b"no list at all")
    assert is_due(drive, TODAY), "the backup tells that it is damaged"
    with pytest.raises(FormatError, match="damaged"):
        finish(back_up_weekly(drive, TODAY))


def test_the_command_line_takes_the_folder_of_the_setting(library: Path, drive: Path) -> None:
    def said(*words: str) -> dict[str, object]:
        result = CliRunner().invoke(commands, [*words, "--json"])
        return dict(json.loads(result.stdout))

    assert "No folder" in str(said("library", "weekly")["error"])
    said("settings", "set", "weekly_backups", str(drive))
    assert said("library", "weekly")["made"] is True
    assert said("library", "weekly")["made"] is False
