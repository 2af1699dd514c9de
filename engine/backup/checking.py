"""Is a backup as it was written? Reads all of it, and changes nothing."""

import zipfile
from collections.abc import Generator
from pathlib import Path

from engine.backup.contents import (
    LIST,
    Backup,
    beside,
    check_list,
    megabytes,
    opened,
    read_out,
)
from engine.events import Job, Progress
from engine.files import storing

NOTE = "Checking the backup (MB)"


def check_backup(file: Path) -> Job[Backup]:
    """Compare every file in a backup with its table of contents, and prove the list in it.

    InputError where there is no such file; FormatError where it is no backup, is damaged or comes
    from a newer version; SetupError where the private folder has no room for the list.
    """
    with opened(file) as (archive, backup), beside() as (place, _):
        yield from _read_all(archive, backup, place, file.name)
        check_list(place, backup, file.name)
    return backup


def _read_all(
    archive: zipfile.ZipFile, backup: Backup, place: Path, name: str
) -> Generator[Progress, None, None]:
    """Read every file, and lay the list out in `place`: a database is opened in a file."""
    with storing(place):
        place.mkdir(mode=0o700, parents=True)
    done, total = 0, megabytes(backup.bytes)
    for inside, held in backup.files.items():
        for chunk in read_out(archive, inside, held, name):
            if inside == LIST:
                with storing(place), (place / LIST).open("ab") as out:
                    out.write(chunk)
            done += len(chunk)
            yield Progress(megabytes(done), total, NOTE)
