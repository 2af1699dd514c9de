"""How `engine gallery` names pictures and tells about them: in sentences and as facts."""

from collections.abc import Sequence

import click

from engine.concepts.names import name_key
from engine.errors import InputError
from engine.gallery.picture import Picture
from engine.gallery.store import Gallery, short
from engine.watch import printable

ids_argument = click.argument("ids", nargs=-1, required=True, metavar="ID…")


def found_ids(store: Gallery, ids: Sequence[str]) -> list[str]:
    """The whole ids of the pictures that are named by beginnings. InputError where one is none."""
    return [store.find(one).id for one in ids]


def concept_id(store: Gallery, name: str) -> str:
    """The id of the concept of this name that pictures have, empty without a name.

    InputError where no picture has it.
    """
    if not name:
        return ""
    for concept in store.labels.concepts():
        if name_key(concept.name) == name_key(name):
            return concept.id
    raise InputError(f"There is no picture of “{name}”.", remedy="Draw one: `engine imagine`.")


def several(count: int) -> str:
    """`1 picture`, `2 pictures`."""
    return "1 picture" if count == 1 else f"{count} pictures"


def changed(ids: Sequence[str]) -> str:
    """The sentence after a label was given or taken."""
    return f"{several(len(ids))} changed."


def likeness(picture: Picture) -> str:
    """The score in words, with the name of what measured it."""
    found = picture.likeness
    if found is None:
        return "EffNet-Lite0 similarity: not measured"
    told = f"EffNet-Lite0 similarity to the photos: {found.resemblance:.2f}"
    return told if found.ceiling is None else f"{told}; of these to each other: {found.ceiling:.2f}"


def line(picture: Picture) -> str:
    """One picture in a list."""
    stars = "★" * picture.rating
    marks = f"{'♥' if picture.favourite else ' '}{stars:<5}{' gone' if picture.missing else ''}"
    date = picture.created_at[:10]
    return f"{short(picture)}  {date}  {picture.seed:>6}  {marks}  {printable(picture.prompt)}"


def facts(picture: Picture) -> dict[str, object]:
    """One picture with --json."""
    return {
        "id": picture.id,
        "file": str(picture.path),
        "missing": picture.missing,
        "created_at": picture.created_at,
        "source": picture.source,
        "job": picture.batch,
        "prompt": picture.prompt,
        "wish": picture.asked,
        "seed": picture.seed,
        "sampling": dict(picture.sampling),
        "checkpoint": picture.checkpoint,
        "concepts": [{"name": one.name, "version": one.version} for one in picture.subjects],
        "resemblance": picture.likeness.resemblance if picture.likeness else None,
        "favourite": picture.favourite,
        "rating": picture.rating,
        "tags": list(picture.tags),
        "albums": list(picture.albums),
    }
