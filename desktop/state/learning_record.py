"""What a learning leaves beside its rows: its curves, what its snapshots drew, and their scores."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PIL.Image import Image

from desktop.state.curves import Curves
from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.events import Measured
from engine.learning.keeping import EMBEDDER
from engine.learning.workplace import Workplace
from engine.tokens.images import read_photo


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningRecord:
    """Empty where nothing was kept, as of a concept that came from a file."""

    curves: Curves = field(default_factory=Curves)
    samples: Mapping[int, Sequence[Image]] = field(default_factory=dict)
    """Drawings by epoch, each in the order of their seeds."""
    scores: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    """Of the snapshots, by epoch."""
    embedder: str = ""
    """The network that likeness was measured by; empty where that was not written down."""


def of_version(library: ConceptLibrary, name: str, version: int) -> LearningRecord:
    """What the library keeps of a version. InputError where there is no such one."""
    kept = library.record(name, version)
    snapshots = library.snapshots(name, version)
    facts = next(one.facts for one in library.versions(name) if one.number == version)
    return LearningRecord(
        curves=_curves(kept.curves),
        samples=_drawings(kept.samples),
        scores={one.epoch: one.scores for one in snapshots},
        embedder=str(facts.get(EMBEDDER, "")),
    )


def at_work(name: str) -> LearningRecord:
    """What lies at the workplace of a learning that has not ended."""
    place = Workplace.of(name)
    snapshots = place.snapshots()
    named = (str(one.concept.training.get(EMBEDDER, "")) for one in reversed(snapshots))
    return LearningRecord(
        curves=_curves(place.curves()),
        samples=_drawings(place.samples()),
        scores={one.epoch: one.concept.scores for one in snapshots},
        embedder=next(named, ""),
    )


def _curves(measured: Iterable[Measured]) -> Curves:
    curves = Curves()
    for one in measured:
        curves.add(one)
    return curves


def _drawings(files: Mapping[int, Sequence[Path]]) -> dict[int, list[Image]]:
    """The pictures in these files; one that is lost or damaged is left out."""
    found: dict[int, list[Image]] = {}
    for epoch, paths in files.items():
        for path in paths:
            with suppress(InputError):
                picture = read_photo(path)
                found.setdefault(epoch, []).append(picture)
    return found
