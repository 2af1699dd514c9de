"""What is to be measured, as plain, picklable values."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.errors import InputError
from engine.paths import RESOURCES

EXAMS = RESOURCES / "suite" / "exams"
"""The benchmarks of mini's own world, in the official forms."""


class Kind(StrEnum):
    """What can be measured."""

    RECOGNITION = "recognition"
    SIMILARITY = "similarity"
    FACES = "faces"
    VQA = "vqa"
    ABILITIES = "abilities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Photos that are left out are taken from the library and the pool."""

    name: str | None = None
    """The concept; None measures the base model, of which only abilities can be told."""
    kinds: tuple[Kind, ...] = tuple(Kind)
    positives: Path | None = None
    """A folder with new photos of the concept. Else: what was held out when it was learned."""
    negatives: Path | None = None
    """A folder with photos of other things. Else: pictures of the pool."""
    hard: Path | None = None
    """A folder with other individuals of the same noun. Else: the pool's most alike."""
    questions: Path | None = None
    """A file with questions of two choices."""
    data: Path = EXAMS
    """A folder with benchmarks."""
    photos: Path | None = None
    """Where the benchmarks' photos lie, if not beside them."""
    clip: Path | None = None
    """A folder with a CLIP model."""
    noun: str | None = None
    """What the concept is one of, such as `dog`: to find out whether the word became it."""
    protocol: str = "ours"
    drawings: int | None = None
    """None: as many as the protocol has."""
    limit: int | None = None
    """Questions of each benchmark; None: all."""
    seed: int = 0

    def __post_init__(self) -> None:
        """InputError where a value makes no sense."""
        if self.name is None and set(self.kinds) - {Kind.ABILITIES}:
            raise InputError(
                "Without a concept only abilities can be measured.", remedy="Name a concept."
            )
        if (self.drawings is not None and self.drawings < 1) or (
            self.limit is not None and self.limit < 1
        ):
            raise InputError("There must be something to measure.", remedy="Choose 1 or more.")
