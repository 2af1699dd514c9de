"""What a pool is made of, as plain values."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.paths import home


class SourceKind(StrEnum):
    """Where pictures come from; a concept's facts name it."""

    BUNDLED = "bundled"
    """The pictures that ship with the product."""
    FOLDER = "own photos"
    """A folder of the person, read where it lies. It may well show the concept itself."""
    PACK = "pack"
    """A collection that somebody made to be a pool."""
    DRAWN = "drawn"
    """Pictures that the base model drew."""


def picture_key(path: Path, source: SourceKind) -> str:
    """What a picture is called for ever, wherever the product or the private folder lies."""
    own = home()
    if source is SourceKind.BUNDLED:
        path = Path(path.name)
    elif path.is_relative_to(own):
        path = path.relative_to(own)
    return f"{source.value}/{path.as_posix()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A folder of the pool."""

    id: int
    kind: SourceKind
    title: str
    folder: Path
    added_at: str
    pictures: int = 0
    """That can be searched."""
    skipped: int = 0
    """That could not be read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was looked at; another size or time means another picture."""

    path: str
    """Within its source's folder, with `/`."""
    size: int
    time: int
    """Of its last change, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The vectors of one source by one embedder."""

    source: int
    embedder: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """A picture of a source, and its cosine to what was asked for."""

    path: Path
    similarity: float
    kind: SourceKind
