"""What a library holds, in numbers: of the one in use, of one set aside, of one in a backup."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.backup.contents import LIST, beside, counted, damaged, opened, proved
from engine.files import storing
from engine.storage import files_below, size_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A library in numbers."""

    made_at: str = ""
    """When it was backed up; empty of one in a folder."""
    photos: bool = True
    """Whether the person's photos are in it."""
    bytes: int
    concepts: int
    chats: int
    pictures: int

    @property
    def empty(self) -> bool:
        """Whether nothing of a person's is in it."""
        return not (self.concepts or self.chats or self.pictures)


def in_folder(library: Path) -> Holding:
    """Of the library in a folder; nothing where there is none. FormatError where unsound."""
    if not (library / LIST).exists():
        return Holding(bytes=0, concepts=0, chats=0, pictures=0)
    with proved(library / LIST, library.name) as db:
        return _holding(counted(db), bytes=sum(map(size_of, files_below(library))))


def in_backup(file: Path) -> Holding:
    """Of the library in a backup. Errors as of `restore`; only its list is proved here."""
    with opened(file) as (archive, backup), beside() as (place, _):
        data = archive.read(LIST)
        if hashlib.sha256(data).hexdigest() != backup.files[LIST].sha256:
            raise damaged(file.name)
        with storing(place):
            place.mkdir(mode=0o700, parents=True)
            (place / LIST).write_bytes(data)
        with proved(place / LIST, file.name) as db:
            return _holding(
                counted(db), made_at=backup.made_at, photos=backup.photos, bytes=backup.bytes
            )


def _holding(counts: Mapping[str, int], **facts: object) -> Holding:
    names = ("concepts", "chats", "pictures")
    return Holding(**{name: counts[name] for name in names}, **facts)  # type: ignore[arg-type]  # as given
