"""The library → one file. Others may go on working with the library meanwhile."""

import hashlib
import io
import os
import re
import shutil
import time
import zipfile
from collections.abc import Generator
from contextlib import closing, suppress
from pathlib import Path
from typing import IO

from engine.backup.checking import check_backup
from engine.backup.contents import (
    CHUNK,
    CONTENTS,
    LIST,
    Backup,
    Held,
    encoded,
    forget_photos,
    listed,
    megabytes,
)
from engine.concepts.database import LibraryDatabase
from engine.concepts.tables import now
from engine.errors import FormatError, InputError, SetupError
from engine.events import Job, Progress
from engine.files import TEMPORARY, whole
from engine.paths import home
from engine.storage import size_of
from engine.swapping import settle

NOTE = "Backing up (MB)"
_PACKED = (".db", ".jsonl")
"""What gets smaller by packing; rows and pictures do not."""
_PREFIX = "yochameleon-"
_UNFINISHED = re.compile(rf"{_PREFIX}[0-9a-f]{{32}}{re.escape(TEMPORARY)}")
_STALE = 86_400.0
"""Seconds after which nobody writes a half written backup any more."""


def back_up(file: Path, *, photos: bool = True, replacing: bool = False) -> Job[Backup]:
    """Write concepts, chats and the gallery to a ZIP file, as they are at one moment.

    What was written is read again and proved before it gets its name.
    Without `photos`, those of concepts and those shown in chats are left out, and the copy does
    not list them. InputError where there is no library, or where `file` exists, unless
    `replacing`: then it is the old file until the new one is whole. SetupError where the disk
    refuses or gives back something else, or where something was erased meanwhile. Closed early or
    failed, it leaves nothing.
    """
    library = home() / "library"
    settle(library)
    if file.exists() and not replacing:
        raise InputError(f"{file} exists already.", remedy="Choose another file name.")
    if not (library / LIST).is_file():
        raise InputError("There is no library yet.", remedy="Learn a concept first.")
    content, names = _list_of(library, photos)
    there = [name for name in names if (library / name).exists()]
    total = len(content) + sum(size_of(library / name) for name in there)
    _sweep(file.absolute().parent)
    _check_room(file.absolute().parent, total)
    files: dict[str, Held] = {}
    with whole(file, _PREFIX) as out:
        with zipfile.ZipFile(out, "w") as archive:
            for name in (LIST, *there):
                begun = sum(held.bytes for held in files.values())
                with _source(library / name, content) as source:
                    files[name] = yield from _pack(archive, name, source, (begun, total))
            gone = tuple(sorted({*names} - {*there}))
            backup = Backup(made_at=now(), photos=photos, files=files, missing=gone)
            archive.writestr(CONTENTS, encoded(backup))
        yield from _prove(out, file)
    return backup


def _prove(out: IO[bytes], file: Path) -> Job[None]:
    """Read from the disk what was written. SetupError where it is something else."""
    out.flush()
    os.fsync(out.fileno())
    if hasattr(os, "posix_fadvise"):  # else memory would answer in the place of the drive
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    try:
        yield from check_backup(Path(out.name))
    except FormatError as error:
        raise SetupError(
            f"The drive of {file.absolute().parent} gave back something else than was written.",
            remedy="Back up to another drive. Nothing was written, and an older file is as it was.",
        ) from error


def _list_of(library: Path, photos: bool) -> tuple[bytes, list[str]]:
    """A copy of the list, and the files that it names."""
    with (
        closing(LibraryDatabase(library / LIST, may_be_new=False)) as db,
        closing(db.copied()) as copy,
    ):
        if not photos:
            forget_photos(copy)
        return copy.content(), listed(copy)


def _source(path: Path, content: bytes) -> IO[bytes]:
    if path.name == LIST:
        return io.BytesIO(content)
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise SetupError(
            "Something was erased from the library while it was backed up.",
            remedy="Back it up again. Nothing was written.",
        ) from error


def _pack(
    archive: zipfile.ZipFile, name: str, source: IO[bytes], place: tuple[int, int]
) -> Generator[Progress, None, Held]:
    """Add one file; `place` is how many bytes are done, of how many."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(_PACKED) else zipfile.ZIP_STORED
    done, total = place
    size, digest = 0, hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            yield Progress(megabytes(done + size), megabytes(total), NOTE)
    return Held(bytes=size, sha256=digest.hexdigest())


def _sweep(folder: Path) -> None:
    """Remove what backups that were killed have left in a folder of the person's."""
    with suppress(OSError):  # whoever writes there next says what is wrong
        for path in folder.glob(f"{_PREFIX}*{TEMPORARY}"):
            ours = _UNFINISHED.fullmatch(path.name) and path.is_file() and not path.is_symlink()
            if ours and abs(time.time() - path.stat().st_mtime) > _STALE:
                path.unlink()


def _check_room(folder: Path, size: int) -> None:
    if folder.is_dir() and size > shutil.disk_usage(folder).free:
        raise SetupError(
            f"The backup takes {megabytes(size)} MB, and the disk of {folder} has not that much.",
            remedy="Make room there, choose another folder, or leave the photos out.",
        )
