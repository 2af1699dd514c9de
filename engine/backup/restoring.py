"""One file → the library, whole or not at all: put together beside it, proved, then renamed."""

import os
import shutil
import zipfile
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from engine.backup.contents import (
    LIST,
    Backup,
    beside,
    check_list,
    counted,
    megabytes,
    opened,
    read_out,
)
from engine.concepts.database import LibraryDatabase
from engine.concepts.files import began
from engine.errors import InputError, SetupError
from engine.events import Job, Progress
from engine.files import storing, sync_folder
from engine.paths import home
from engine.swapping import settle, swap

NOTE = "Restoring (MB)"


def restore(file: Path) -> Job[Backup]:
    """Make the library that `file` holds the person's library.

    InputError where there is no such file, or a library that is not empty; FormatError where the
    file is no backup, is damaged or comes from a newer version; SetupError where the disk refuses
    or another program has the library open. Closed early or failed, it changes nothing.
    """
    library = home() / "library"
    settle(library)
    _refuse_taken(library)
    with beside() as (partial, empty):
        backup = yield from unpack(file, partial)
        _refuse_taken(library)  # somebody may have begun meanwhile
        put(partial, library, empty)
    return backup


def unpack(file: Path, folder: Path) -> Job[Backup]:
    """Put the library in `file` together in `folder`, which is new, and prove all of it."""
    with opened(file) as (archive, backup):
        _check_room(backup, file.name)
        yield from _unpack(archive, backup, folder, file.name)
    check_list(folder, backup, file.name)
    return backup


def put(folder: Path, library: Path, former: Path) -> None:
    """Rename `folder` to `library`; what is there becomes `former`, whose place is free."""
    with storing(library.parent):
        for place in (*(one for one in folder.iterdir() if one.is_dir()), folder):
            sync_folder(place)
    swap(folder, library, former)


def be_alone(db: LibraryDatabase) -> None:
    """SetupError where another program has the library open."""
    try:
        db.run("PRAGMA journal_mode=delete")  # granted only to one who is alone
    except SetupError as error:
        raise SetupError(
            "Another program has the library open.",
            remedy="Close the app and what else uses it, then try again.",
        ) from error


def _refuse_taken(library: Path) -> None:
    """InputError where something is in the library, SetupError where another program uses it."""
    path = library / LIST
    if not path.exists() and not began(library):
        return
    with closing(LibraryDatabase(path, may_be_new=not began(library))) as db:
        taken = began(library) or any(counted(db).values())
        if not taken:
            be_alone(db)
    if taken:
        raise InputError(
            "There is a library already.",
            remedy="Say --replace: it is set aside as it is, not lost. Or set YOCHAMELEON_HOME "
            "to another folder.",
        )


def _check_room(backup: Backup, name: str) -> None:
    with storing(home()):
        home().mkdir(mode=0o700, parents=True, exist_ok=True)
    if backup.bytes > shutil.disk_usage(home()).free:
        raise SetupError(
            f"{name} takes {megabytes(backup.bytes)} MB, and the disk has not that much room.",
            remedy=f"Make room on the disk of {home()}.",
        )


def _unpack(
    archive: zipfile.ZipFile, backup: Backup, folder: Path, name: str
) -> Generator[Progress, None, None]:
    """Write all files into `folder`, which is new. FormatError where one is not as it was."""
    with storing(folder):
        for part in ("concepts", "photos", "pictures", "chats"):
            (folder / part).mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
    done = 0
    for inside, held in backup.files.items():
        with storing(folder), (folder / inside).open("xb") as file:
            for chunk in read_out(archive, inside, held, name):
                file.write(chunk)
                done += len(chunk)
                yield Progress(megabytes(done), megabytes(backup.bytes), NOTE)
            file.flush()
            os.fsync(file.fileno())
