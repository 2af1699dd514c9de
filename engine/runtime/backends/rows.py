"""How long rows are and how they stand beside each other: the same for every backend."""

from collections.abc import Sequence

import numpy as np

from engine.errors import InputError
from engine.runtime.backends.base import Ids


def padded(rows: Sequence[Sequence[int]], kept: int = 0) -> tuple[Ids, list[int]]:
    """Ids (B, longest) with 0 behind each row's end, and how many ids each row has.

    Without the first `kept` of a row; ValueError where nothing is left, or several rows keep some.
    """
    lengths = [len(row) - kept for row in rows]
    if min(lengths) < 1 or (kept and len(rows) > 1):
        raise ValueError(f"rows of {[len(row) for row in rows]} ids cannot keep {kept}")
    ids = np.zeros((len(rows), max(lengths)), np.int64)
    for here, row in enumerate(rows):
        ids[here, : lengths[here]] = row[kept:]
    return ids, lengths


def check_room(used: int, context: int) -> None:
    """InputError where a row would be longer than the model can read."""
    if used > context:
        raise InputError(
            f"That is {used} tokens; the model reads at most {context}.",
            remedy="Write less, or start a new conversation.",
        )


def rewound(read: Sequence[int], lengths: Sequence[int]) -> list[int]:
    """`lengths`, where rows that have read so many ids can go back to them."""
    pairs = zip(lengths, read, strict=True)
    if any(not 0 < wanted <= there for wanted, there in pairs):
        raise ValueError(f"rows of {list(read)} ids cannot be rewound to {list(lengths)}")
    return list(lengths)
