"""The library as it was before the app was updated, where this app cannot open today's list.

So it is where an update has damaged the list, and where an older app finds one that is too new.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.backup.contents import LIST, beside, listed, proved
from engine.backup.replacing import put_aside_for
from engine.concepts.database import BEFORE_UPDATE, former_list
from engine.errors import FormatError, InputError
from engine.files import storing
from engine.paths import home
from engine.storage import files_below
from engine.swapping import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneBack:
    """Where the library lies that was in use, and how many of its files came after the update."""

    former: Path | None
    later: int


def is_offered() -> bool:
    """Whether the list in use cannot be opened, and the one from before the update can."""
    library = home() / "library"
    settle(library)
    return former_list(library / LIST).is_file() and not _opens(library / LIST)


def go_back() -> GoneBack:
    """Make the library with the former list the one in use; the one in use is set aside whole.

    Files are shared by both, as they never change. InputError where nothing is offered, FormatError
    where the former list is damaged too, SetupError where the disk refuses.
    """
    library = home() / "library"
    if not is_offered():
        raise InputError(
            "There is nothing to go back to.",
            remedy="The list in use opens, or none is kept from before an update.",
        )
    with beside() as (partial, _):
        names = _put_together(library, partial)
        there = {path.relative_to(library).as_posix() for path in files_below(library)}
        later = sum("/" in name for name in there - names)
        return GoneBack(former=put_aside_for(partial), later=later)


def _opens(path: Path) -> bool:
    try:
        with proved(path, path.name):
            return True
    except FormatError:
        return False


def _put_together(library: Path, folder: Path) -> set[str]:
    """The former list in `folder`, brought up to date, and the files it names; their names."""
    with storing(folder):
        for part in ("concepts", "photos", "pictures", "chats"):
            (folder / part).mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
        shutil.copyfile(former_list(library / LIST), folder / LIST)
    with proved(folder / LIST, BEFORE_UPDATE) as db:
        names = set(listed(db))
    with storing(folder):
        for name in names:
            if (library / name).is_file():
                _share(library / name, folder / name)
    return names


def _share(source: Path, target: Path) -> None:
    """One file under two names, or a copy where the disk knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
