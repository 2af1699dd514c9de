"""The pool as one concept sees it: its look-alikes in their order, and those that are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from engine.concepts.concept import Fact
from engine.concepts.entries import Role
from engine.concepts.names import name_key
from engine.errors import InputError
from engine.events import Job
from engine.learning.eyes import open_embedder
from engine.learning.keeping import open_library
from engine.pool.entries import SourceKind, picture_key
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.learning.lookalikes import Ranked
    from engine.training.config import TrainingConfig
    from engine.training.pool import PoolPicture

MOST = 100
"""Pictures of a ranking."""


class Scope(StrEnum):
    """For whom a picture is left out."""

    CONCEPT = "concept"
    POOL = "pool"
    """For every concept."""


class Use(StrEnum):
    """What the next learning does with a picture."""

    ALIKE = "alike"
    """A look-alike, a soft positive: the concept begins there."""
    OTHER = "other"
    """Another thing: the concept is told from it."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalike:
    """A picture of the pool, as it stands to one concept."""

    path: Path
    source: SourceKind
    likeness: float
    """Cosine to the mean of the concept's photos, as the embedder sees them."""
    use: Use
    left_out: Scope | None = None

    @property
    def key(self) -> str:
        """What it is called where it is left out."""
        return picture_key(self.path, self.source)


def lookalikes_of(name: str, settings: Settings) -> Job[tuple[Lookalike, ...]]:
    """The pool's pictures most like a concept's photos, most alike first, those left out as well.

    InputError where there is no such concept, or where it has no photos.
    """
    from engine.learning.lookalikes import rank

    with open_library() as library:
        entry = library.find(name)
        photos = [one.path for one in library.photos(name) if one.role is Role.POSITIVE]
        versions = library.versions(name)
        here, every = library.left_out.pictures(entry.id), library.left_out.pictures()
    if not photos:
        raise InputError(
            f"“{entry.name}” has no photos here, so nothing can be compared with it.",
            remedy="Teach it more with photos of it.",
        )
    config = _config(versions[-1].facts)
    ranked = yield from rank(photos, open_embedder(settings), config, spare=len(here | every))
    uses = _uses(ranked.without(here | every), config)
    found = []
    for place in _nearest(ranked):
        picture = ranked.pictures[place]
        source = SourceKind(picture.source)
        key = picture_key(picture.path, source)
        one = Lookalike(
            path=picture.path,
            source=source,
            likeness=float(ranked.similarity[place]),
            use=uses.get(picture, Use.NONE),
            left_out=Scope.POOL if key in every else Scope.CONCEPT if key in here else None,
        )
        found.append(one)
    return tuple(found)


def _nearest(ranked: "Ranked") -> list[int]:
    """Places of the pictures that are shown, the most alike first."""
    order = sorted(range(len(ranked.pictures)), key=lambda place: -ranked.similarity[place])
    return order[:MOST]


def _uses(ranked: "Ranked", config: "TrainingConfig") -> "dict[PoolPicture, Use]":
    """What learning does with each picture that it takes."""
    from engine.training.pool import choose

    if not ranked.pictures:
        return {}
    chosen = choose(ranked.pictures, ranked.similarity, config, ranked.colours)
    others = dict.fromkeys(chosen.negatives, Use.OTHER)
    return others | dict.fromkeys(chosen.soft_positives, Use.ALIKE)


def leave_out(keys: Sequence[str], name: str = "") -> None:
    """Learn from these pictures no longer: for one concept, or without a name for every one.

    InputError where there is no such concept.
    """
    with open_library() as library:
        library.left_out.add(keys, library.find(name).id if name else "")


def take_in(keys: Sequence[str], name: str = "") -> None:
    """Learn from these pictures again: where they were left out for one concept, or for all."""
    with open_library() as library:
        library.left_out.remove(keys, library.find(name).id if name else "")


def left_out_for(name: str) -> frozenset[str]:
    """Keys of what learning a concept leaves out; of a new one, what every one leaves out."""
    with open_library() as library:
        known = {name_key(entry.name): entry.id for entry in library}
        here = known.get(name_key(name))
        every = library.left_out.pictures()
        return every | library.left_out.pictures(here) if here else every


def _config(facts: Mapping[str, Fact]) -> "TrainingConfig":
    """The settings that a concept was learned with, as far as they are known."""
    from engine.training.config import PRESETS, TrainingConfig

    return PRESETS.get(str(facts.get("preset")), TrainingConfig())
