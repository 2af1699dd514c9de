"""What the library tells about a concept, and what it is handed: values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.concepts.concept import Fact


class Role(StrEnum):
    """What a photo was used for."""

    POSITIVE = "positive"
    HELD_OUT = "held_out"
    """Kept back: the best snapshot was chosen on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A concept in the library, as a list shows it. `id` stays when the name changes."""

    id: str
    name: str
    kind: str
    base_model: str
    """Fingerprint of the checkpoint that the current version was learned on."""
    created_at: str
    """UTC in ISO 8601, as all times here."""
    current_version: int
    current_snapshot: int = 0
    """The epoch whose snapshot was chosen of that version; 0: the suggested one, the best."""

    def chosen_epoch(self, version: int | None = None) -> int | None:
        """The epoch whose snapshot is used of a version, the current one by default.

        None: its best one. What was chosen of a version that is not current is not remembered.
        """
        current = version in (None, self.current_version)
        return (self.current_snapshot or None) if current else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One learning of a concept; numbers count from 1."""

    number: int
    base_model: str
    path: Path
    created_at: str
    facts: Mapping[str, Fact]
    scores: Mapping[str, float]
    notes: str = ""
    """What the person wrote down about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSnapshot:
    """A concept as it was after an epoch of a learning."""

    version: int
    epoch: int
    path: Path
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """The library's private copy of a photo. Its original name is not kept."""

    path: Path
    role: Role
    width: int
    height: int
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPhoto:
    """A photo to keep: PNG or JPEG bytes that the caller has already freed of metadata."""

    data: bytes
    width: int
    height: int
    role: Role = Role.POSITIVE

    @property
    def suffix(self) -> str:
        """`.png` or `.jpg`, as the first bytes say."""
        if self.data.startswith(b"\x89PNG\r\n\x1a\n"):
            return ".png"
        if self.data.startswith(b"\xff\xd8\xff"):
            return ".jpg"
        raise ValueError("a new photo is PNG or JPEG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went with a concept that was deleted."""

    name: str
    photos: tuple[Path, ...]
    """Where they lay; other modules may have made something of them."""
    versions: int
    snapshots: int
    bytes: int
    """Of all files of ours that went."""
