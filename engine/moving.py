"""The person's private folder in another place: copied, compared, then switched to.

The former folder stays as it is until the person erases it. Whatever fails or is stopped before the
switch, which is one small file in `engine.paths.base()`, leaves it in use.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from engine.backup.restoring import be_alone
from engine.concepts.database import LibraryDatabase
from engine.copies import copy_files
from engine.errors import InputError, SetupError
from engine.events import Job
from engine.files import storing, sync_folder, write_whole
from engine.former_folder import former_folder, point_to
from engine.learning.workplace import LOCK, Workplace
from engine.paths import MOVED, WINDOW, base, home
from engine.places import Doubt, doubts
from engine.readdressing import readdress
from engine.storage import Part, files_below, folders_of, size_of

FOLDER = "yochameleon"
"""Name of the folder that is made where a person chooses one that holds other things."""
UNFINISHED = "moving.json"
"""In a new place while it is filled; with it, nobody takes the place for a library."""
_STAY = (Part.LOGS, Part.CACHE)
"""Made anew in the new place."""
_SPARE = 1.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Where the private folder is now, and where it was."""

    folder: Path
    former: Path
    bytes: int


def destination(chosen: Path) -> Path:
    """The folder that it becomes: `chosen` where that is new or empty, else one in it."""
    place = chosen.expanduser().absolute()
    return place if _is_free(place) else place / FOLDER


def check(target: Path) -> tuple[Doubt, ...]:
    """What speaks against `target`, which a person may overrule.

    InputError where it cannot be used at all: taken, the folder itself, in it or around it, or not
    to be written; and while a former folder is left, which would be forgotten.
    """
    if (former := former_folder()) is not None:
        raise InputError(
            f"The folder before this one, {former}, is still there.",
            remedy="Erase it first: on the page of storage, or by `engine storage erase-former`.",
        )
    here, there = home().resolve(), target.resolve()
    if there == here or there.is_relative_to(here) or here.is_relative_to(there):
        raise InputError(
            f"{target} is the folder itself, lies in it or holds it.",
            remedy="Choose a folder elsewhere.",
        )
    if not _is_free(target):
        raise InputError(f"{target} is not empty.", remedy="Choose another folder.")
    found = doubts(target)
    if Doubt.READ_ONLY in found:
        raise InputError(f"{target} cannot be written.", remedy="Choose another folder.")
    return found


def move(target: Path, window: int = 0) -> Job[Moved]:
    """Move the private folder to `target`, as `check` lets it.

    `window` is the process of the window that asks, if one does. InputError where another window, a
    learning or something else uses the folder, or where `target` cannot be used; SetupError where
    the disk refuses; FormatError where a copy differs. Closed early or failed, it changes nothing.
    """
    check(target)
    former = home()
    with _alone(window):
        names = _names(former)
        total = sum(size_of(former / name) for name in names)
        _check_room(target, total)
        before = _state(former, names)
        with _filled(target, former):
            yield from copy_files(former, target, names)
            _copy_links(former, target)
            _refuse_changes(before, _state(former, _names(former)))
            readdress(target, former)
            (target / UNFINISHED).unlink()
            sync_folder(target)
            _switch(target, former)
    return Moved(folder=target, former=former, bytes=total)


def _is_free(place: Path) -> bool:
    """Whether nothing is there but what an interrupted moving has left, or the word of one."""
    if not place.exists():
        return True
    with suppress(OSError):  # no folder, or one that nobody may look into
        return {path.name for path in place.iterdir()} <= {MOVED, *_left_by_us(place)}
    return False


def _left_by_us(place: Path) -> tuple[str, ...]:
    """Names that an interrupted moving may have filled: what else is there, is a person's own."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        return (UNFINISHED, *json.loads((place / UNFINISHED).read_text(encoding="utf-8"))["names"])
    return ()


def _names(folder: Path) -> list[str]:
    """The files to copy, below `folder`."""
    found = []
    for path in files_below(folder):
        name = path.relative_to(folder)
        if path.name not in (LOCK, WINDOW, MOVED) and name.parts[0] not in _STAY:
            found.append(name.as_posix())
    return sorted(found)


def _state(folder: Path, names: list[str]) -> dict[str, tuple[int, int]]:
    """Size and time of each file, by which a change is seen."""
    found = {}
    for name in names:
        status = (folder / name).stat()
        found[name] = (status.st_size, status.st_mtime_ns)
    return found


def _refuse_changes(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> None:
    if before != after:
        raise InputError(
            "Something was written into the folder while it was copied.",
            remedy="Let other work end, then try again. Nothing was changed.",
        )


def _copy_links(former: Path, target: Path) -> None:
    """Links lead where they led; those into the folder itself, into the new one."""
    inside = former.resolve()
    with storing(target):
        for root, folders, files in os.walk(former):
            for name in (*folders, *files):
                path = Path(root, name)
                if path.is_symlink():
                    copy = target / path.relative_to(former)
                    copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    aim = path.resolve()
                    if aim.is_relative_to(inside):
                        aim = target / aim.relative_to(inside)
                    copy.symlink_to(aim, target_is_directory=path.is_dir())


@contextmanager
def _filled(target: Path, former: Path) -> Iterator[None]:
    """A new folder to fill; what was put there goes where that fails, but never once it is used."""
    names = sorted({path.name for path in former.iterdir()} - {MOVED})
    with storing(target):
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):  # a disk that knows no permissions
            shutil.copymode(former, target)
        _clear(target)
        write_whole(target / UNFINISHED, json.dumps({"names": names}).encode())
    try:
        yield
    except BaseException:
        if home() == former:
            with suppress(OSError):
                _clear(target)
                target.rmdir()
        raise


def _clear(target: Path) -> None:
    """Remove all but the word of where the folder was moved to."""
    for path in target.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MOVED:
            path.unlink()


def _check_room(target: Path, size: int) -> None:
    there = next(path for path in (target, *target.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < size * _SPARE:
        raise SetupError(
            f"The folder takes {size / 1e9:.1f} GB, and the disk of {target} has {free / 1e9:.1f} "
            "GB left.",
            remedy="Make room there, or choose another disk.",
        )


@contextmanager
def _alone(window: int) -> Iterator[None]:
    """Nobody else learns or changes the library while this holds; InputError where one does."""
    if _window_is_open(window):
        raise InputError(
            "The window is open.", remedy="Close it, or move the folder from its page of storage."
        )
    with ExitStack() as held:
        for folder in folders_of(Part.LEARNING):
            held.enter_context(Workplace(folder).held())
        path = home() / Part.LIBRARY / "library.db"
        if path.exists():
            db = held.enter_context(closing(LibraryDatabase(path, may_be_new=True)))
            be_alone(db)
            held.enter_context(db.change())
        yield


def _window_is_open(own: int) -> bool:
    """Whether a window other than that of the process `own` has the folder."""
    lock = home() / WINDOW
    try:
        pid = int(lock.read_text(encoding="utf-8", errors="replace").split()[0])
    except FileNotFoundError:
        return False
    except (OSError, ValueError, IndexError):  # Windows lets nobody read a lock that is held
        return sys.platform == "win32" and not own
    if pid == own or sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _switch(target: Path, former: Path) -> None:
    place = base()
    with storing(place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    point_to(target, former)
