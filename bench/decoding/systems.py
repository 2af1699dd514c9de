"""What is measured: anything that reads ids and gives logits, one step for every row at a time."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ids: TypeAlias = NDArray[np.int64]
Logits: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What one step reads besides keys and values: bytes of the layers and the head."""

    precision: str
    """`fp32`, `int8` or `int4`: rows of the same precision are compared."""
    bytes: int
    numbers: int
    key_value_bytes: int
    """Of one position of one row, over all layers."""

    @property
    def bits(self) -> float:
        """Bits of a weight, scales counted."""
        return 8 * self.bytes / self.numbers

    def step_bytes(self, batch: int, context: int) -> int:
        """All that a step reads at least."""
        return self.bytes + batch * context * self.key_value_bytes


class System(Protocol):
    """One way to run the decoder. `begin`, then `step` and `rewind`, then `end`; `close` last."""

    @property
    def name(self) -> str:
        """`llama.cpp q4_0`."""
        ...

    @property
    def weights(self) -> Weights:
        """What a step reads."""
        ...

    def begin(self, ids: Ids, batch: int, room: int) -> Logits:
        """Read `ids` (S,) and make `batch` rows of it, with room for `room` more each.

        Returns the logits after the last id (V,).
        """
        ...

    def step(self, ids: Ids) -> Logits:
        """Read one id for each row (B,) and return the logits (B, V)."""
        ...

    def rewind(self) -> None:
        """Forget what was read since `begin`."""
        ...

    def end(self) -> None:
        """Forget everything."""
        ...

    def close(self) -> None:
        """Give memory back."""
        ...
