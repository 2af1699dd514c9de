"""Do drawings look like what was asked for? One backend's drawings against photos we ship.

Photos pass through the model's own encode–decode first, as in `engine.evaluation`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PIL.Image import Image

from engine.concepts.concept import Concept
from engine.evaluation.examinee import base
from engine.events import Job, Progress
from engine.runtime.backends.base import Backend
from engine.runtime.sampling import IMAGE
from engine.runtime.session import Session
from engine.tokens.images import read_photo
from engine.tokens.tokenizer import Tokenizer
from engine.training.pool import PoolPicture
from engine.vision.embedder import Embedder, similarity
from export.aside import aside
from export.rows import DENSE, Learned

EACH = 4
"""Pictures of one caption, and photos that they are compared with."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """What is drawn, and photos of it; a concept where it is more than a word."""

    caption: str
    photos: tuple[Image, ...]
    concept: Concept | None = None
    weights: str = DENSE
    """What the concept was learned on."""


def sitters(rows: Sequence[Learned], pictures: Sequence[PoolPicture], count: int) -> list[Sitter]:
    """`count` of them: concepts that have photos, then the nouns that `pictures` show most."""
    concepts = [
        Sitter(f"A photo of {one.concept.name}.", one.photos[:EACH], one.concept, one.weights)
        for one in rows
        if one.photos
    ]
    by_noun: dict[str, list[PoolPicture]] = defaultdict(list)
    for picture in pictures:
        by_noun[picture.noun or "thing"].append(picture)
    common = sorted(by_noun, key=lambda noun: (-len(by_noun[noun]), noun))
    nouns = [
        Sitter(f"A photo of a {noun}.", tuple(read_photo(p.path) for p in by_noun[noun][:EACH]))
        for noun in common[:count]
    ]
    return [*concepts, *nouns][:count]


def likeness(
    backend: Backend, tokenizer: Tokenizer, sitter: Sitter, looks: Embedder
) -> Job[list[float]]:
    """Mean cosine of each of a few drawings to the sitter's photos, -1…1; seeds are always 0, 1…"""
    session = Session(backend, tokenizer, [sitter.concept] if sitter.concept else [])
    sampling = replace(IMAGE, seed=0)
    drawings = yield from session.imagine(
        sitter.caption, count=EACH, sampling=sampling, preview=False
    )
    rebuilding = partial(base(backend, tokenizer).reconstructed, sitter.photos)
    photos = looks.embed((yield from aside(rebuilding, Progress(0, 1, "Comparing"))))
    cosines = similarity(looks.embed([one.picture for one in drawings]), photos)
    return [float(one) for one in np.mean(cosines, axis=1)]
