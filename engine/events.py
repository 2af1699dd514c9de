"""What long work says while it runs. Every event is small, frozen and picklable.

A job is a generator: advance it to work, stop advancing to pause, close it to cancel.
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.concepts.concept import Concept
    from engine.vision.findings import PhotoReport

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of work are finished; `note` names the phase in words."""

    done: int
    total: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """A named number at a step: a loss, a score."""

    name: str
    value: float
    step: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Good enough to keep: what a cancelled learning leaves behind."""

    concept: "Concept"
    epoch: int


@dataclass(frozen=True, slots=True)
class Said:
    """The next piece of a streamed answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture as far as it is drawn: the `index`-th of a batch, `done` in 0…1."""

    index: int
    picture: "Image"
    done: float


@dataclass(frozen=True, slots=True)
class Sampled:
    """What a snapshot draws: always from the same words and seed, so that they can be compared."""

    epoch: int
    index: int
    picture: "Image"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The `index`-th picture of a job is finished and kept in the gallery under this id."""

    index: int
    picture: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A photo was looked at: what is known about it now."""

    report: "PhotoReport"


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something worth a person's attention that does not stop the work: one sentence."""

    text: str


Event: TypeAlias = (
    Progress | Measured | Snapshot | Said | Preview | Sampled | Drawn | Looked | Noticed
)
Job: TypeAlias = Generator[Event, None, T]


def finish(job: Job[T]) -> T:
    """The result of a job, its events unseen."""
    while True:
        try:
            next(job)
        except StopIteration as done:
            result: T = done.value
            return result
