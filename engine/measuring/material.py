"""The photos that a concept is measured with, and where each came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL.Image import Image

from engine.concepts.concept import Fact
from engine.concepts.entries import Role
from engine.concepts.library import ConceptLibrary
from engine.events import Job, Noticed
from engine.learning import lookalikes
from engine.learning.intake import photo_files
from engine.measuring.wish import Wish
from engine.tokens.images import read_photo, square
from engine.vision.colours import Colours

if TYPE_CHECKING:
    from engine.vision.embedder import Embedder

FROM_POOL = 12
"""Pictures of the pool for each kind of negative."""
_SIDE = 224  # pixels; what the embedder looks at


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """Photos, and in words where they are from."""

    positives: tuple[Image, ...]
    """New to the concept."""
    training: tuple[Image, ...]
    easy: tuple[Image, ...]
    hard: tuple[Image, ...]
    known_others: tuple[Image, ...]
    """Pool pictures that a threshold may be chosen with; never scored."""
    origin: dict[str, str]

    @property
    def apart(self) -> bool:
        """Whether there are photos it was learned from that are not among those scored."""
        return bool(self.training) and self.positives is not self.training


def gathered(wish: Wish, library: ConceptLibrary, embedder: "Embedder") -> Job[Material]:
    """The photos of a wish that names a concept. InputError where a folder holds none."""
    assert wish.name is not None
    origin: dict[str, str] = {}
    known = library.photos(wish.name)
    training = _read([one.path for one in known if one.role is Role.POSITIVE])
    positives = yield from _positives(wish, library, training, origin)
    learned = library.versions(wish.name)[-1].facts
    near, far, rest = yield from _pool(training or positives, embedder, learned)
    easy = _read(photo_files([wish.negatives])) if wish.negatives else far
    hard = _read(photo_files([wish.hard])) if wish.hard else near
    origin["easy negatives"] = _from(wish.negatives, "pictures of other things from the pool")
    origin["hard negatives"] = _from(
        wish.hard, "the pool's most alike that it was not learned from"
    )
    return Material(
        positives=positives,
        training=training,
        easy=easy,
        hard=hard,
        known_others=rest,
        origin=origin,
    )


def _positives(
    wish: Wish, library: ConceptLibrary, training: tuple[Image, ...], origin: dict[str, str]
) -> Job[tuple[Image, ...]]:
    assert wish.name is not None
    if wish.positives is not None:
        origin["positives"] = _from(wish.positives, "")
        return _read(photo_files([wish.positives]))
    held_out = [one.path for one in library.photos(wish.name) if one.role is Role.HELD_OUT]
    if held_out:
        origin["positives"] = f"held out when it was learned: {len(held_out)}"
        return _read(held_out)
    yield Noticed("No photo was held out, so all figures are about photos that it knows.")
    origin["positives"] = "the photos that it was learned from"
    return training


def _pool(
    own: Sequence[Image], embedder: "Embedder", learned: Mapping[str, Fact]
) -> Job[tuple[tuple[Image, ...], tuple[Image, ...], tuple[Image, ...]]]:
    """Pictures of the bundled pool: alike, unlike, and others that only choose a threshold.

    None of them was learned from, where that was with a preset: what it takes is known.
    """
    from engine.training.config import PRESETS
    from engine.training.pool import choose, read_pool

    if not lookalikes.POOL.exists() or not own:
        return (), (), ()
    pool = read_pool(lookalikes.POOL)
    photos = [square(photo, _SIDE) for photo in own]
    known = lookalikes.Own(looks=embedder.embed(photos), colours=Colours().embed(photos))
    alike, colours = yield from lookalikes.bundled_likeness(pool, known, embedder)
    preset = PRESETS.get(str(learned.get("preset")), PRESETS["quick"])
    preset = replace(preset, seed=int(learned.get("seed") or 0))
    chosen = choose(pool, alike, preset, colours)
    taken = {*chosen.soft_positives, *chosen.negatives}
    order = [int(one) for one in np.argsort(-alike, kind="stable")]
    left = [place for place in order if pool[place] not in taken] or order
    count = min(2 * FROM_POOL, len(left) // 2)
    near, rest = left[:count], left[count:]
    far = rest[:: max(1, len(rest) // max(1, count))][:count]

    def pictures(places: Sequence[int]) -> tuple[Image, ...]:
        return _read([pool[place].path for place in places])

    return pictures(near[::2]), pictures(far[::2]), pictures([*near[1::2], *far[1::2]])


def _read(paths: Sequence[Path]) -> tuple[Image, ...]:
    return tuple(read_photo(path) for path in paths)


def _from(folder: Path | None, otherwise: str) -> str:
    return f"the folder {folder.name}" if folder else otherwise
