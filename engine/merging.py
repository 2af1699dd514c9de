"""Two concepts that are the same one become one: nothing that was learned or made is lost."""

import hashlib
from dataclasses import dataclass

from engine import thumbnails
from engine.chats.pictures import FolderPictures
from engine.chats.store import FOLDER
from engine.chats.tables import ChatTables
from engine.concepts.cards import Card, CardTables, Description
from engine.concepts.entries import Photo
from engine.concepts.files import LibraryFiles
from engine.concepts.tables import LibraryTables
from engine.errors import InputError
from engine.gallery.files import PictureFiles
from engine.gallery.picture import PERSON
from engine.gallery.tables import PictureTables
from engine.learning.keeping import open_library
from engine.paths import home
from engine.renaming import refuse_unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a concept took over from the one that became part of it."""

    name: str
    other: str
    versions: int
    photos: int
    """Without those that it had already."""
    drawings: int
    chats: int


def merge(name: str, other: str) -> Merged:
    """Make the concept `other` part of `name`, in one transaction.

    Its versions follow as further ones, with snapshots and notes, and the one in use stays; its
    photos, tags and notes are added; its drawings and chats are of `name` from then on. InputError
    where there is no such concept, where both are one, or where `other` has an unfinished learning.
    """
    with open_library() as library, library.change() as db:
        card, second = library.card(name), library.card(other)
        _refuse(card, second)
        photos, double = _compared(library.photos(name), library.photos(other))
        folder, ids = home() / "library", (card.entry.id, second.entry.id)
        files = LibraryFiles(folder)
        CardTables(db, files).describe(card.entry, _joined(card, second))
        offset = LibraryTables(db, files).take_over(card.entry, second.entry, double)
        drawings = PictureTables(db, PictureFiles(folder).folder).take_over(*ids, offset)
        chats = ChatTables(db, FolderPictures(folder / FOLDER)).take_over(*ids, offset)
    open_library().close()  # sweeps the photos that were double
    thumbnails.forget(files.photos / file for file in double)
    return Merged(
        name=card.entry.name, other=second.entry.name, versions=second.versions, photos=photos,
        drawings=drawings, chats=chats,
    )  # fmt: skip


def _refuse(card: Card, other: Card) -> None:
    if card.entry.id == other.entry.id:
        raise InputError("This is one concept already.", remedy="Name two of them.")
    refuse_unfinished(other.entry.name)


def _compared(photos: list[Photo], others: list[Photo]) -> tuple[int, list[str]]:
    """How many of the others are new, and the files of those that are not."""
    known = {_digest(photo) for photo in photos}
    double = [photo.path.name for photo in others if _digest(photo) in known]
    return len(others) - len(double), double


def _digest(photo: Photo) -> str:
    """Of the picture's bytes; of its name where the file is gone."""
    data = photo.path.read_bytes() if photo.path.exists() else photo.path.name.encode()
    return hashlib.sha256(data).hexdigest()


def _joined(card: Card, other: Card) -> Description:
    """What a person added to both; the face that is shown stays, and a person stays a person."""
    notes = "\n\n".join(one.notes for one in (card, other) if one.notes)
    kinds = (card.entry.kind, other.entry.kind)
    return Description(
        kind=PERSON if PERSON in kinds else None,
        tags=(*card.tags, *other.tags),
        notes=notes,
        portrait=card.portrait,
        consent=card.consent or other.consent,
    )
