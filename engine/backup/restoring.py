"""One file → the library, whole or not at all: put together beside it, proved, then renamed."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from engine.backup.contents import CHUNK, LIST, Backup, damaged, listed, newer, opened
from engine.backup.writing import megabytes
from engine.concepts.database import LibraryDatabase
from engine.concepts.files import began
from engine.errors import FormatError, InputError, SetupError
from engine.events import Job, Progress
from engine.files import storing, sync_folder
from engine.paths import home

NOTE = "Restoring (MB)"
PARTIAL = "library-*.partial"
"""Folders of the private folder in which a library is put together."""
_COUNTED = """SELECT (SELECT count(*) FROM concepts) + (SELECT count(*) FROM chats)
    + (SELECT count(*) FROM pictures) + (SELECT count(*) FROM albums) AS number"""


def restore(file: Path) -> Job[Backup]:
    """Make the library that `file` holds the person's library.

    InputError where there is no such file, or a library that is not empty; FormatError where the
    file is no backup, is damaged or comes from a newer version; SetupError where the disk refuses
    or another program has the library open. Closed early or failed, it changes nothing.
    """
    library = home() / "library"
    _refuse_taken(library)
    partial = home() / PARTIAL.replace("*", uuid4().hex)
    try:
        with opened(file) as (archive, backup):
            _check_room(backup, file.name)
            yield from _unpack(archive, backup, partial, file.name)
        _check_list(partial, backup, file.name)
        _put(partial, library)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return backup


def _refuse_taken(library: Path) -> None:
    """InputError where something is in the library, SetupError where another program uses it."""
    path = library / LIST
    if not path.exists() and not began(library):
        return
    with closing(LibraryDatabase(path, may_be_new=not began(library))) as db:
        taken = began(library) or db.rows(_COUNTED)[0]["number"]
        if not taken:
            _be_alone(db)
    if taken:
        raise InputError(
            "There is a library already, and a backup never replaces one.",
            remedy="Set YOCHAMELEON_HOME to another folder, or back this library up and move "
            f"{library} elsewhere; then restore again.",
        )


def _be_alone(db: LibraryDatabase) -> None:
    try:
        db.run("PRAGMA journal_mode=delete")  # granted only to one who is alone
    except SetupError as error:
        raise SetupError(
            "The library is empty, but another program has it open.",
            remedy="Close the app, then restore the backup again.",
        ) from error


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
        digest = hashlib.sha256()
        with storing(folder), archive.open(inside) as source, (folder / inside).open("xb") as file:
            while chunk := source.read(CHUNK):
                file.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                yield Progress(megabytes(done), megabytes(backup.bytes), NOTE)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != held.sha256:
            raise damaged(name)


def _check_list(folder: Path, backup: Backup, name: str) -> None:
    """FormatError where the list is unsound, or names other files than there are."""
    try:
        db = LibraryDatabase(folder / LIST, may_be_new=False)
    except FormatError as error:
        raise (newer(name) if "by a newer version" in str(error) else damaged(name)) from error
    with closing(db):
        sound = [*db.rows("PRAGMA quick_check")[0].values()] == ["ok"]
        if not sound or {*listed(db), LIST} != {*backup.files, *backup.missing}:
            raise damaged(name)


def _put(folder: Path, library: Path) -> None:
    """Rename `folder` to `library`, whose place is free or holds an empty one."""
    _refuse_taken(library)  # somebody may have begun meanwhile
    empty = folder.with_name(PARTIAL.replace("*", uuid4().hex))
    with storing(library.parent):
        for place in (*(one for one in folder.iterdir() if one.is_dir()), folder):
            sync_folder(place)
        if library.exists():
            library.rename(empty)
        try:
            folder.rename(library)
        except OSError:
            if empty.exists():
                empty.rename(library)
            raise
        sync_folder(library.parent)
    shutil.rmtree(empty, ignore_errors=True)
