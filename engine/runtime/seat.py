"""One session's own view of a backend that several jobs share, so that a paused one goes on right.

A backend holds one reading at a time. A seat remembers the ids of its reading; where another seat
used the backend meanwhile, they are read again before the next step.

What a row begins with is not read again where the backend has just read it: a chat's next turn, in
a session of its own, costs its new ids alone, and so does a second question about one photo. All of
it is kept in memory only (biometric data at rest otherwise), as long as the backend is.
"""

import hashlib
import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np

from engine.runtime.backends.base import Backend, Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.backends.rows import prefix_positions
from engine.runtime.sampling import Choice

WORTH_KEEPING = 16
"""Ids; fewer are read again, as fast as they are found again."""
PHOTOS = 64
"""Whose codes are remembered: those of the chats that are open."""


@dataclass(slots=True, eq=False)
class _Held:
    """What a shared backend holds, whoever used it last."""

    seat: "weakref.ref[Seat] | None" = None
    prompt: SoftPrompt | None = None
    rows: list[list[int]] = field(default_factory=list)
    """What was read with `prompt`; none while it is not certain."""
    photos: "OrderedDict[bytes, Ids]" = field(default_factory=OrderedDict)
    """Codes by the digest of the pixels, the latest last."""


class Seat:
    """A Backend over a shared one. Reading again gives the same logits, up to rounding."""

    def __init__(self, backend: Backend) -> None:
        """Nothing is read yet. A seat of a seat stands beside it."""
        self._shared: Backend = backend._shared if isinstance(backend, Seat) else backend
        self._held = _HELD.setdefault(self._shared, _Held())
        self._prompt: SoftPrompt | None = None
        self._read_with: SoftPrompt | None = None
        self._rows: list[list[int]] = []
        self._head: Head = "words"

    @property
    def name(self) -> str:
        """The shared backend's."""
        return self._shared.name

    @property
    def context(self) -> int:
        """How many ids a row of this reading can hold."""
        return self._shared.context - prefix_positions(self._prompt)

    @property
    def lengths(self) -> list[int]:
        """How many ids each row of this reading has."""
        return [len(row) for row in self._rows]

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None:
        """Read the concepts' ids from these rows until the next call; None: the base model."""
        self._prompt = prompt
        if self._sits:
            self._shared.load_soft_prompt(prompt)

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        """Forget this reading and begin another; see Backend. What `kept` may be is found here.

        Pictures are always read anew, so that each can be drawn again to the last bit.
        """
        known = self._known(rows[0]) if len(rows) == 1 and head == "words" else 0
        self._take()
        self._held.rows = []
        if known:
            self._shared.rewind([known])
        logits = self._shared.prefill(rows, head, known)
        self._rows, self._head = [list(row) for row in rows], head
        self._read_with = self._prompt
        self._settle()
        return logits

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        """Read ids (B, S) more; see Backend."""
        self._read_again()
        logits = self._shared.step(ids, head)
        self._has_read(ids, head)
        return logits

    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        """Read ids (B, 1) more, and choose the next; see Backend."""
        self._read_again()
        chosen = self._shared.choose(ids, choice, head)
        self._has_read(ids, head)
        return chosen

    def fork(self, n: int) -> None:
        """Make each row n adjacent rows."""
        self._read_again()
        self._shared.fork(n)
        self._rows = [list(row) for row in self._rows for _ in range(n)]
        self._settle()

    def rewind(self, lengths: Sequence[int]) -> None:
        """Forget what each row read beyond these lengths."""
        self._read_again()
        self._shared.rewind(lengths)
        self._rows = [row[:length] for row, length in zip(self._rows, lengths, strict=True)]
        self._settle()

    def encode_image(self, pixels: Pixels) -> Ids:
        """Pixels (B, 3, S, S) in [-1, 1] → codes (B, grid²); of one photo only the first time."""
        if len(pixels) > 1:
            return self._shared.encode_image(pixels)
        photos, digest = self._held.photos, hashlib.sha256(pixels.tobytes()).digest()
        if digest not in photos:
            photos[digest] = self._shared.encode_image(pixels)
        photos.move_to_end(digest)
        while len(photos) > PHOTOS:
            photos.popitem(last=False)
        return photos[digest].copy()

    def decode_image(self, codes: Ids) -> Pixels:
        """Codes (B, grid²) → pixels (B, 3, S, S) in [-1, 1]."""
        return self._shared.decode_image(codes)

    def close(self) -> None:
        """Close the shared backend, for every seat."""
        self._shared.close()

    @property
    def _sits(self) -> bool:
        last = self._held.seat
        return last is not None and last() is self

    def _take(self) -> None:
        """Use the backend with this seat's rows of concepts from now on."""
        if not self._sits:
            self._held.seat, self._held.rows = weakref.ref(self), []
            self._shared.load_soft_prompt(self._prompt)

    def _read_again(self) -> None:
        """Have the backend know what this seat has read, where another one used it since.

        Until `_settle`, nobody counts on what it holds: a call that fails may leave anything.
        """
        if not self._sits:
            self._take()
            self._shared.prefill(self._rows, self._head)
            self._read_with = self._prompt
        self._held.rows = []

    def _has_read(self, ids: Ids, head: Head) -> None:
        for row, more in zip(self._rows, ids.tolist(), strict=True):
            row.extend(more)
        self._head = head
        self._settle()

    def _settle(self) -> None:
        """The backend holds this seat's rows, all read with the same concepts."""
        if self._read_with is self._prompt:
            self._held.rows, self._held.prompt = self._rows, self._prompt

    def _known(self, row: Sequence[int]) -> int:
        """How many ids at the start of `row` the backend holds already; never all of them."""
        held = self._held
        if len(held.rows) != 1 or not _alike(held.prompt, self._prompt):
            return 0
        before, wanted = (np.array(ids) for ids in (held.rows[0], row[:-1]))
        common = min(len(before), len(wanted))
        other = np.flatnonzero(before[:common] != wanted[:common])
        known = int(other[0]) if len(other) else common
        return known if known >= WORTH_KEEPING else 0


def _alike(one: SoftPrompt | None, other: SoftPrompt | None) -> bool:
    """Whether both read every id alike."""
    if one is None or other is None:
        return one is other
    names = [each.name for each in fields(SoftPrompt)]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


_HELD: "weakref.WeakKeyDictionary[Backend, _Held]" = weakref.WeakKeyDictionary()
"""Of each backend; weak, so that none is kept from going."""
