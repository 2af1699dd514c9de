"""What the gate of quantized weights found, and what it asks for. Values only."""

from dataclasses import asdict, dataclass

from engine.errors import SetupError
from export.comparison import Distance

BARS = {"words": 0.02, "images": 0.05}
"""Nats a token at most, on average: words as they are, image codes after the sampling filters."""
WORSE = 0.02
"""Of the mean similarity of drawings at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One comparison: of words or images, without rows or with some."""

    kind: str
    rows: str
    """`none`, or whose rows and on which weights they were learned."""
    distance: Distance

    @property
    def passed(self) -> bool:
        """Whether the mean divergence is within its bar; one that is no number is not."""
        return self.distance.kl <= BARS[self.kind]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Mean similarity to photos of the same drawings by both sides, and its uncertainty."""

    candidate: float
    reference: float
    error: float
    """Standard error of the difference, drawing by drawing."""
    pictures: int

    @property
    def passed(self) -> bool:
        """Whether the candidate's are not clearly further from the photos."""
        return self.candidate >= self.reference - WORSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate found for one backend. `passing` names a precision, where this one failed."""

    backend: str
    cells: tuple[Cell, ...]
    drawn: Drawn | None = None
    """None where nothing was drawn."""
    passing: str = ""
    accepted: bool = False
    """A person keeps it although it failed."""

    @property
    def problems(self) -> list[str]:
        """What is out of bounds, each in a few words; empty where it passed."""
        found = [
            f"{one.kind} (rows: {one.rows}) diverge by {one.distance.kl:.3f} nats,"
            f" more than {BARS[one.kind]}"
            for one in self.cells
            if not one.passed
        ]
        if self.drawn and not self.drawn.passed:
            found.append(
                f"drawings are like their photos to {self.drawn.candidate:.3f},"
                f" not {self.drawn.reference:.3f}"
            )
        return found

    @property
    def passed(self) -> bool:
        """Whether everything is within its bars."""
        return not self.problems

    @property
    def record(self) -> dict[str, object]:
        """Everything, as a manifest keeps it."""
        return asdict(self) | {"passed": self.passed, "problems": self.problems}


def enforce(verdict: Verdict) -> None:
    """SetupError where the gate refuses: it failed, and nobody accepted that."""
    if verdict.passed or verdict.accepted:
        return
    instead = f"--precision {verdict.passing}, which passes here"
    raise SetupError(
        f"{verdict.backend} is too far from the checkpoint: {'; '.join(verdict.problems)}.",
        remedy=f"Compile with {instead if verdict.passing else 'a higher --precision'}, "
        "or keep this one with --accept.",
    )
