"""Copies of many files in another folder, each read again and compared before it counts."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from engine.errors import FormatError, SetupError
from engine.events import Job, Progress

_BLOCK = 1 << 23
"""Bytes between two events."""


def copy_files(source: Path, target: Path, names: Sequence[str]) -> Job[None]:
    """Copy the files of these names below `source`, then read each copy and compare.

    Folders are made, and times stay. SetupError where the disk refuses, FormatError where a copy
    differs from what was read.
    """
    total = sum((source / name).stat().st_size for name in names)
    done, digests = 0, {}
    for name in names:
        digest = hashlib.sha256()
        for block in _blocks(source / name, target / name):
            digest.update(block)
            done += len(block)
            yield Progress(_megabytes(done), _megabytes(total), "Copying the files (MB)")
        digests[name] = digest.digest()
    done = 0
    for name in names:
        digest = hashlib.sha256()
        for block in _blocks(target / name):
            digest.update(block)
            done += len(block)
            yield Progress(_megabytes(done), _megabytes(total), "Comparing the copy (MB)")
        if digest.digest() != digests[name]:
            raise FormatError(
                f"The copy of {name} differs from what was read.",
                remedy="Look after the drive, then copy it again.",
            )


def _megabytes(size: int) -> int:
    """Begun megabytes (10⁶ bytes): a window's bar counts no further than to 2³¹."""
    return -(-size // 10**6)


def _blocks(path: Path, copy: Path | None = None) -> Iterator[bytes]:
    """The content of a file, written to `copy` as it goes by. SetupError names what fails."""
    try:
        with path.open("rb") as file, _writing(copy) as out:
            while block := file.read(_BLOCK):
                out.write(block)
                yield block
            out.flush()
            if copy is not None:
                os.fsync(out.fileno())
        if copy is not None:
            times = path.stat()
            os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))
    except OSError as error:
        raise SetupError(
            f"{error.filename or path} cannot be copied: {error.strerror or error}.",
            remedy="Look after the drive and make room, then try again.",
        ) from error


def _writing(copy: Path | None) -> BinaryIO:
    if copy is None:
        return Path(os.devnull).open("wb")
    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return copy.open("wb")
