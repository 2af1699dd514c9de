"""How long rows are and how they stand beside each other: the same for every backend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from engine.errors import InputError
from engine.runtime.backends.base import Ids, SoftPrompt


def padded(rows: Sequence[Sequence[int]], kept: int = 0) -> tuple[Ids, list[int]]:
    """Ids (B, longest) with 0 behind each row's end, and how many ids each row has.

    Without the first `kept` of a row; ValueError where nothing is left, or several rows keep some.
    """
    lengths = [len(row) - kept for row in rows]
    if min(lengths) < 1 or (kept and len(rows) > 1):
        raise ValueError(f"{len(rows)} rows of {lengths} ids behind {kept} are not to be read")
    ids = np.zeros((len(rows), max(lengths)), np.int64)
    for here, row in enumerate(rows):
        ids[here, : lengths[here]] = row[kept:]
    return ids, lengths


def check_rows(rows: int, most: int) -> None:
    """InputError where a model was compiled for fewer rows at once."""
    if rows > most:
        raise InputError(
            f"That is {rows} rows at once; the model was compiled for {most}.",
            remedy="Draw fewer pictures at once, or compile with a larger --max-batch.",
        )


def check_room(used: int, context: int) -> None:
    """InputError where a row would be longer than the model can read."""
    if used > context:
        raise InputError(
            f"That is {used} tokens; the model reads at most {context}.",
            remedy="Write less, or start a new conversation.",
        )


def prefix_positions(prompt: SoftPrompt | None) -> int:
    """P of a deep concept; 0 where there is none."""
    return 0 if prompt is None or prompt.prefix is None else int(prompt.prefix.shape[3])


@dataclass(frozen=True, slots=True)
class Standing:
    """How far rows have come, and where that is."""

    ids: tuple[int, ...] = ()
    """How many ids each row has read."""
    shifts: tuple[int, ...] = ()
    """How many positions a prefix takes in each row, behind the first of them."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], prompt: SoftPrompt | None) -> "Standing":
        """Rows before their first id. Those that read one of the prompt's ids have its prefix.

        So branches of guidance that know nothing of the concept, and questions to the base model,
        are read as if there were none.
        """
        positions, own = prefix_positions(prompt), range(0)
        if prompt is not None and positions:
            own = range(prompt.first, prompt.first + len(prompt.embeddings))
        deep = (bool(own) and any(one in own for one in row) for row in rows)
        return cls((0,) * len(rows), tuple(positions * here for here in deep))

    @property
    def places(self) -> list[int]:
        """The position at which each row goes on."""
        pairs = zip(self.ids, self.shifts, strict=True)
        return [read + shift * (read > 0) for read, shift in pairs]

    @property
    def deep(self) -> list[int]:
        """The rows that have a prefix."""
        return [row for row, shift in enumerate(self.shifts) if shift]

    def pieces(self, count: int, length: int) -> Iterator[tuple[int, int]]:
        """Begin and end of pieces of `count` ids; a first id before a prefix is one by itself."""
        alone = 1 if self.deep and not any(self.ids) else 0
        return pairwise([*range(alone), *range(alone, count, length), count])

    def keeping(self, kept: int, before: "Standing") -> "Standing":
        """After the first `kept` ids, where these were read `before` with the same prefix."""
        return self.after(kept) if self.shifts == before.shifts else self

    def after(self, *new: int) -> "Standing":
        """After so many ids more, of each row or of all alike."""
        more = new * len(self.ids) if len(new) == 1 else new
        return replace(self, ids=tuple(map(sum, zip(self.ids, more, strict=True))))

    def forked(self, n: int) -> "Standing":
        """Each row n times."""
        ids, shifts = (tuple(v for v in of for _ in range(n)) for of in (self.ids, self.shifts))
        return Standing(ids, shifts)

    def rewound(self, lengths: Sequence[int]) -> "Standing":
        """Back where rows had read so many ids. ValueError where they never had, or none."""
        pairs = zip(lengths, self.ids, strict=True)
        if any(not 0 < wanted <= there for wanted, there in pairs):
            raise ValueError(f"rows of {list(self.ids)} ids cannot be rewound to {list(lengths)}")
        return replace(self, ids=tuple(lengths))
