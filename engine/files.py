"""Files that are there whole or not at all, whenever the power or the process goes."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from engine.errors import SetupError

TEMPORARY = ".tmp"
"""Ending of a file that is still being written; a process that was killed leaves it behind."""

_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
"""No room, or no leave: what a person can change."""


def write_whole(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step. SetupError where the folder cannot take it."""
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path, prefix: str = "") -> Iterator[IO[bytes]]:
    """A file to write to, which replaces `path` at the end; where that fails, nothing is changed.

    `prefix` begins the name of the file meanwhile, for who looks for what a kill has left.
    SetupError where the folder cannot take it.
    """
    temporary = path.with_name(f"{prefix}{uuid4().hex}{TEMPORARY}")
    with storing(path.parent):
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and removals in `folder` survive a power cut, where the system offers it."""
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into a SetupError that names `folder`."""
    try:
        yield
    except OSError as error:
        what = f"The folder {folder} cannot be written: {error.strerror or error}."
        raise _refusal(what) from error


def refused(error: Exception) -> SetupError | None:
    """What the disk has refused, in words; None where the error is another one.

    For those who catch whatever work may raise: a full disk is no bug, wherever it shows first.
    """
    if not isinstance(error, OSError) or error.errno not in _DISK:
        return None
    what = f"{error.filename} cannot be used" if error.filename else "A file cannot be written"
    return _refusal(f"{what}: {error.strerror}.")


def _refusal(what: str) -> SetupError:
    return SetupError(what, remedy="Make room and allow writing there, or choose another folder.")
