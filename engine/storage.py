"""What the private folder holds, part by part. Looking changes nothing."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.errors import YoError
from engine.paths import home


class Part(StrEnum):
    """A part of the private folder; its value is the folder's name."""

    CONCEPTS = "library/concepts"
    PHOTOS = "library/photos"
    PICTURES = "library/pictures"
    CHATS = "library/chats"
    """Photos and drawings of chats."""
    LIBRARY = "library"
    """The list of all that, and everything that was said."""
    REPLACED = "replaced"
    """Libraries that a backup was restored in place of."""
    LEARNING = "learning"
    CHECKPOINTS = "checkpoints"
    COMPILED = "compiled"
    QUANTIZED = "quantized"
    POOL = "pool"
    CACHE = "cache"
    LOGS = "logs"
    OTHER = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """What one thing takes on disk. `name` is empty for a part as a whole."""

    part: Part
    name: str = ""
    bytes: int
    files: int


def survey() -> tuple[Used, ...]:
    """What each part takes, and below it what each thing in it takes; parts without files left out.

    Concepts are there by name, with their photos; the sums of the parts are the whole folder.
    """
    sizes: dict[Part, list[int]] = {part: [] for part in Part}
    for path in files_below(home()):
        sizes[_part_of(path)].append(size_of(path))
    parts = [
        Used(part=part, bytes=sum(all_), files=len(all_)) for part, all_ in sizes.items() if all_
    ]
    return tuple(one for part in parts for one in (part, *_things(part.part)))


def _things(part: Part) -> list[Used]:
    if part is Part.CONCEPTS:
        return _concepts()
    if part not in (Part.REPLACED, Part.LEARNING, Part.COMPILED, Part.CHECKPOINTS):
        return []
    found = []
    for folder in folders_of(part):
        sizes = [size_of(path) for path in files_below(folder)]
        found.append(
            Used(part=part, name=name_of(part, folder), bytes=sum(sizes), files=len(sizes))
        )
    return sorted(found, key=lambda one: -one.bytes)


def _concepts() -> list[Used]:
    """Each concept with all of its files; none where the list cannot be read."""
    from engine.concepts.library import ConceptLibrary

    found = []
    with suppress(YoError), ConceptLibrary(home() / "library") as library:
        for entry in library:
            paths = library.files(entry.name)
            size = sum(size_of(path) for path in paths)
            found.append(Used(part=Part.CONCEPTS, name=entry.name, bytes=size, files=len(paths)))
    return sorted(found, key=lambda one: -one.bytes)


def name_of(part: Part, folder: Path) -> str:
    """What people call a folder; a learning's folder tells nothing by itself."""
    if part is Part.LEARNING:
        from engine.learning.unfinished import unfinished
        from engine.learning.workplace import Workplace

        for one in unfinished():
            if Workplace.of(one.lesson.name).folder == folder:
                return one.lesson.name
    return folder.name


def _part_of(path: Path) -> Part:
    inside = path.relative_to(home()).as_posix()
    return next((part for part in Part if inside.startswith(f"{part}/")), Part.OTHER)


def files_below(folder: Path) -> Iterator[Path]:
    """Every plain file below a folder; links are not followed, and not counted."""
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            if path.is_file() and not path.is_symlink():
                yield path


def folders_of(part: Part) -> list[Path]:
    """The folders of a part, by name."""
    place = home() / part
    there = place.is_dir()
    return sorted(p for p in place.iterdir() if p.is_dir() and not p.is_symlink()) if there else []


def size_of(path: Path) -> int:
    """Bytes of a file; 0 where it is gone."""
    with suppress(OSError):
        return path.stat().st_size
    return 0
