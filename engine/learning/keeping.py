"""What a learning has at its workplace → a concept in the library, whether it ended or was stopped.

All that is needed for it lies there, so that a learning can be kept that another process began.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from engine.concepts.cards import Consent, Description
from engine.concepts.concept import Concept, Fact
from engine.concepts.entries import Entry, NewPhoto, Role
from engine.concepts.library import ConceptLibrary
from engine.concepts.names import name_key
from engine.concepts.records import NewRecord
from engine.concepts.tables import now
from engine.errors import InputError
from engine.events import Snapshot
from engine.learning.intake import CleanCopy
from engine.learning.scoring import quality
from engine.learning.workplace import Workplace
from engine.paths import home

if TYPE_CHECKING:
    from engine.learning.lesson import Lesson

Plan: TypeAlias = dict[str, Any]
"""The lesson as plain values, with the clean copies of its photos."""

PLAN = "plan"
AUGMENTED = "augmented view"
EMBEDDER = "embedder"
"""The fact that names what likeness was measured by; concepts of older versions lack it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A concept that is in the library now."""

    entry: Entry
    epoch: int
    """Whose snapshot was the best."""
    scores: dict[str, float]
    facts: dict[str, Fact]


def open_library() -> ConceptLibrary:
    """The person's library."""
    return ConceptLibrary(home() / "library")


def plan_of(lesson: "Lesson", copies: Sequence[CleanCopy], held_out: Path | None) -> Plan:
    """What `keep` and a resumed learning need to know."""
    photos = [
        {"file": copy.path.name, "width": copy.width, "height": copy.height}
        | {"held_out": copy.path == held_out}
        for copy in copies
    ]
    return {
        "name": lesson.name,
        "kind": lesson.kind,
        "preset": lesson.preset,
        "consent": lesson.consent,
        "continued": lesson.continued,
        "variant": lesson.variant,
        "deep": lesson.deep,
        "memory": lesson.memory,
        "pool": list(lesson.pool),
        "draft": lesson.draft,
        "photos": photos,
    }


def keep(place: Workplace) -> Learned:
    """Put the best snapshot into the library with the photos, and clear the workplace.

    Whoever is killed in between has it in the library already, and keeps it once all the same.
    InputError where no snapshot was scored yet.
    """
    plan, snapshots = read_plan(place), place.snapshots()
    if not snapshots:
        raise InputError(
            "Nothing was learned yet that could be kept.",
            remedy="Let it go on to the end of its first epoch, or discard it.",
        )
    learned = [one for one in snapshots if one.epoch] or snapshots  # a draft is for the meantime
    best = max(learned, key=lambda one: quality(one.concept.scores))
    any_held_out = any(photo["held_out"] for photo in plan["photos"])
    facts = dict(snapshots[-1].concept.training) | {
        "photos": len(plan["photos"]),
        "held_out": "photo" if any_held_out else AUGMENTED,
        "best_epoch": best.epoch,
        "pool": str(place.read("pool") or "none"),
        "draft": str(place.read("draft") or "none"),
    }
    known = set(_names(place.read("known")))
    photos = [_new_photo(photo, place) for photo in plan["photos"] if photo["file"] not in known]
    with open_library() as library:
        concept, record = replace(best.concept, training=facts), record_of(place)
        if (kept := _in_library(library, plan["name"], snapshots)) is not None:
            entry = kept
        elif plan["continued"]:
            entry = library.add_version(plan["name"], concept, photos, snapshots, record)
        else:
            entry = library.add(concept, photos, snapshots, record)
        if plan["consent"]:
            consent = Consent(plan["consent"], now())
            library.describe(entry.name, Description(consent=consent))
    place.clear()
    return Learned(entry=entry, epoch=best.epoch, scores=dict(best.concept.scores), facts=facts)


def kept_before(place: Workplace) -> bool:
    """Whether all that lies there is in the library: a kill came just before it was cleared."""
    plan = place.read(PLAN)
    if not isinstance(plan, dict):
        return False
    with open_library() as library:
        if name_key(plan["name"]) not in {name_key(entry.name) for entry in library}:
            return False  # the snapshots need not be read
        return _in_library(library, plan["name"], place.snapshots()) is not None


def _in_library(library: ConceptLibrary, name: str, snapshots: Sequence[Snapshot]) -> Entry | None:
    """The concept of this name, where its version in use has exactly these snapshots."""
    entry = next((one for one in library if name_key(one.name) == name_key(name)), None)
    if entry is None or not snapshots:
        return None
    kept = {one.epoch: one.path for one in library.snapshots(name)}
    if kept.keys() != {one.epoch for one in snapshots}:
        return None
    same = all(
        np.array_equal(Concept.load(kept[one.epoch]).embeddings, one.concept.embeddings)
        for one in snapshots
    )
    return entry if same else None


def read_plan(place: Workplace) -> Plan:
    """The plan that lies there. InputError where none does."""
    plan = place.read(PLAN)
    if not isinstance(plan, dict):
        raise InputError(
            "There is no learning of this name to go on with.", remedy="Begin a new one."
        )
    return plan


def record_of(place: Workplace) -> NewRecord:
    """The curves and drawings that lie there."""
    samples = {
        epoch: tuple(path.read_bytes() for path in paths)
        for epoch, paths in place.samples().items()
    }
    return NewRecord(curves=place.curves(), samples=samples)


def _names(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _new_photo(photo: Plan, place: Workplace) -> NewPhoto:
    return NewPhoto(
        data=(place.photos / photo["file"]).read_bytes(),
        width=photo["width"],
        height=photo["height"],
        role=Role.HELD_OUT if photo["held_out"] else Role.POSITIVE,
    )
