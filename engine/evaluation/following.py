"""Is what was asked for in the picture? Prompts followed, places changed, and words not taken over.

Where there is no CLIP, the base model itself looks at the drawings: its captions and its answers
are named as such wherever a figure of them is shown, and are no CLIP-T.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

import numpy as np
from PIL.Image import Image

from engine.evaluation.examinee import Asked, Examinee
from engine.evaluation.similarity import Looks
from engine.events import Job
from engine.runtime.sampling import Sampling
from engine.vision.embedder import similarity
from engine.vision.models import Floats

PLACES = ("on the beach", "in the snow", "in the forest", "in the city", "at night", "in the park")
"""Asked for by default; mini's world has these and a few more."""
CAPTION_NAME = "share of the asked words in the base model's own caption"
CAPTION_QUESTION, PLACE_QUESTION = "Describe this photo.", "Where is this?"
_CAPTION_LENGTH, _PLACE_LENGTH = 40, 12  # new ids
_EMPTY = frozenset(
    (
        "a", "an", "and", "at", "in", "is", "it", "its", "of", "on", "photo", "picture", "that",
        "the", "there", "this", "to", "with",
    )
)  # fmt: skip


class Words(Protocol):
    """Pictures and words in one space: a CLIP."""

    @property
    def name(self) -> str:
        """How figures of it are called."""
        ...

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, D)."""
        ...

    def embed_words(self, texts: Sequence[str]) -> Floats:
        """(N, D)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recontextualised:
    """Drawings of the concept at places it was not photographed at; shares of all drawings."""

    both: float
    """The right individual and the right place: what was asked for."""
    identity: float
    """Nearer to photos of the concept than to those of other individuals."""
    place: float
    """The place that was asked for is what is seen."""
    judge: str
    """Who judged the places."""
    drawings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Leakage:
    """“A photo of a dog” must not become the concept: cosines to photos of the concept."""

    class_drawings: float
    """Drawings of the class name, with the concept there."""
    base_drawings: float
    """The same by the base model, with the same seeds."""
    concept_drawings: float

    @property
    def share(self) -> float | None:
        """How far the class went towards the concept: 0 not at all, 1 it became the concept."""
        room = self.concept_drawings - self.base_drawings
        return (self.class_drawings - self.base_drawings) / room if room > 0 else None

    @property
    def figures(self) -> dict[str, float | None]:
        """What was measured, by name."""
        return {**asdict(self), "share": self.share}


def captions(base: Examinee, pictures: Sequence[Image]) -> list[str]:
    """What the base model says each picture shows."""
    asked = [Asked(CAPTION_QUESTION, one) for one in base.encode(pictures)]
    return [one.text for one in base.replies(asked, _CAPTION_LENGTH)]


def recall(prompt: str, caption: str) -> float:
    """The share of the prompt's words (but for empty ones) that the caption has; 1 for none."""
    asked, said = _content(prompt), _content(caption)
    return len(asked & said) / len(asked) if asked else 1.0


def clip_text(words: Words, prompt: str, pictures: Sequence[Image]) -> float:
    """CLIP-T: mean cosine between pictures and a prompt."""
    return float(similarity(words.embed(pictures), words.embed_words([prompt])).mean())


def places_seen(
    base: Examinee, pictures: Sequence[Image], places: Sequence[str], words: Words | None = None
) -> list[str]:
    """Which of the places each picture shows, to a CLIP or to the base model; else empty.

    The base model's answer must name one place and no other.
    """
    if words is not None:
        texts = [f"a photo taken {place}" for place in places]
        best = similarity(words.embed(pictures), words.embed_words(texts)).argmax(axis=1)
        return [places[int(one)] for one in best]
    asked = [Asked(PLACE_QUESTION, one) for one in base.encode(pictures)]
    return [_named(one.text, places) for one in base.replies(asked, _PLACE_LENGTH)]


def nearer(drawn: Floats, reals: Floats, others: Floats) -> list[bool]:
    """For each drawing (N, D): is it more like the concept's photos than like the others' ?"""
    own, wrong = (similarity(drawn, some).mean(axis=1) for some in (reals, others))
    return [bool(one) for one in own > wrong]


def recontextualise(
    examinee: Examinee,
    base: Examinee,
    name: str,
    groups: "Groups",
    sampling: Sampling,
) -> Job[tuple[Recontextualised, list[tuple[str, Image]]]]:
    """Draw the concept at each place; the scores, and the drawings with their captions."""
    drawn: list[tuple[str, Image]] = []
    for number, place in enumerate(groups.places):
        caption = f"A photo of {name} {place}."
        seed = replace(sampling, seed=sampling.seed + number)
        found = yield from examinee.draw(caption, groups.each, seed)
        drawn += [(caption, picture) for picture in found]
    pictures = [picture for _, picture in drawn]
    asked = [place for place in groups.places for _ in range(groups.each)]
    seen = places_seen(base, pictures, groups.places, groups.words)
    who = nearer(groups.looks.embed(pictures), groups.reals, groups.others)
    where = [one == place for one, place in zip(seen, asked, strict=True)]
    scores = Recontextualised(
        both=float(np.mean([one and place for one, place in zip(who, where, strict=True)])),
        identity=float(np.mean(who)),
        place=float(np.mean(where)),
        judge=groups.words.name if groups.words else "the base model",
        drawings=len(pictures),
    )
    return scores, drawn


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """What drawings at other places are judged by."""

    looks: Looks
    reals: Floats
    others: Floats
    places: Sequence[str] = PLACES
    each: int = 1
    words: Words | None = None


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if word not in _EMPTY}


def _named(reply: str, places: Sequence[str]) -> str:
    said = f" {' '.join(re.findall(r'[a-z]+', reply.lower()))} "
    found = [place for place in places if f" {place.lower()} " in said]
    return found[0] if len(found) == 1 else ""
