"""A concept, copied within the library: its own files and rows, the same dates and scores."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from engine.concepts.cards import Card, CardTables, Description
from engine.concepts.concept import Concept
from engine.concepts.entries import Entry, NewPhoto, Photo, Version
from engine.concepts.files import LibraryFiles
from engine.concepts.tables import LibraryTables, now


def copy_concept(
    card: Card, name: str, tables: LibraryTables, cards: CardTables, files: LibraryFiles
) -> Entry:
    """The copy, called `name`. Whoever calls has opened a change of the database.

    Photos whose files are gone are left out.
    """
    entry = card.entry
    copy = replace(entry, id=uuid4().hex, name=name, created_at=now())
    tables.insert(copy)
    for version in tables.versions(entry):
        key = _copy_version(version, copy, tables, files)
        for snapshot in tables.snapshots(entry, version.number):
            concept = _renamed(snapshot.path, name)
            tables.insert_snapshot(key, snapshot.epoch, concept, files.keep_concept(concept))
    there = [photo for photo in tables.photos(entry) if photo.path.exists()]
    kept = {photo.path: _copy_photo(photo, copy, tables, files) for photo in there}
    pinned = kept.get(card.portrait) if card.pinned and card.portrait else None
    change = Description(tags=card.tags, notes=card.notes, portrait=pinned, consent=card.consent)
    cards.describe(copy, change)
    tables.left_out.copy(entry.id, copy.id)
    return copy


def _copy_version(version: Version, copy: Entry, tables: LibraryTables, files: LibraryFiles) -> str:
    concept = _renamed(version.path, copy.name)
    numbered = replace(copy, current_version=version.number)
    file = files.keep_concept(concept)
    made_at, notes = version.created_at, version.notes
    return tables.insert_version(numbered, concept, file, made_at=made_at, notes=notes)


def _copy_photo(photo: Photo, copy: Entry, tables: LibraryTables, files: LibraryFiles) -> Path:
    data = photo.path.read_bytes()
    new = NewPhoto(data=data, width=photo.width, height=photo.height, role=photo.role)
    file = files.keep_photo(new)
    tables.insert_photo(copy, new, file)
    return files.photos / file


def _renamed(file: Path, name: str) -> Concept:
    return replace(Concept.load(file), name=name)
