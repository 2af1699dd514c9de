"""What a compiled model is calibrated and tried on: questions, captions and pictures we ship.

The pool's individuals are parted in two, so that nothing is tried that was calibrated on. Words
come from `resources/prompts`, ids from the checkpoint's own tokenizer, image codes from its own
VQGAN: the same material for every checkpoint.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

import numpy as np

from engine.paths import RESOURCES
from engine.runtime.backends.base import Head, Ids, Pixels
from engine.tokens import prompts
from engine.tokens.images import read_photo, square, to_pixels
from engine.tokens.prompts import Codes, ConceptIds, Part
from engine.tokens.tokenizer import Tokenizer
from engine.training.pool import PoolPicture, read_pool

POOL = RESOURCES / "pool"
QUESTIONS = RESOURCES / "prompts" / "text_questions.json"
CALIBRATION_TOKENS = 16_384
"""Four for each of the 4,096 inputs of 7B's layers."""
IMAGE_SHARE = 2 / 3
"""Of calibration: at most this, at least half. Text would otherwise drown in pictures' tokens."""
_ENCODED_AT_ONCE = 1

Encode = Callable[[Pixels], Ids]


@dataclass(frozen=True, slots=True)
class Passage:
    """A prompt and the ids that follow it, each of which a model gives a distribution for."""

    head: Head
    prompt: tuple[int, ...]
    reply: tuple[int, ...] = ()
    """Token ids, also where they are a picture's."""
    unconditional: tuple[int, ...] = ()
    """Pictures: the prompt that guidance goes away from."""
    named: tuple[int, ...] = ()
    """Words: identifiers of concepts, which an answer may say too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the pool as codes, and what it shows in words."""

    codes: Codes
    caption: str


def halves(folder: Path | None = None) -> tuple[list[PoolPicture], list[PoolPicture]]:
    """The pool's pictures, shuffled the same way always: to calibrate with, and to try on."""
    pictures = list(read_pool(folder or POOL))
    random.Random("calibration").shuffle(pictures)
    individuals = sorted({_individual(one) for one in pictures})
    first = set(individuals[::2])
    mine = [one for one in pictures if _individual(one) in first]
    return mine, [one for one in pictures if _individual(one) not in first]


def shown(pictures: Sequence[PoolPicture], tokenizer: Tokenizer, encode: Encode) -> Iterator[Shown]:
    """Pictures encoded by the checkpoint's own VQGAN, a few at a time."""
    for first in range(0, len(pictures), _ENCODED_AT_ONCE):
        some = pictures[first : first + _ENCODED_AT_ONCE]
        photos = (square(read_photo(one.path), tokenizer.image_size) for one in some)
        codes = encode(np.stack([to_pixels(photo) for photo in photos]))
        for picture, own in zip(some, codes, strict=True):
            yield Shown(Codes(tuple(map(int, own))), caption_of(picture))


def calibration(tokenizer: Tokenizer, encode: Encode, tokens: int) -> list[list[int]]:
    """Whole sequences of about `tokens` ids: drawings, questions about pictures, words alone."""
    pictures, _ = halves()
    endless = (one for _ in count() for one in shown(pictures, tokenizer, encode))
    spelled = _spelled(tokenizer, endless, questions())
    found: list[list[int]] = []
    images = total = 0
    image_ids = set(tokenizer.vocabulary.image_ids)
    captions = cycle([caption_of(one) for one in pictures])
    for number in count():
        if total >= tokens:
            break
        if images > IMAGE_SHARE * total:
            asked = questions()[number % len(questions())]
            sequence = _talk(tokenizer, asked, None, next(captions))
        else:
            sequence = next(spelled)
        found.append(sequence)
        total += len(sequence)
        images += sum(one in image_ids for one in sequence)
    return found


def drawings(
    tokenizer: Tokenizer, pictures: Sequence[Shown], concept: ConceptIds | None = None
) -> list[Passage]:
    """Requests for pictures, with photos as what was drawn; of the concept where one is given."""
    vocabulary = tokenizer.vocabulary
    ids = [concept] if concept else []
    nothing = tuple(tokenizer.encode(prompts.unconditional(vocabulary)))
    found: list[Passage] = []
    for one in pictures:
        said: list[Part] = prompts.photo_caption(concept) if concept else [one.caption]
        asked = prompts.picture_request(ids, said, vocabulary)
        prompt = tokenizer.encode([*asked, *prompts.picture_opening(ids, vocabulary)])
        reply = tuple(vocabulary.image_ids[code] for code in one.codes.values)
        found.append(Passage("images", tuple(prompt), reply, nothing))
    return found


def questions_about(
    tokenizer: Tokenizer, pictures: Sequence[Shown], concept: ConceptIds | None = None
) -> list[Passage]:
    """One question about each picture, up to where the answer begins; no replies yet."""
    vocabulary = tokenizer.vocabulary
    ids = [concept] if concept else []
    named = (concept.first,) if concept else ()
    found: list[Passage] = []
    asked = questions(concept)
    for number, one in enumerate(pictures):
        text = asked[number % len(asked)]
        turn = prompts.question(ids, text, one.codes, vocabulary)
        prompt = tokenizer.encode([*turn, *prompts.answer_opening(ids)])
        found.append(Passage("words", tuple(prompt), named=named))
    return found


def questions(concept: ConceptIds | None = None) -> list[list[Part]]:
    """What can be asked about a photo, or about a concept."""
    written = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    asked = dict.fromkeys(
        one["concept" if concept else "photo"] for kind in written.values() for one in kind
    )
    if concept is None:
        return [[text] for text in asked]
    return [[" ", *prompts.named(text, {"{name}": concept})] for text in asked]


def caption_of(picture: PoolPicture) -> str:
    """`A photo of a teal dog in the kitchen.`"""
    facts = (picture.main, picture.noun or "thing", picture.place)
    return f"A photo of a {' '.join(fact for fact in facts if fact)}."


def _spelled(
    tokenizer: Tokenizer, pictures: Iterator[Shown], asked: Sequence[list[Part]]
) -> Iterator[list[int]]:
    """In turn a drawing and an answered question."""
    vocabulary = tokenizer.vocabulary
    for number, one in enumerate(pictures):
        if number % 2:
            yield _talk(tokenizer, asked[number % len(asked)], one.codes, one.caption)
            continue
        request = prompts.picture_request([], [one.caption], vocabulary)
        yield tokenizer.encode([*request, *prompts.picture([], one.codes, vocabulary)])


def _talk(
    tokenizer: Tokenizer, asked: Sequence[Part], photo: Codes | None, answer: str
) -> list[int]:
    vocabulary = tokenizer.vocabulary
    turns = [
        *prompts.question([], asked, photo, vocabulary),
        *prompts.answer([], [answer], vocabulary),
    ]
    return tokenizer.encode(turns)


def _individual(picture: PoolPicture) -> str:
    return picture.individual or picture.path.name
