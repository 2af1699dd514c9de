"""Answers in words and pictures, in the order in which the model gives them (method.md 1.5)."""

from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias

from engine.events import Job, Preview
from engine.runtime.drawing import Drawing
from engine.runtime.generation import Prompt
from engine.runtime.sampling import Sampling
from engine.runtime.speech import Speech
from engine.runtime.studio import Studio

Piece: TypeAlias = str | Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is answered."""

    text: str
    """What the person asked: it is written on every picture."""
    prompt: Prompt
    """Ids up to where the answer begins."""
    opening: Prompt
    """Ids that are forced before the codes of a picture; the last is begin of image."""
    limit: int
    """Ids of words in the whole answer at most."""


def compose(
    studio: Studio, speech: Speech, question: Question, voice: Sampling, hand: Sampling
) -> Job[list[Piece]]:
    """Answer in words (sampled as `voice` says) and pictures (as `hand` says).

    Where begin of image is drawn, a whole picture follows, then the words go on. It may be drawn
    only where the context has room for all of the picture. Each later piece has the next seed.
    A picture that is finished is shown as a preview of all of it, before the words go on.
    """
    vocabulary = studio.tokenizer.vocabulary
    prompt, left = list(question.prompt), question.limit
    pieces: list[Piece] = []
    for number in count():
        allowed = _allowed(studio, speech, question, len(prompt) + left)
        sampling = replace(voice, seed=voice.seed + number)
        said = yield from allowed.said(studio.backend, prompt, sampling, left)
        pieces += [said.text] if said.text.strip() else []
        if said.stop != vocabulary.begin_image:
            break
        left -= len(said.ids)
        prompt += [*said.ids, *question.opening]
        seed = hand.seed + number
        order = studio.order(prompt, replace(hand, seed=seed), [seed])
        [picture] = yield from studio.drawn(order, question.text)
        pieces.append(picture)
        yield Preview(0, picture.picture, 1.0)
        prompt += [*(vocabulary.image_ids[code] for code in picture.codes), vocabulary.end_image]
    return pieces


def _allowed(studio: Studio, speech: Speech, question: Question, used: int) -> Speech:
    """What may be said where the words will take `used` positions: a picture, only if it fits."""
    picture = len(question.opening) + studio.tokenizer.image_length + 1
    if used + picture > studio.backend.context:
        return speech
    return speech.ending_at(studio.tokenizer.vocabulary.begin_image)
