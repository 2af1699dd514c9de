"""Drawn pictures of people say on their way out of a chat that a model made them (gallery/mark)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields, replace
from io import BytesIO

from PIL import Image

from engine.chats.entries import Message, Picture, Used
from engine.gallery import mark
from engine.gallery.files import png


class _Marked(Picture):
    """A drawn picture, always a PNG, whose bytes have the same pixels and the mark."""

    def read(self) -> bytes:
        """The marked file's bytes. OSError where the file is gone."""
        with Image.open(BytesIO(super().read())) as picture:
            return png(picture, mark.PACKET)


def marked(
    messages: Iterable[Message], concepts: Sequence[Used], things: Collection[str]
) -> list[Message]:
    """The messages of a chat about `concepts`; drawn pictures that may show a person are marked.

    `things` are names of concepts that are known to be no people. A picture without concepts shows
    none of them; one of a concept that is gone, or was called otherwise, may show a person.
    """
    now = [used.name for used in concepts]
    return [
        one if _without_people(one, now, things) else replace(one, pictures=_with_mark(one))
        for one in messages
    ]


def _without_people(message: Message, now: Sequence[str], things: Collection[str]) -> bool:
    known = message.facts.get("concepts")  # as `talk.known_as` spells it
    if known is None:
        return all(name in things for name in now)
    names = [one.rpartition(" ")[0] for one in str(known).split(", ") if one]
    return all(name in things for name in names)


def _with_mark(message: Message) -> tuple[Picture, ...]:
    return tuple(
        _Marked(**{part.name: getattr(one, part.name) for part in fields(one)})
        if one.drawn
        else one
        for one in message.pictures
    )
