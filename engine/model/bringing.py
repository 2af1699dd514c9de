"""Brings base weights to this machine: from a folder or a USB drive, linked or copied, checked.

A copy grows in `<name>.partial` and becomes `<name>` by one rename, after what was written has been
read again and compared: whole, or not at all.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine import licences
from engine.copies import copy_files
from engine.errors import InputError, SetupError
from engine.events import Job
from engine.files import storing, sync_folder, write_whole
from engine.licences import find_licence
from engine.model import checkpoints
from engine.model.checkpoints import Checkpoint
from engine.paths import home

COPIED = "copied.json"
"""In the copy of a checkpoint: the names of the files that were copied."""
_SPARE = 1.02
_SMALL = 5_000_000
"""Bytes up to which other files of the folder go along: licences, the processor's settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """What a person asks for. Plain values."""

    folder: Path
    name: str
    copy: bool
    """Copy the files to the private folder; else use them where they are."""
    licence: str
    """The SHA-256 of the licence text that was shown and accepted."""


def bring(asked: Bringing) -> Job[Checkpoint]:
    """Check a folder to the last number, copy it where asked, and remember it with its licence.

    InputError where the name is unfit or taken, or another licence lies there than was accepted;
    SetupError where a file or room is missing, FormatError where a file is damaged. Closing the job
    leaves nothing behind.
    """
    from engine.model import inspection  # loads torch; naming what to bring does not

    licence = find_licence(asked.folder)
    if licence.sha256 != asked.licence:
        raise InputError(
            "The licence in this folder is not the one that was accepted.",
            remedy="Read it again, and accept it if you agree.",
        )
    name = checkpoints.free_name(asked.name)
    inspection.check_headers(asked.folder)
    folder = asked.folder
    if asked.copy:
        folder = yield from copy_folder(asked.folder, copies_folder() / name)
    try:
        found = yield from checkpoints.add(folder, name)
    except BaseException:
        if asked.copy:
            shutil.rmtree(folder, ignore_errors=True)  # a copy of ours that cannot be used
        raise
    licences.accept(licence, found.fingerprint)
    return found


def copies_folder() -> Path:
    """Where copied checkpoints lie."""
    return home() / "checkpoints"


def copy_room(stored: int) -> int:
    """Bytes of disk that a copy of so many bytes of weights is given."""
    return round(_SPARE * stored)


def is_copy(found: Checkpoint) -> bool:
    """Whether its files are a copy of ours; else they are the person's, and stay."""
    return found.folder.parent == copies_folder().resolve()


def copy_folder(source: Path, target: Path) -> Job[Path]:
    """Copy a checkpoint's files, and small ones beside them, to `target`; each is read again.

    InputError where `target` is a checkpoint in use; SetupError where room is missing or a file
    cannot be read; FormatError where a copy differs. What an earlier copy left there is replaced.
    """
    if target.resolve() in {one.folder for one in checkpoints.added()}:
        raise InputError(f"{target} is in use.", remedy="Choose another name.")
    partial = target.with_name(f"{target.name}.partial")
    for leftover in (partial, target):
        shutil.rmtree(leftover, ignore_errors=True)
    _check_room(target.parent, source)
    with storing(target.parent):
        partial.mkdir(mode=0o700, parents=True)
    try:
        write_whole(partial / COPIED, json.dumps(_files(source)).encode())
        yield from copy_files(source, partial, _files(source))
        with storing(partial):
            sync_folder(partial)
            partial.rename(target)
            sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return target


def _files(source: Path) -> list[str]:
    """Those that make the checkpoint, and small ones: licences, the settings of its processor."""
    from engine.model import inspection

    small = {
        path.name for path in source.iterdir() if path.is_file() and path.stat().st_size <= _SMALL
    }
    return sorted({*inspection.hashed_files(source), *small})


def _check_room(folder: Path, source: Path) -> None:
    needed = copy_room(sum((source / name).stat().st_size for name in _files(source)))
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise SetupError(
            f"A copy needs {needed / 1e9:.1f} GB on the disk of {folder}, "
            f"which has {free / 1e9:.1f} GB left.",
            remedy="Make room, or use the files where they are.",
        )
