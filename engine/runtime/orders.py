"""What is to be drawn: some pictures side by side, and how."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.runtime.generation import Branches
from engine.runtime.sampling import Sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Some of `count` pictures: those that are drawn side by side, one for each seed."""

    branches: Branches
    sampling: Sampling
    seeds: Sequence[int]
    first: int
    """How many of the `count` were drawn before these."""
    count: int
    length: int
    """Codes of a picture."""
    preview: bool
