"""Drawings with a snapshot that need not be in the library: to try it, or to compare two."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.concepts.concept import Concept
from engine.events import Job

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.runtime.session import Session


@dataclass(frozen=True, slots=True)
class Trial:
    """A `.concept` file of ours, and what is to be drawn with it."""

    file: Path
    caption: str
    seed: int = 0


def concept_of(trial: Trial) -> Concept:
    """The concept that is tried. Errors as in `Concept.load`."""
    return Concept.load(trial.file)


def draw(trial: Trial, session: "Session") -> Job["Image"]:
    """One picture by a session with this concept; yields previews."""
    from engine.runtime.sampling import IMAGE

    sampling = replace(IMAGE, seed=trial.seed)
    (drawing,) = yield from session.imagine(trial.caption, count=1, sampling=sampling)
    return drawing.picture
