"""What the gallery tells about a picture, and what it is handed: values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL.Image import Image

from engine.concepts.concept import Fact

PERSON = "person"
MOST_STARS = 5


class Source(StrEnum):
    """Where a picture was drawn."""

    DRAW = "draw"
    CHAT = "chat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A concept as it was when a picture of it was drawn."""

    concept: str
    """Its id in the library, which stays when the name changes."""
    name: str
    kind: str
    version: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Mean cosines of EfficientNet-Lite0's features (not CLIP), each -1…1."""

    resemblance: float
    """Of the picture with the concept's photos."""
    ceiling: float | None
    """Of these photos with each other; None where there is but one."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NewPicture:
    """A finished picture to keep, with all that is needed to decode and to draw it again."""

    picture: Image
    codes: tuple[int, ...]
    prompt: str
    sampling: Mapping[str, Fact]
    """Guidance, temperature, seed, …: the fields of `engine.runtime.sampling.Sampling`."""
    checkpoint: str
    """Fingerprint of the base model."""
    subjects: tuple[Subject, ...] = ()
    source: Source = Source.DRAW
    wish: str = ""
    """What was asked for, where wildcards stood in it; `prompt` is what this picture took."""
    batch: str = ""
    """Shared by what was asked for at once."""
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the gallery. Its file has pixels only; all else is told here."""

    id: str
    path: Path
    width: int
    height: int
    created_at: str
    """UTC in ISO 8601."""
    source: Source
    batch: str
    prompt: str
    wish: str
    """What was asked for, where wildcards stood in it; else empty."""
    sampling: Mapping[str, Fact]
    checkpoint: str
    subjects: tuple[Subject, ...]
    likeness: Likeness | None
    favourite: bool
    rating: int
    """0…5 stars; 0 is not rated."""
    tags: tuple[str, ...]
    albums: tuple[str, ...]
    missing: bool
    """Whether its file was gone at the last look; it can be decoded again from its codes."""

    @property
    def asked(self) -> str:
        """What was asked for, in the words that were written."""
        return self.wish or self.prompt

    @property
    def seed(self) -> int:
        """The seed of this picture alone."""
        return int(self.sampling.get("seed", 0))

    @property
    def shows_person(self) -> bool:
        """Whether a concept of it is a person."""
        return any(subject.kind == PERSON for subject in self.subjects)


@dataclass(frozen=True, slots=True)
class Counted:
    """A tag, an album or a concept that pictures have, and how many have it."""

    name: str
    count: int
    id: str = ""
    """Of a concept; empty for what has its name alone."""
