"""A chat's concepts: chosen by name, loaded as the chat calls them, told to the gallery."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from engine.chats.entries import Used
from engine.concepts.concept import Concept
from engine.concepts.entries import Entry
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.gallery.picture import PERSON
from engine.paths import home

if TYPE_CHECKING:
    from engine.runtime.drawing import Drawing


def used(names: Sequence[str]) -> tuple[Used, ...]:
    """The current versions of concepts. InputError where the library has no such name."""
    with _library() as library:
        entries = [library.find(name) for name in names]
    return tuple(Used(id=one.id, name=one.name, version=one.current_version) for one in entries)


def things(concepts: Sequence[Used]) -> frozenset[str]:
    """What concepts that are no people are called: by the library, or among these."""
    with _library() as library:
        known = {entry.id: entry.name for entry in library if entry.kind != PERSON}
    return frozenset((*known.values(), *(one.name for one in concepts if one.id in known)))


def photos_of(concepts: Sequence[Used]) -> int:
    """How many photos these versions were learned from, together; 0 where nobody wrote it down."""
    with _library() as library:
        names = {entry.id: entry.name for entry in library}
        versions = [
            version
            for one in concepts
            if one.id in names
            for version in library.versions(names[one.id])
            if version.number == one.version
        ]
    return sum(int(version.facts.get("photos", 0)) for version in versions)


def known_names() -> list[str]:
    """Every name in the library."""
    with _library() as library:
        return [entry.name for entry in library]


def loaded(concepts: Sequence[Used]) -> list[Concept]:
    """These versions, under the names that the chat calls them by. InputError where one is gone.

    Of the version in use it is the snapshot in use, as everywhere.
    """
    if not concepts:
        return []
    with _library() as library:
        entries = {entry.id: entry for entry in library}
        gone = next((one for one in concepts if one.id not in entries), None)
        if gone is not None:
            raise InputError(
                f"The concept “{gone.name}” is no longer in the library.",
                remedy="Take it out of the chat, or add another one.",
            )
        return [replace(_version(library, entries[one.id], one), name=one.name) for one in concepts]


def _version(library: ConceptLibrary, entry: Entry, wanted: Used) -> Concept:
    return library.load(entry, wanted.version, entry.chosen_epoch(wanted.version))


def keep_in_gallery(drawings: Sequence["Drawing"], concepts: Sequence[Used]) -> None:
    """Keep what a chat drew in the gallery as well, with all it takes to draw it again."""
    if not drawings:
        return
    from engine.gallery.picture import NewPicture, Source, Subject
    from engine.gallery.store import open_gallery

    with _library() as library:
        kinds = {entry.id: entry.kind for entry in library}
    subjects = tuple(
        Subject(concept=one.id, name=one.name, kind=kinds.get(one.id, ""), version=one.version)
        for one in concepts
    )
    with open_gallery() as gallery:
        for drawing in drawings:
            new = NewPicture(
                picture=drawing.picture,
                codes=drawing.codes,
                prompt=drawing.prompt,
                sampling=asdict(drawing.sampling),
                checkpoint=drawing.checkpoint,
                subjects=subjects,
                source=Source.CHAT,
            )
            gallery.add(new)


def _library() -> ConceptLibrary:
    return ConceptLibrary(home() / "library")
