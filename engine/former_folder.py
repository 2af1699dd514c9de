"""The private folder that was in use before it was moved: what is left there, and erasing it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError
from engine.files import storing, write_whole
from engine.paths import MOVED, base, home, moved
from engine.storage import size_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """The former folder as it was looked at."""

    folder: Path
    files: tuple[Path, ...]
    """All that is left below it, in order; of links, they alone go."""
    bytes: int


def former_folder() -> Path | None:
    """The folder that was in use before, while something of it is still there."""
    place = base()
    former = moved(place)[1] if (place / MOVED).exists() else None
    return former if former is not None and _leftovers(former) else None


def look() -> Former | None:
    """What is left of it; None where nothing is."""
    folder = former_folder()
    if folder is None:
        return None
    files = tuple(sorted(_below(folder)))
    size = sum(size_of(path) for path in files if not path.is_symlink())
    return Former(folder=folder, files=files, bytes=size)


def erase_former(listed: Former) -> int:
    """Erase what was left in the former folder, and return how many bytes that were.

    InputError where there is none, or where something came into it since it was listed; then
    nothing is erased. Links are removed, and what they lead to stays.
    """
    now = look()
    if now is None or now.folder != listed.folder:
        raise InputError(
            "No former folder is left.", remedy="Nothing needs to be done: your library is safe."
        )
    if not set(now.files) <= set(listed.files):
        raise InputError(
            "Something came into the former folder since its files were listed.",
            remedy="Look at the list again, then erase it.",
        )
    with storing(now.folder):
        for path in _leftovers(now.folder):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    place = base()
    if now.folder != place:
        with suppress(OSError):
            now.folder.rmdir()
    point_to(moved(place)[0], None)
    return now.bytes


def point_to(folder: Path, former: Path | None) -> None:
    """Use `folder` from now on, and remember the former one. SetupError where the disk refuses."""
    facts = {"folder": str(folder), "former": None if former is None else str(former.absolute())}
    write_whole(base() / MOVED, json.dumps(facts).encode())


def _leftovers(folder: Path) -> list[Path]:
    there = folder.is_dir() and folder.resolve() != home().resolve()
    return [path for path in folder.iterdir() if path.name != MOVED] if there else []


def _below(folder: Path) -> Iterator[Path]:
    """Files and links of what is left; links are not followed."""
    for path in _leftovers(folder):
        if path.is_symlink() or not path.is_dir():
            yield path
            continue
        for root, folders, names in os.walk(path):
            yield from (Path(root, name) for name in names)
            yield from (one for name in folders if (one := Path(root, name)).is_symlink())
