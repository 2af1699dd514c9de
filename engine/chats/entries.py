"""What a chat is made of: values only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

Fact = str | int | float
PICTURE = "\ufffc"
"""Stands in an answer's text where a picture is: Unicode's own sign for an object among words."""
LONGEST_TITLE = 60
"""Characters."""


class Speaker(StrEnum):
    """Who said a message."""

    PERSON = "person"
    MODEL = "model"


class State(StrEnum):
    """How far a message has come."""

    WRITING = "writing"
    """An answer that a job is at; after a kill the next opening makes it STOPPED."""
    WHOLE = "whole"
    STOPPED = "stopped"
    """An answer that was stopped: what was said until then."""


class Way(StrEnum):
    """How a message is to be answered."""

    WORDS = "words"
    BOTH = "words and pictures"
    """In the order the model gives them; only a model that draws by itself draws here."""
    PICTURE = "a picture"
    """A drawing of what the message describes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A version of a concept that a chat is about, under the name it is called there."""

    id: str
    name: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a message: a file of the library's, or bytes in memory alone."""

    file: str
    """A name in our own folder; in memory, a name all the same."""
    width: int
    height: int
    drawn: bool
    """By the model; else a photo that the person attached."""
    path: Path | None = None
    """None where the picture is in memory alone."""
    data: bytes = field(default=b"", repr=False)

    @property
    def gone(self) -> bool:
        """Whether its file is no longer there."""
        return self.path is not None and not self.path.is_file()

    def read(self) -> bytes:
        """The PNG or JPEG file's bytes. OSError where the file is gone."""
        return self.data if self.path is None else self.path.read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPicture:
    """A picture to keep: PNG or JPEG bytes without metadata."""

    data: bytes = field(repr=False)
    width: int
    height: int
    drawn: bool = False

    @property
    def suffix(self) -> str:
        """`.png` or `.jpg`, as the first bytes say."""
        return ".png" if self.data.startswith(b"\x89PNG") else ".jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a chat. Those of one parent are branches; the last seen one is shown."""

    id: int
    parent: int
    """0 at the beginning of the chat."""
    speaker: Speaker
    text: str
    state: State = State.WHOLE
    edited: bool = False
    """The person changed what the model had said."""
    created_at: str = ""
    """UTC in ISO 8601."""
    seen: int = 0
    """Among branches the largest is the one last looked at."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """How it is to be answered; of an answer, how it was, and which concepts were known: `concepts`
    has their names and versions, `photos` how many they were learned from."""
    pictures: tuple[Picture, ...] = ()

    @property
    def way(self) -> Way:
        """How a question is to be answered, or an answer was asked for."""
        return Way(str(self.facts.get("way", Way.WORDS.value)))

    @property
    def pieces(self) -> tuple[str | Picture, ...]:
        """Words and pictures in their order; pictures without a place in the text come last."""
        words = self.text.split(PICTURE)
        placed = self.pictures[: len(words) - 1]
        mixed: list[str | Picture] = [words[0]]
        for picture, following in zip(placed, words[1:], strict=False):
            mixed += [picture, following]
        mixed += words[1 + len(placed) :]
        return (*(piece for piece in mixed if piece), *self.pictures[len(placed) :])

    @property
    def words(self) -> str:
        """The text without the places of pictures."""
        return self.text.replace(PICTURE, "").strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A chat as a list shows it."""

    id: str
    title: str
    """Empty until something was said."""
    concepts: tuple[Used, ...] = ()
    pinned: bool = False
    folder: str = ""
    """The name of the folder that it is in; empty where it is in none."""
    created_at: str
    changed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message that a search has found."""

    chat: str
    message: int
    snippet: str
    """Words around what was found, on one line."""
