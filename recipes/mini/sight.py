"""What the decoder is told of every picture that it reads: what stands where, and how it looks.

Questions ask about one picture in a hundred and fifty ids, and only of what they ask; a picture's
codes alone tell its noun to a small network in 99 of 100 cases, and its colour, where it is plain.
So, in training only, linear heads read the state at each end of image, two layers before the last,
and must name all of it: what an answer then looks up is there.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from recipes.mini.looks import PATTERN_SHARES
from recipes.mini.questions import Lexicon
from recipes.mini.scenes import Scene, Shown

SEEN_BY = 3  # from the end of the hidden states: what the last two layers begin with
SIGHT = 10.0  # loss weight of each fact, where an id of a drawn picture weighs 1
PLACES = 3  # where things stand: alone, left, right
NONE = -100  # a fact that there is not; what cross entropy ignores
PATTERNS = tuple(name for name, _ in PATTERN_SHARES)


def kinds(world: Lexicon) -> tuple[Sequence[str], ...]:
    """The names of each kind of fact about one thing: noun, main colour, second colour, pattern."""
    return world.nouns, world.colours, world.colours, PATTERNS


def facts(scene: Scene, world: Lexicon) -> tuple[int, ...]:
    """PLACES × kinds indices of what a scene shows; NONE where nothing stands."""
    first = 0 if len(scene.objects) == 1 else 1
    known: list[tuple[int, ...]] = [(NONE,) * len(kinds(world))] * PLACES
    for place, shown in enumerate(scene.objects, start=first):
        known[place] = _facts_of(shown, world)
    return tuple(fact for each in known for fact in each)


class Sight(nn.Module):
    """A linear head for every fact; states differ in size by far, so they are normalized first."""

    def __init__(self, width: int, world: Lexicon) -> None:
        super().__init__()
        sizes = [len(names) for _ in range(PLACES) for names in kinds(world)]
        self._sizes = sizes
        self.heads = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, sum(sizes)))

    def forward(self, states: Tensor, wanted: Tensor) -> Tensor:
        """States (P, width) at ends of image, their facts (P, F) → the sum of losses in nats."""
        guesses = self.heads(states).float().split(self._sizes, dim=1)
        losses = [
            functional.cross_entropy(guess, fact, ignore_index=NONE, reduction="sum")
            for guess, fact in zip(guesses, wanted.unbind(1), strict=True)
        ]
        return torch.stack(losses).sum()


def _facts_of(shown: Shown, world: Lexicon) -> tuple[int, ...]:
    one = shown.individual
    named = (one.noun, one.look.main, one.look.second, one.look.pattern)
    return tuple(
        names.index(name) if name in names else NONE
        for name, names in zip(named, kinds(world), strict=True)
    )
