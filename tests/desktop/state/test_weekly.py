"""The backup of the week begins with the app, where a folder was chosen."""

from datetime import date
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.jobs import JobStatus
from desktop.state.weekly import WeeklyBackup
from tests.desktop.learned import add


def test_it_is_made_once_a_week_and_only_where_a_folder_was_chosen(
    context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    add(tmp_path, "Bo")
    drive = tmp_path / "drive"
    drive.mkdir()
    weekly = WeeklyBackup(context.queue, context.settings)
    weekly.begin()
    context.settings.change(weekly_backups=str(drive))
    weekly.begin()
    qtbot.waitUntil(lambda: bool(context.queue.past), timeout=20_000)
    (job,) = context.queue.past
    assert (job.title, job.status) == ("Weekly backup", JobStatus.DONE)
    assert [path.name for path in drive.iterdir()] == [f"yochameleon-weekly-{date.today()}.zip"]
    weekly.begin()
    qtbot.wait(300)
    assert context.queue.jobs == [] and context.queue.past == [job]


def test_a_drive_that_is_away_is_told(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    add(tmp_path, "Bo")
    context.settings.change(weekly_backups=str(tmp_path / "away"))
    WeeklyBackup(context.queue, context.settings, context.queue).begin()
    qtbot.waitUntil(lambda: bool(context.queue.past), timeout=20_000)
    assert context.queue.past[0].status is JobStatus.FAILED
    assert "is not there" in str(context.queue.past[0].error)
