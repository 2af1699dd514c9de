"""What is said about a photo before it is learned from: a light, the reason, and the fix."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from engine.vision.segmenter import Box


class Light(StrEnum):
    """How well a photo serves, from the best to the worst."""

    GREEN = "green"
    AMBER = "amber"
    """It can be used; another one would be better."""
    RED = "red"
    """Leave it out."""


class Flaw(StrEnum):
    """What may be wrong with a photo."""

    UNREADABLE = "unreadable"
    SMALL = "small"
    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    TWICE = "twice"
    NO_SUBJECT = "no subject"
    NO_FACE = "no face"
    SEVERAL_FACES = "several faces"
    OTHER_SUBJECT = "other subject"
    ONE_VIEW = "one view"
    ONE_SIDE = "one side"


WORDS: Mapping[Flaw, tuple[str, str]] = MappingProxyType(
    {
        Flaw.UNREADABLE: (
            "This file cannot be read as a photo.",
            "Copy it again from where it came, or leave it out.",
        ),
        Flaw.SMALL: (
            "The subject has few pixels.",
            "Choose a larger part of the photo, or a photo taken from closer by.",
        ),
        Flaw.BLURRED: ("The subject is blurred.", "Choose a sharper photo."),
        Flaw.DARK: ("The subject is very dark.", "Choose a photo with more light."),
        Flaw.BRIGHT: ("The subject is overexposed.", "Choose a photo with less light."),
        Flaw.TWICE: (
            "It is nearly the same as another photo.",
            "Leave one of the two out: another view teaches more.",
        ),
        Flaw.NO_SUBJECT: (
            "Nothing stands out in this photo.",
            "Choose the part with the subject, or another photo.",
        ),
        Flaw.NO_FACE: (
            "No face is seen.",
            "Choose a photo in which the face is seen.",
        ),
        Flaw.SEVERAL_FACES: (
            "Several faces are seen.",
            "Choose the part with the one face that is meant.",
        ),
        Flaw.OTHER_SUBJECT: (
            "It seems to show something else than the other photos.",
            "Leave it out if it does; keep it if it is only another view.",
        ),
        Flaw.ONE_VIEW: (
            "Like all the others, it shows nearly the same view.",
            "Add a photo from another side: it teaches more.",
        ),
        Flaw.ONE_SIDE: (
            "As in all the others, the face is seen from the same side.",
            "Add a photo with the head turned: it teaches more.",
        ),
    }
)
"""Reason and fix of each."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw of one photo."""

    flaw: Flaw
    light: Light
    other: Path | None = None
    """The photo that it is nearly the same as."""

    @property
    def reason(self) -> str:
        """One sentence on what was seen."""
        return WORDS[self.flaw][0]

    @property
    def fix(self) -> str:
        """One sentence on what to do."""
        return WORDS[self.flaw][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoReport:
    """All that is known about a photo; `findings` may grow when more photos are looked at."""

    path: Path
    width: int = 0
    height: int = 0
    """Pixels, upright; 0 where the file cannot be read."""
    crop: Box | None = None
    """The square that is suggested."""
    located: bool = False
    """The file says where it was taken; copies do not."""
    findings: tuple[Finding, ...] = ()

    @property
    def light(self) -> Light:
        """The worst of the findings; green where there is none."""
        order = list(Light)
        return max((one.light for one in self.findings), key=order.index, default=Light.GREEN)
