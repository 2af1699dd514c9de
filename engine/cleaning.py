"""What of the private folder can go, and its removal.

A clean-up lists its files first; only these are removed, and only what we made: nothing outside the
private folder, nothing through a link, nothing under a name of others.
"""

import json
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError
from engine.files import TEMPORARY
from engine.model.bringing import COPIED
from engine.paths import home
from engine.storage import Part, files_below, folders_of, name_of, size_of
from engine.swapping import settle

BUSY = 600.0
"""Seconds for which something that was changed counts as being worked on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanUp:
    """Files that can go. `id` names it for the command line."""

    id: str
    part: Part
    name: str = ""
    """Of the one thing that goes; empty where the part is cleaned as a whole."""
    files: tuple[Path, ...]
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What a clean-up did."""

    removed: int
    """Files."""
    bytes: int
    kept: tuple[Path, ...]
    """Files that could not be removed, or had become something else."""


_HEX = r"[0-9a-f]{8,}"
_OURS: dict[Part, str] = {
    Part.CACHE: rf"{_HEX}.*|.*\.(safetensors|npz|npy|json|usearch|lock)|{_HEX}\{TEMPORARY}",
    Part.LOGS: r"[a-z]+\.log(\.\d+)?|crash-\d+\.txt",
    Part.REPLACED: r"library(-before)?\.db(-wal|-shm)?|[0-9a-f]{32}\.[a-z]+",
    Part.LEARNING: rf"[\w.-]+\.(json|concept|safetensors|png|jpg|jpeg|webp|lock)|lock|{_HEX}.*",
    Part.COMPILED: r"(\w|-)+\.(onnx|onnx\.data|data|plan|json|npz|safetensors)|lock",
    Part.QUANTIZED: rf"{_HEX}-int\d\.safetensors(\.lock)?",
}
_TEMPORARY = re.compile(rf"[0-9a-f]{{32}}{re.escape(TEMPORARY)}")


def clean_ups() -> tuple[CleanUp, ...]:
    """Everything that can go now, with its files; what is being worked on is left out."""
    found = [
        _whole("cache", Part.CACHE),
        _whole("logs", Part.LOGS),
        _temporary(),
        *(_folder("replaced", Part.REPLACED, folder) for folder in folders_of(Part.REPLACED)),
        *(_folder("compiled", Part.COMPILED, folder) for folder in folders_of(Part.COMPILED)),
        *(_folder("copied", Part.CHECKPOINTS, folder) for folder in _strays()),
        *(_folder("learning", Part.LEARNING, folder) for folder in folders_of(Part.LEARNING)),
        *_unused_weights(),
    ]
    return tuple(one for one in found if one.files and not _busy(one))


def sweep() -> None:
    """Remove what killed processes left behind and nobody can go on with.

    Files that were half written, libraries that were half restored, and learnings whose photos
    were not even sorted.
    """
    from engine.backup.contents import PARTIAL
    from engine.learning.unfinished import unfinished
    from engine.learning.workplace import Workplace

    settle(home() / Part.LIBRARY)  # before what it needs counts as left behind
    half = _temporary()
    if half.files and not _busy(half):
        clean(half)
    for folder in home().glob(PARTIAL):
        latest = max(map(_changed, (folder, *files_below(folder))))
        if not folder.is_symlink() and abs(time.time() - latest) >= BUSY:
            shutil.rmtree(folder, ignore_errors=True)
    begun = {Workplace.of(one.lesson.name).folder for one in unfinished()}
    for folder in folders_of(Part.LEARNING):
        if folder not in begun:
            with suppress(InputError), Workplace(folder).held():  # else one is just beginning
                Workplace(folder).clear()


def find_clean_up(name: str) -> CleanUp:
    """The clean-up with this id. InputError where there is none now."""
    for one in clean_ups():
        if one.id == name:
            return one
    raise InputError(
        f"There is nothing to clean up as “{name}”.", remedy="`engine storage` lists it."
    )


def clean(what: CleanUp) -> Cleaned:
    """Remove the files of a clean-up as it was listed, and folders that are empty then."""
    removed, size, kept = 0, 0, []
    for path in (one for one in what.files if one.exists() or one.is_symlink()):
        taken = size_of(path)
        try:
            gone = _is_ours(path, what.part)
            if gone:
                path.unlink()
        except OSError:
            gone = False
        if gone:
            removed, size = removed + 1, size + taken
        else:
            kept.append(path)
    _remove_empty({parent for path in what.files for parent in path.parents})
    return Cleaned(removed=removed, bytes=size, kept=tuple(kept))


def _whole(name: str, part: Part) -> CleanUp:
    return _made(name, part, list(files_below(home() / part)))


def _folder(kind: str, part: Part, folder: Path) -> CleanUp:
    return _made(f"{kind}:{folder.name}", part, list(files_below(folder)), name_of(part, folder))


def _temporary() -> CleanUp:
    """What a process that was killed while writing left behind."""
    files = [path for path in files_below(home()) if _TEMPORARY.fullmatch(path.name)]
    return _made("temporary", Part.OTHER, files)


def _unused_weights() -> Iterator[CleanUp]:
    """Quantized weights whose compiled model is gone."""
    for path in files_below(home() / Part.QUANTIZED):
        fingerprint, _, bits = path.name.partition("-")
        kept = (home() / Part.COMPILED).glob(f"{fingerprint}-*-{bits.partition('.')[0]}*")
        if not any(kept):
            yield _made(f"quantized:{path.name}", Part.QUANTIZED, [path], path.stem)


def _strays() -> list[Path]:
    """Copies of checkpoints that no list knows: half a copy, or one that was forgotten."""
    from engine.model import checkpoints

    known = {one.folder for one in checkpoints.added()}
    return [folder for folder in folders_of(Part.CHECKPOINTS) if folder.resolve() not in known]


def _made(name: str, part: Part, paths: list[Path], title: str = "") -> CleanUp:
    files = tuple(path for path in sorted(paths, key=_order) if _is_ours(path, part))
    size = sum(size_of(path) for path in files)
    return CleanUp(id=name, part=part, name=title, files=files, bytes=size)


def _order(path: Path) -> tuple[bool, bool, Path]:
    """By name, but a list of what is ours goes after what it lists, and a library's list first.

    Where a clean-up is interrupted, nobody brings a library back that is half gone.
    """
    return path.name == COPIED, path.name != "library.db", path


def _busy(what: CleanUp) -> bool:
    """Whether someone works there. A cache may be written at any time, and loses nothing.

    In a library that was set aside nobody works.
    """
    if what.part in (Part.CACHE, Part.LOGS, Part.REPLACED):
        return False
    if what.part is Part.COMPILED and not what.name.endswith(".partial"):
        return False
    latest = max((_changed(path) for path in what.files), default=0.0)
    return abs(time.time() - latest) < BUSY  # far ahead: the clock was set back since


def _is_ours(path: Path, part: Part) -> bool:
    """Whether a path is still a plain file of this part that we made."""
    inside = path.parent.resolve().is_relative_to(home().resolve())
    if not inside or path.is_symlink() or not path.is_file():
        return False
    if part is Part.CHECKPOINTS:
        return path.name in (*_copied(path.parent), COPIED)
    return bool(re.fullmatch(_OURS.get(part, _TEMPORARY.pattern), path.name))


def _copied(folder: Path) -> list[str]:
    """What a copying put into a folder."""
    try:
        names: list[str] = json.loads((folder / COPIED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return names


def _changed(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _remove_empty(folders: set[Path]) -> None:
    """Remove those that are empty, the deepest first; never the private folder's own parts."""
    own = {home(), *(home() / part for part in Part)}
    inside = {folder for folder in folders - own if folder.is_relative_to(home())}
    for folder in sorted(inside, key=lambda one: -len(one.parts)):
        with suppress(OSError):
            folder.rmdir()
