"""What of a chat the model still sees: as many of the latest turns as its context has room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from engine.chats.entries import Message, Picture, Speaker
from engine.errors import InputError
from engine.events import Job, Noticed

if TYPE_CHECKING:
    from engine.runtime.conversation import Turn
    from engine.runtime.session import Session

FRAME = 2
"""Ids of a picture besides its codes: begin and end of image."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the person said, without an answer between, and what was answered."""

    text: str
    photo: Picture | None
    """The last one: the model looks at one photo a turn."""
    answer: str


def exchanges(path: Sequence[Message]) -> Iterator[Exchange]:
    """The turns of a path. Messages that were never answered are one with those after them."""
    texts: list[str] = []
    photo: Picture | None = None
    for message in path:
        if message.speaker is Speaker.PERSON:
            texts.append(message.words)
            photo = message.pictures[-1] if message.pictures else photo
        else:
            yield Exchange("\n".join(filter(None, texts)), photo, message.words)
            texts, photo = [], None
    if texts:
        yield Exchange("\n".join(filter(None, texts)), photo, "")


def remembered(session: "Session", earlier: Sequence[Exchange], room: int) -> Job[list["Turn"]]:
    """The latest of these turns that take at most `room` ids; says so where some do not fit.

    An older photo is left out before its words are, and one whose file is gone anyway.
    """
    from engine.runtime.conversation import Turn

    turns: list[Turn] = []
    unseen = forgotten = gone = False
    picture, last = session.tokenizer.image_length + FRAME, Turn(text=".")
    for one in reversed(earlier):
        turn = Turn(text=one.text, answer=one.answer)
        room -= session.length([turn, last]) - session.length([last])
        if room < 0:
            forgotten = True
            break
        there = None if one.photo is None or one.photo.gone else one.photo
        shown = there if room >= picture else None
        room -= picture if shown else 0
        unseen, gone = unseen or shown is not there, gone or there is not one.photo
        photo = session.encoded(opened(shown)) if shown else None
        turns.append(replace(turn, photo=photo))
    if forgotten:
        yield Noticed("The beginning of the conversation no longer fits and is forgotten.")
    elif unseen:
        yield Noticed("An earlier photo no longer fits and is not looked at.")
    elif gone:
        yield Noticed("The file of an earlier photo is gone: it is not looked at.")
    return turns[::-1]


def opened(picture: Picture) -> Image.Image:
    """A kept picture, ready to be looked at. InputError where its file is gone."""
    if picture.gone:
        raise InputError("The photo of this message is gone.", remedy="Attach it once more.")
    with Image.open(BytesIO(picture.read()), formats=("PNG", "JPEG")) as image:
        return image.convert("RGB")
