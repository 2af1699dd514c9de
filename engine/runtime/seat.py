"""One session's own view of a backend that several jobs share, so that a paused one goes on right.

A backend holds one reading at a time. A seat remembers the ids of its reading; where another seat
used the backend meanwhile, they are read again before the next step.
"""

import weakref
from collections.abc import Sequence

from engine.runtime.backends.base import Backend, Head, Ids, Logits, Pixels, SoftPrompt


class Seat:
    """A Backend over a shared one. Reading again gives the same logits, up to rounding."""

    def __init__(self, backend: Backend) -> None:
        """Nothing is read yet. A seat of a seat stands beside it."""
        self._shared: Backend = backend._shared if isinstance(backend, Seat) else backend
        self._prompt: SoftPrompt | None = None
        self._rows: list[list[int]] = []
        self._head: Head = "words"

    @property
    def name(self) -> str:
        """The shared backend's."""
        return self._shared.name

    @property
    def context(self) -> int:
        """How many positions a row can hold."""
        return self._shared.context

    @property
    def lengths(self) -> list[int]:
        """How many ids each row of this reading has."""
        return [len(row) for row in self._rows]

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        self._prompt = prompt
        if self._sits:
            self._shared.load_soft_prompt(prompt)

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words") -> Logits:
        """Forget this reading and begin another; see Backend."""
        self._take()
        logits = self._shared.prefill(rows, head)
        self._rows, self._head = [list(row) for row in rows], head
        return logits

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more; see Backend."""
        self._read_again()
        logits = self._shared.step(ids, head)
        for row, more in zip(self._rows, ids.tolist(), strict=True):
            row.extend(more)
        self._head = head
        return logits

    def fork(self, n: int) -> None:
        """Make each row n adjacent rows."""
        self._read_again()
        self._shared.fork(n)
        self._rows = [list(row) for row in self._rows for _ in range(n)]

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        self._read_again()
        self._shared.rewind(lengths)
        self._rows = [row[:length] for row, length in zip(self._rows, lengths, strict=True)]

    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²)."""
        return self._shared.encode_image(pixels)

    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        return self._shared.decode_image(codes)

    def close(self) -> None:
        """Close the shared backend, for every seat."""
        self._shared.close()

    @property
    def _sits(self) -> bool:
        last = _LAST.get(self._shared)
        return last is not None and last() is self

    def _take(self) -> None:
        """Use the backend with this seat's rows of concepts from now on."""
        if not self._sits:
            _LAST[self._shared] = weakref.ref(self)
            self._shared.load_soft_prompt(self._prompt)

    def _read_again(self) -> None:
        """Have the backend know what this seat has read, where another one used it since."""
        if not self._sits:
            self._take()
            self._shared.prefill(self._rows, self._head)


_LAST: "weakref.WeakKeyDictionary[Backend, weakref.ref[Seat]]" = weakref.WeakKeyDictionary()
"""Which seat used each backend last; weak, so that neither is kept from going."""
