"""What a person does next: look for something, and act on it as soon as it is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Step:
    """`find` is asked again and again until it gives something; `act` is then done to it."""

    words: str
    find: Callable[[], Any]
    act: Callable[[Any], None] | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Do nothing at all for some seconds, then call `told`: nobody looks or measures meanwhile."""

    seconds: float
    told: Callable[[], None]
    words: str = "rest"


@dataclass(frozen=True, slots=True)
class Trip:
    """What a journey is given, and what it brings home."""

    photos: Path
    """A folder with four photos of Mila."""
    file: Path
    """Where the concept is exported to."""
    quick: bool = False
    """Whether it is only to be seen that it works."""
    figures: dict[str, list[float]] = field(default_factory=dict)
    """What the journey itself has measured, by name."""


Script: TypeAlias = Iterator[Step | Rest]
"""Resumed when its last step was done."""


def until(words: str, true: Callable[[], Any]) -> Step:
    """Wait for something."""
    return Step(words, true)
