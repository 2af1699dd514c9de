"""One measuring at work: who is examined, with which photos, and what was drawn so far."""

from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from PIL.Image import Image

from engine.concepts.concept import Concept
from engine.evaluation.examinee import Examinee
from engine.evaluation.protocol import Protocol
from engine.events import Job
from engine.learning.consent import PERSON
from engine.measuring.material import Material
from engine.measuring.wish import Wish
from engine.runtime.sampling import Sampling

Facts: TypeAlias = dict[str, Any]
"""Plain values by name, as they stand in the JSON."""
SHOWN = 16
"""Pictures of a strip at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Pictures under a title."""

    title: str
    pictures: tuple[Image, ...]
    person: bool = False
    """Whether they are drawings of a person."""


@dataclass(slots=True, eq=False, kw_only=True)
class Examination:
    """What the kinds share, and what they found so far."""

    wish: Wish
    way: Protocol
    concept: Concept | None
    examinee: Examinee
    base: Examinee
    photos: Material | None
    """None where only abilities are measured."""
    embedder: Any
    clip: Any
    drawn: list[Image] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)
    figure: str = ""

    @property
    def sampling(self) -> Sampling:
        """Of drawings."""
        return replace(self.way.sampling, seed=self.wish.seed)

    @property
    def name(self) -> str:
        """The concept's."""
        assert self.concept is not None
        return self.concept.name

    @property
    def material(self) -> Material:
        """The photos."""
        assert self.photos is not None
        return self.photos

    @property
    def count(self) -> int:
        """Drawings of a caption."""
        return self.wish.drawings or self.way.drawings

    def drawings(self) -> Job[list[Image]]:
        """“A photo of NAME.”, drawn once for all kinds."""
        if not self.drawn:
            caption = self.way.caption.format(name=self.name)
            self.drawn = yield from self.examinee.draw(caption, self.count, self.sampling)
            self.show("Drawings", self.drawn, drawn=True)
        return self.drawn

    def show(
        self, title: str, pictures: "list[Image] | tuple[Image, ...]", *, drawn: bool = False
    ) -> None:
        """Put pictures into the report; `drawn` with the concept active, or else photos."""
        person = drawn and self.concept is not None and self.concept.kind == PERSON
        self.strips.append(Strip(title, tuple(pictures[:SHOWN]), person))
