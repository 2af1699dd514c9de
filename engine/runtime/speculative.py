"""Pictures drawn several codes at a step: codes are drafted ahead, and checked all at once.

A step reads the last known code and the drafts behind it. The first draft is checked against the
very scores it should have been drawn from; if it stands, so are the scores of the next one right,
and so on until one falls. All others become the drafts of the next step. What is drawn follows the
same distribution as one by one, after guidance, temperature, top-k and top-p. Three rules:

- `fixed-noise`: the noise of a position never changes, so a draw is a function of the codes before
  it; a draft stands where the draw from the right scores is the same code. The pictures are those
  of drawing one by one (predictive sampling by fixed-point iteration, arXiv 2002.09928).
- `sjd`: speculative Jacobi decoding (arXiv 2410.01699). A draft stands with probability
  min(1, p/q); a fallen one is drawn from max(p - q, 0); those behind it are drawn anew.
- `sjd-ac`: the adaptive continuation of SJD-PAC (arXiv 2603.18599, algorithm 1): those behind it
  are checked too, against scores that are stale, and most stay as they are.

Why continuing is exact: what happens before a position never depends on its own drafts. Given all
that happened before it, a check turns a draft of the last scores into one of the present scores
with new chances of its own; when all before it is known, these are the right scores. So every
check needs new chances; with old ones the pictures follow another distribution.
SJD-PAC's other half, a tree of drafts behind a fallen one, needs a mask that `Backend.step` does
not take: it is left out.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.runtime.backends.base import Backend, Ids, Logits
from engine.runtime.orders import Order
from engine.runtime.sampling import (
    CONTINUED,
    FIXED_NOISE,
    SJD,
    Scores,
    chances,
    drawable,
    guided,
    gumbel,
    probabilities,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code is drawn: `visit` counts the steps that looked at this picture before."""

    seed: int
    position: int
    visit: int


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A code and the scores (n,) that it was drawn from, as `drawable` leaves them."""

    code: int
    scores: Scores


class Rule(Protocol):
    """How codes are drawn and drafts are checked. `scores` (n,) are as `drawable` leaves them."""

    @property
    def continues(self) -> bool:
        """Whether drafts behind a fallen one are checked too; else they are drawn anew."""
        ...

    def drawn(self, place: Place, scores: Scores) -> int:
        """A new code."""
        ...

    def checked(self, place: Place, draft: Draft, scores: Scores) -> int:
        """The draft's code where it stands, another where it falls."""
        ...


@dataclass(frozen=True, slots=True)
class FixedNoise:
    """The noise of `pick`, whatever the visit."""

    continues: bool = True

    def drawn(self, place: Place, scores: Scores) -> int:
        """As `pick` draws."""
        return int((scores + gumbel(place.seed, place.position, len(scores))).argmax())

    def checked(self, place: Place, draft: Draft, scores: Scores) -> int:
        """What the same noise draws from these scores."""
        return self.drawn(place, scores)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Speculative sampling with new chances at each visit."""

    continues: bool

    def drawn(self, place: Place, scores: Scores) -> int:
        """By inversion of the distribution."""
        return _inverted(probabilities(scores), chances(place.seed, place.position, place.visit)[1])

    def checked(self, place: Place, draft: Draft, scores: Scores) -> int:
        """The draft with probability min(1, p/q), else a draw from max(p - q, 0)."""
        stand, other = chances(place.seed, place.position, place.visit)
        p, q = probabilities(scores), probabilities(draft.scores)
        if stand * q[draft.code] < p[draft.code]:
            return draft.code
        rest = np.maximum(p - q, 0)
        return _inverted(rest if rest.any() else p, other)


RULES: dict[str, Rule] = {
    FIXED_NOISE: FixedNoise(),
    SJD: Rejection(continues=False),
    CONTINUED: Rejection(continues=True),
}


@dataclass(slots=True)
class Sketch:
    """One picture while it is drawn: the codes that are known, and drafts of the next ones."""

    seed: int
    length: int
    ahead: int
    rule: Rule
    codes: list[int] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    visits: int = 0

    @property
    def spelled(self) -> list[int]:
        """Every code there is to read: the known ones, then the drafts."""
        return [*self.codes, *(draft.code for draft in self.drafts)]

    @property
    def finished(self) -> bool:
        """Whether every code is known."""
        return len(self.codes) == self.length

    def advance(self, scores: Scores) -> list[int]:
        """Check the drafts; return the codes that are known now and were not before.

        scores: (drafts + 1, n): after the last known code, and after each draft.
        """
        known: list[int] = []
        drafts: list[Draft] = []
        standing = True
        for here in range(min(len(scores), self.length - len(self.codes))):
            code = self._code(here, scores[here], standing)
            if standing:
                known.append(code)
            else:
                drafts.append(Draft(code, scores[here]))
            standing = standing and here < len(self.drafts) and code == self.drafts[here].code
        self.codes += known
        self.drafts = drafts
        self._look_further(scores[-1])
        self.visits += 1
        return known

    def _code(self, here: int, scores: Scores, standing: bool) -> int:
        place = Place(self.seed, len(self.codes) + here, self.visits)
        if here < len(self.drafts) and (standing or self.rule.continues):
            return self.rule.checked(place, self.drafts[here], scores)
        return self.rule.drawn(place, scores)

    def _look_further(self, scores: Scores) -> None:
        """Draft positions that have no scores yet from the last there are: neighbours are alike."""
        while len(self.drafts) < min(self.ahead, self.length - len(self.codes)):
            place = Place(self.seed, len(self.codes) + len(self.drafts), self.visits)
            self.drafts.append(Draft(self.rule.drawn(place, scores), scores))


def leaps(
    backend: Backend, order: Order, ids: Ids, rule: Rule | None = None
) -> Generator[list[list[int]], None, None]:
    """Yield the codes that became known in a step, a list for each picture, until all are whole.

    `ids` (codes,) are the ids of the image codes. The prompts are read once and forked. `rule` is
    that of the sampling by default. Closing the generator stops before the next step.
    """
    sampling, count = order.sampling, len(order.seeds)
    rule = rule or RULES[sampling.drafting]
    sketches = [Sketch(seed, order.length, sampling.ahead, rule) for seed in order.seeds]
    logits = backend.prefill(order.branches.prompts, "images")[:, None]
    scores = np.repeat(_drawable(logits, order), count, axis=0)
    if count > 1:
        backend.fork(count)
    begin = backend.lengths
    while True:
        yield [
            one.advance(scores[here, -1 - len(one.drafts) :]) for here, one in enumerate(sketches)
        ]
        if all(one.finished for one in sketches):
            return
        scores = _drawable(_step(backend, sketches, begin, ids), order)


def _step(backend: Backend, sketches: Sequence[Sketch], begin: Sequence[int], ids: Ids) -> Logits:
    """Read the last known code of each picture and its drafts: logits (branches · n, S, codes).

    Pictures with fewer drafts, at their end, read codes a second time, so that no row is longer
    than its picture.
    """
    width = 1 + max(len(one.drafts) for one in sketches)
    codes = np.array([one.spelled[-width:] for one in sketches], np.int64)
    kept = [len(one.spelled) - width for one in sketches]
    backend.rewind([start + kept[row % len(sketches)] for row, start in enumerate(begin)])
    return backend.step(np.tile(ids[codes], (len(begin) // len(sketches), 1)), "images")


def _drawable(logits: Logits, order: Order) -> Scores:
    """Logits (branches · n, S, codes) → scores (n, S, codes) whose softmax is drawn from."""
    scores = guided(logits, order.branches.weights)
    return drawable(scores.reshape(-1, scores.shape[-1]), order.sampling).reshape(scores.shape)


def _inverted(weights: NDArray[np.float64], chance: float) -> int:
    """Where the running sum of `weights` (n,) passes the share `chance` of the whole."""
    sums = np.cumsum(weights)
    return int(np.searchsorted(sums, chance * sums[-1], side="right"))
