"""Another library in the place of the one in use, which is set aside as it is and can come back.

Both are whole before and after: the change is two renames, after everything was proved, and one of
them alone is no end (`engine.swapping`).
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engine.backup.contents import LIST, Backup, beside, proved
from engine.backup.restoring import be_alone, put, unpack
from engine.concepts.database import LibraryDatabase
from engine.errors import FormatError, InputError
from engine.events import Job
from engine.files import storing
from engine.paths import home
from engine.storage import Part
from engine.swapping import settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """What came, and where the former library lies now."""

    backup: Backup
    former: Path | None
    """None where there was none."""


def replace(file: Path) -> Job[Replaced]:
    """Make the library in the backup `file` the one in use; the former one is set aside.

    Errors as of `restore`, and SetupError where another program has the library open. Closed early
    or failed, it changes nothing. A list in use that is damaged is set aside as well.
    """
    with beside() as (partial, _):
        backup = yield from unpack(file, partial)
        former = put_aside_for(partial)
    return Replaced(backup=backup, former=former)


def set_aside() -> list[Path]:
    """Libraries that were replaced, the latest first."""
    settle(home() / "library")
    return sorted((one.parent for one in (home() / Part.REPLACED).glob(f"*/{LIST}")), reverse=True)


def bring_back(name: str) -> Path | None:
    """Make the library that was set aside under `name` the one in use again.

    What is in use is set aside in its turn: where, is returned. InputError where there is none of
    that name, FormatError where its list is damaged, SetupError where a library is in use.
    """
    folder = next((one for one in set_aside() if one.name == name), None)
    if folder is None:
        raise InputError(
            f"No library was set aside as “{name}”.", remedy="`engine library replaced` lists them."
        )
    with proved(folder / LIST, folder.name) as db:
        be_alone(db)
    return put_aside_for(folder)


def put_aside_for(folder: Path) -> Path | None:
    """Make `folder` the library; where the former one lies now. SetupError while it is used."""
    library = home() / "library"
    settle(library)
    _refuse_used(library / LIST)
    former = home() / Part.REPLACED / datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S.%f")
    with storing(home()):
        former.parent.mkdir(mode=0o700, exist_ok=True)
    put(folder, library, former)
    return former if former.exists() else None


def _refuse_used(path: Path) -> None:
    """SetupError where a program has the list open."""
    if not path.exists():
        return
    try:
        db = LibraryDatabase(path, may_be_new=True)
    except FormatError:
        return  # damaged, or of a newer version: whoever restores a backup may well do so for this
    with closing(db):
        be_alone(db)
