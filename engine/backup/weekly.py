"""A backup every week into one folder, of which the latest four stay."""

import re
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

from engine.backup.contents import LIST, Backup, counted
from engine.backup.writing import back_up
from engine.concepts.database import LibraryDatabase
from engine.errors import SetupError, YoError
from engine.events import Job
from engine.paths import home

WEEK = timedelta(days=7)
KEPT = 4
"""Weekly backups that stay in the folder."""
_NAME = re.compile(r"yochameleon-weekly-(\d{4}-\d\d-\d\d)\.zip")


def is_due(folder: Path, today: date) -> bool:
    """Whether something is in the library, and no backup in `folder` is younger than a week.

    An empty library is none: its backups would take the places of those of one that was lost. Also
    where the folder is not there, or the list is damaged: then making the backup says so.
    """
    if not _holds_anything():
        return False
    made = [day for day, _ in _made(folder)]
    return not any(abs(today - day) < WEEK for day in made)  # a clock may have been set back


def back_up_weekly(folder: Path, today: date) -> Job[Backup]:
    """Write this week's backup, and remove all weekly ones but the latest `KEPT`.

    SetupError where the folder is not there; errors as of `back_up`. Files of other names stay.
    """
    if not folder.is_dir():
        raise SetupError(
            f"The folder of weekly backups, {folder}, is not there.",
            remedy="Connect its drive, or choose another folder in the settings.",
        )
    file = folder / f"yochameleon-weekly-{today.isoformat()}.zip"
    done = yield from back_up(file, replacing=True)
    earlier = sorted((one for one in _made(folder) if one[1] != file), reverse=True)
    for _, old in earlier[KEPT - 1 :]:
        old.unlink(missing_ok=True)
    return done


def weekly_backups(folder: Path) -> list[Path]:
    """Those in `folder`, the latest first."""
    return [path for _, path in sorted(_made(folder), reverse=True)]


def _holds_anything() -> bool:
    path = home() / "library" / LIST
    if not path.is_file():
        return False
    with suppress(YoError), closing(LibraryDatabase(path, may_be_new=True)) as db:
        return any(counted(db).values())
    return True


def _made(folder: Path) -> list[tuple[date, Path]]:
    """The weekly backups in a folder, with their days."""
    found = []
    for path in folder.glob("yochameleon-weekly-*.zip"):
        named = _NAME.fullmatch(path.name)
        with suppress(ValueError):  # no day of the calendar: not ours
            found += [(date.fromisoformat(named[1]), path)] if named else []
    return found
