"""What is done to the library on the window's behalf: functions that are called beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.concepts.cards import Card, Description
from engine.concepts.entries import Entry, KeptSnapshot, Photo, Version
from engine.concepts.names import name_key
from engine.learning.keeping import open_library


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """All that the library knows about one concept."""

    card: Card
    versions: tuple[Version, ...]
    photos: tuple[Photo, ...]
    snapshots: Mapping[int, tuple[KeptSnapshot, ...]]
    """By the number of their version."""


def cards() -> list[Card]:
    """Every concept, by name."""
    with open_library() as library:
        return library.cards()


def name_keys() -> set[str]:
    """What every name is compared by."""
    with open_library() as library:
        return {name_key(entry.name) for entry in library}


def details(name: str) -> Details:
    """All about one of them."""
    with open_library() as library:
        versions = tuple(library.versions(name))
        return Details(
            card=library.card(name),
            versions=versions,
            photos=tuple(library.photos(name)),
            snapshots={v.number: tuple(library.snapshots(name, v.number)) for v in versions},
        )


def duplicate(name: str, new_name: str) -> Entry:
    """Copy a concept."""
    with open_library() as library:
        return library.duplicate(name, new_name)


def describe(name: str, change: Description) -> Card:
    """Change tags, notes, kind or portrait."""
    with open_library() as library:
        return library.describe(name, change)


def use(name: str, version: int) -> Entry:
    """Make a version the one in use."""
    with open_library() as library:
        return library.use(name, version)


def note_version(name: str, version: int, notes: str) -> Version:
    """Write something down about a version."""
    with open_library() as library:
        return library.note_version(name, version, notes)


def export(name: str, path: Path, with_photos: bool) -> Path:
    """Write a concept to a file; the person has agreed to replace one that is there."""
    with open_library() as library:
        library.export(name, path, with_photos=with_photos, replacing=True)
    return path
