"""The protocol of every backend: ids in, logits out; pixels in, image codes out, and back.

Nothing of prompts, words or Qt. Batched from birth: a row of the batch is one sequence; rows may
differ in length, and each may use another concept's ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.runtime.sampling import Choice

Ids: TypeAlias = NDArray[np.int64]
Logits: TypeAlias = NDArray[np.float32]
Pixels: TypeAlias = NDArray[np.float32]
Head: TypeAlias = Literal["words", "images"]
"""What the next id is asked of: the whole vocabulary (V), or image codes alone, in code order."""


@dataclass(frozen=True, slots=True, eq=False)
class SoftPrompt:
    """Rows of one or several concepts, one below the other, for ids `first`…`first`+R-1.

    embeddings and head: (R, H) float32.
    """

    first: int
    embeddings: NDArray[np.float32]
    head: NDArray[np.float32]
    prefix: NDArray[np.float32] | None = None
    """Of a deep concept, (layers, 2, KV, P, D): keys and values that a row with one of the ids has
    behind its first id, in a compiled model too. All that follows stands P positions further."""


class Backend(Protocol):
    """The frozen model, ready to run. PyTorch, ONNX Runtime and TensorRT each offer one."""

    @property
    def name(self) -> str:
        """For people: which backend, device and precision, e.g. `PyTorch on CPU, fp32`."""
        ...

    @property
    def context(self) -> int:
        """How many positions a row can hold, those of a prefix among them."""
        ...

    @property
    def lengths(self) -> list[int]:
        """How many ids each row has read so far."""
        ...

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        ...

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        """Forget everything, read each row's ids, return the logits after its last.

        (B, V) for `words`, (B, codes) for `images`. A single row may begin with ids that it has
        read already: its first `kept` stay as they are and only the rest is read.
        """
        ...

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more and return the logits after each: (B, S, V) or (B, S, codes)."""
        ...

    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        """Read ids (B, 1) more, and choose the next as `sampling.chosen` does from their logits.

        It is done where the logits lie: on a GPU only what is chosen comes back.
        """
        ...

    def fork(self, n: int) -> None:
        """Make each row n adjacent rows that share what was read."""
        ...

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        ...

    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²)."""
        ...

    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        ...

    def close(self) -> None:
        """Give memory back; the backend is not used again."""
        ...
