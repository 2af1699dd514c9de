"""What one run of ONNX Runtime's decoder reads: ids of some rows, or one id of every row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.runtime.backends.base import Head, Ids, Logits
from engine.runtime.backends.ort_sessions import enough_memory


@dataclass(frozen=True, slots=True)
class Pass:
    """What the decoder reads at once: ids (B, S) of the rows from `row` on."""

    ids: Ids
    before: Ids | int
    """How many ids each row has read (B,)."""
    new: Ids
    """How many of each row's ids are not padding (B,)."""
    wanted: Ids
    """Positions within `ids` whose logits are asked for (B, n)."""
    row: int = 0

    @classmethod
    def following(cls, ids: Ids, before: Ids, row: int = 0) -> "Pass":
        """A pass of ids (B, S) without padding, of all of which the logits are asked for."""
        rows, count = ids.shape
        new = np.full(rows, count, np.int64)
        wanted = np.tile(np.arange(count), (rows, 1))
        return cls(np.ascontiguousarray(ids, np.int64), before, new, wanted, row)


@dataclass(frozen=True, slots=True)
class Bound:
    """A session and what it reads and writes."""

    session: Any
    binding: Any

    def run(self) -> None:
        """Once; SetupError where memory is full."""
        with enough_memory():
            self.session.run_with_iobinding(self.binding)

    def reads(self, name: str, array: NDArray[Any]) -> None:
        """From the computer's memory, at the address it has now."""
        place = ("cpu", 0, array.dtype.type, list(array.shape), array.ctypes.data)
        self.binding.bind_input(name, *place)

    def writes(self, name: str, array: NDArray[Any]) -> None:
        """To that memory."""
        place = ("cpu", 0, array.dtype.type, list(array.shape), array.ctypes.data)
        self.binding.bind_output(name, *place)


class OneId:
    """A step of one id a row on the CPU: everything is bound once, and stays where it is.

    To bind anew at each step and to ask for all outputs took some 5 % of a step of 223 M parameters
    in int4 (CPU time of one thread).
    """

    def __init__(self, decoder: Bound, rows: int, hidden: int) -> None:
        """`decoder` has its buffers and concepts bound already."""
        self._decoder, self._heads = decoder, dict[Head, tuple[Bound, Logits]]()
        self._ids, self._wanted = np.zeros((2, rows, 1), np.int64)
        self._lengths, self._total = np.zeros(rows, np.int32), np.zeros((), np.int32)
        self._hidden = np.zeros((rows, 1, hidden), np.float32)
        decoder.reads("input_ids", self._ids)
        decoder.reads("wanted", self._wanted)
        decoder.reads("seqlens_k", self._lengths)
        decoder.reads("total_sequence_length", self._total)
        decoder.writes("hidden", self._hidden)

    def has(self, head: Head) -> bool:
        """Whether its logits can be asked for."""
        return head in self._heads

    def add(self, head: Head, bound: Bound, columns: int) -> None:
        """Bind a head, whose concepts are bound already, to the hidden states."""
        logits = np.zeros((len(self._ids), 1, columns), np.float32)
        bound.reads("hidden", self._hidden)
        bound.writes("logits", logits)
        self._heads[head] = bound, logits

    def read(self, ids: Ids, places: Sequence[int], head: Head) -> Logits:
        """Logits (B, 1, columns) after ids (B, 1), for rows that go on at `places`."""
        bound, logits = self._heads[head]
        self._ids[:] = ids
        self._lengths[:] = places  # what the kernel wants is the length with this id, less one
        self._total[...] = max(places) + 1
        self._decoder.run()
        bound.run()
        return logits.copy()
