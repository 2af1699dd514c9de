"""A pack: somebody's collection of pictures in one ZIP file, taken apart with suspicion."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from engine.errors import FormatError, InputError, SetupError
from engine.events import Job, Progress
from engine.files import storing
from engine.tokens.images import ENDINGS

NOTE = "Unpacking"
LARGEST_PICTURE = 256 * 2**20
"""Bytes of one picture in a pack; a larger one is left out."""
MOST_PICTURES = 2_000_000
_SPARE = 2**30  # bytes that stay free on the disk
_AT_ONCE = 100

_Picture: TypeAlias = tuple[zipfile.ZipInfo, str]


def unpack(pack: Path, folder: Path) -> Job[int]:
    """Write the pictures of a ZIP into `folder`, which is new; returns their number.

    Names are made anew, so nothing can leave the folder; everything but pictures is left out.
    Whether these can be decoded is found out when they are looked at. InputError where there is
    no such file, FormatError where it is no sound ZIP, SetupError where the disk is too small.
    Closed early or failed, it leaves nothing.
    """
    if not pack.is_file():
        raise InputError(f"There is no file {pack}.", remedy="Check its name.")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with zipfile.ZipFile(pack) as archive, storing(folder.parent):
            pictures = list(_pictures(archive))
            _check(pictures, pack, folder.parent)
            part.mkdir(mode=0o700, parents=True)
            for number, (info, ending) in enumerate(pictures):
                if number % _AT_ONCE == 0:
                    yield Progress(number, len(pictures), NOTE)
                _extract(archive, info, part / f"{number:07}{ending}")
            part.rename(folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise FormatError(f"{pack.name} is no sound pack.", "Download it again.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    yield Progress(len(pictures), len(pictures), NOTE)
    return len(pictures)


def _pictures(archive: zipfile.ZipFile) -> Iterator[_Picture]:
    for info in archive.infolist():
        path = PurePosixPath(info.filename)
        ending = path.suffix.lower()
        sound = ending in ENDINGS and not path.name.startswith(".")
        if sound and not info.is_dir() and info.file_size <= LARGEST_PICTURE:
            yield info, ending


def _check(pictures: list[_Picture], pack: Path, folder: Path) -> None:
    if not pictures:
        raise InputError(f"{pack.name} holds no pictures.", remedy="Choose another pack.")
    if len(pictures) > MOST_PICTURES:
        raise InputError(f"{pack.name} holds too many pictures.", remedy="Choose a smaller pack.")
    size = sum(info.file_size for info, _ in pictures)
    existing = next(one for one in (folder, *folder.parents) if one.exists())
    if size + _SPARE > shutil.disk_usage(existing).free:
        raise SetupError(
            f"{pack.name} would take {size / 2**30:.1f} GB, and the disk has not that much room.",
            remedy="Make room, or choose a smaller pack.",
        )


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> None:
    """Write one picture, never more bytes of it than the pack declared."""
    with archive.open(info) as source, target.open("xb") as file:
        shutil.copyfileobj(source, file)
