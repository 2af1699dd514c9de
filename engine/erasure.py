"""All that goes when a concept is erased: wherever something was made from its photos."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine import thumbnails
from engine.backup.replacing import set_aside
from engine.backup.weekly import weekly_backups
from engine.chats.store import open_chats
from engine.concepts.entries import Erased
from engine.former_folder import former_folder
from engine.gallery.query import Query
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.learning.workplace import Workplace
from engine.paths import OUTGOING, home
from engine.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureReport:
    """What went with a concept, for the person to see."""

    erased: Erased
    drawings: int
    """Pictures of the gallery that it was drawn in."""
    chats: int
    """Chats that it took part in."""
    thumbnails: int
    learning: bool
    """An unfinished learning of the same name went as well."""
    outgoing: int
    """Copies of drawings that were made to be dragged to other apps; of any concept's."""
    set_aside: int
    """Libraries that a backup replaced: they are as they were, and may hold the concept still."""
    former: bool
    """The folder that was in use before it was moved is still there, and may hold it as well."""
    weekly: int
    """Weekly backups, which may hold it until they are four weeks old."""


def erase(name: str, *, drawings: bool = True, chats: bool = True) -> ErasureReport:
    """Erase a concept and all that was derived from it. InputError where there is none.

    The concept goes last: whoever is killed in between still has it to erase again.
    """
    with open_library() as library:
        entry = library.find(name)
        numbers = [version.number for version in library.versions(name)]
        records = [library.record(name, number) for number in numbers]
        photos = [photo.path for photo in library.photos(name)]
    pictures = [path for one in records for paths in one.samples.values() for path in paths]
    drawn = _erase_drawings(entry.id) if drawings else 0
    talked = _erase_chats(entry.id) if chats else 0
    began = _clear_workplace(entry.name)
    copies = _erase_outgoing() if drawings else 0
    views = thumbnails.forget([*photos, *pictures])
    with open_library() as library:
        erased = library.delete(entry.name)
    views += thumbnails.forget([*erased.photos, *pictures])  # those that a window made meanwhile
    return ErasureReport(
        erased=erased,
        drawings=drawn,
        chats=talked,
        thumbnails=views + sum(began),
        learning=bool(began),
        outgoing=copies,
        set_aside=len(set_aside()),
        former=former_folder() is not None,
        weekly=_weekly(),
    )


def _weekly() -> int:
    folder = Settings.load().weekly_backups
    return len(weekly_backups(Path(folder).expanduser())) if folder else 0


def _erase_drawings(concept: str) -> int:
    with open_gallery() as gallery:
        return gallery.erase(gallery.ids(Query(concept=concept)))


def _erase_outgoing() -> int:
    """All copies, for nothing tells whose they are; what was dropped elsewhere is a file there."""
    folder = home() / OUTGOING
    copies = sum(path.is_file() for path in folder.rglob("*"))
    shutil.rmtree(folder, ignore_errors=True)
    return copies


def _erase_chats(concept: str) -> int:
    with open_chats() as store:
        found = [chat.id for chat in store.chats() if concept in _ids(chat.concepts)]
        if found:
            store.erase(*found)
    return len(found)


def _ids(concepts: Iterable[object]) -> set[str]:
    return {getattr(one, "id", "") for one in concepts}


def _clear_workplace(name: str) -> tuple[int, ...]:
    """How many views went with an unfinished learning; nothing where there is none."""
    place = Workplace.of(name)
    if not place.folder.exists():
        return ()
    views = thumbnails.forget([*place.photos.glob("*"), *place.folder.glob("sample-*.png")])
    place.clear()
    return (views,)
