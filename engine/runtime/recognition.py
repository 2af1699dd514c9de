"""Yes or no, as probabilities: the first word of an answer, not a search for "no" in its text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.runtime.sampling import Scores, probabilities
from engine.tokens.tokenizer import Tokenizer

YES = ("Yes", " Yes", "yes", " yes", "YES")
NO = ("No", " No", "no", " no", "NO")


@dataclass(frozen=True, slots=True)
class Recognition:
    """How likely an answer opens with a yes and with a no, among all that chat may say."""

    yes: float
    no: float

    @property
    def recognised(self) -> bool:
        """Whether yes is likelier than no."""
        return self.yes > self.no


def first_ids(tokenizer: Tokenizer) -> tuple[frozenset[int], frozenset[int]]:
    """Ids that open a yes and ids that open a no; those that open both are left out.

    Spellings that are one id decide; where a tokenizer has none, the first ids of all do.
    """
    yes, no = (_opening(tokenizer, spellings) for spellings in (YES, NO))
    return yes - no, no - yes


def judged(scores: Scores, allowed: NDArray[np.int64], tokenizer: Tokenizer) -> list[Recognition]:
    """Scores of the `allowed` ids (B, n) after the answer's opening → one judgement a row."""
    likely = probabilities(scores)
    yes, no = (np.isin(allowed, list(ids)) for ids in first_ids(tokenizer))
    return [Recognition(float(row[yes].sum()), float(row[no].sum())) for row in likely]


def _opening(tokenizer: Tokenizer, spellings: tuple[str, ...]) -> frozenset[int]:
    encoded = [tokenizer.encode([word], begin=False) for word in spellings]
    whole = frozenset(ids[0] for ids in encoded if len(ids) == 1)
    return whole or frozenset(ids[0] for ids in encoded)
