"""A backend that sees colours, says yes to some, and draws what it is told: no model behind it."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine.concepts.concept import Concept
from engine.evaluation.examinee import Examinee, with_concept
from engine.runtime.backends.base import Head, Ids, Logits, Pixels, SoftPrompt
from engine.runtime.sampling import Choice, chosen
from engine.runtime.session import Session
from engine.tokens.tokenizer import Tokenizer

_LENGTH = 64


class ColourBackend:
    """Keeps the `Backend` protocol. A picture is 8 × 8 codes, each one of 64 colours.

    It answers yes to photos that show a code of `known`, and draws the pictures `drawn` in turn.
    """

    name = "colours"
    context = 1024

    def __init__(self, tokenizer: Tokenizer, known: set[int], drawn: Sequence[Ids] = ()) -> None:
        self._vocabulary, self._known, self._drawn = tokenizer.vocabulary, known, drawn
        self._yes, self._no = (
            [*tokenizer.encode([word], begin=False), tokenizer.vocabulary.end_turn]
            for word in ("Yes", "No")
        )
        self.rows: list[tuple[int, ...]] = []

    @property
    def lengths(self) -> list[int]:
        return [len(row) for row in self.rows]

    def load_soft_prompt(self, prompt: SoftPrompt | None) -> None: ...

    def close(self) -> None: ...

    def prefill(self, rows: Sequence[Sequence[int]], head: Head = "words", kept: int = 0) -> Logits:
        self.rows = [tuple(row) for row in rows]
        return self._logits(head)

    def choose(self, ids: Ids, choice: Choice, head: Head = "words") -> list[int]:
        return chosen(self.step(ids, head)[:, -1], choice)

    def step(self, ids: Ids, head: Head = "words") -> Logits:
        said = []
        for column in ids.T:
            self.rows = [(*row, int(new)) for row, new in zip(self.rows, column, strict=True)]
            said.append(self._logits(head))
        return np.stack(said, axis=1)

    def fork(self, n: int) -> None:
        self.rows = [row for row in self.rows for _ in range(n)]

    def rewind(self, lengths: Sequence[int]) -> None:
        self.rows = [row[:length] for row, length in zip(self.rows, lengths, strict=True)]

    def encode_image(self, pixels: Pixels) -> Ids:
        blocks = pixels.reshape(len(pixels), 3, 8, 2, 8, 2).mean(axis=(3, 5))
        levels = np.clip(((blocks + 1) * 2).astype(np.int64), 0, 3)
        codes: Ids = (levels * np.array([16, 4, 1])[:, None, None]).sum(axis=1)
        return codes.reshape(len(pixels), _LENGTH)

    def decode_image(self, codes: Ids) -> Pixels:
        levels = np.stack([codes // 16, codes // 4 % 4, codes % 4], axis=1)
        grid = (levels.astype(np.float32) / 1.5 - 1).reshape(-1, 3, 8, 8)
        return grid.repeat(2, axis=2).repeat(2, axis=3)

    def _logits(self, head: Head) -> Logits:
        logits = np.full((len(self.rows), self._vocabulary.size), -10, np.float32)
        for place, row in enumerate(self.rows):
            logits[place, self._next(row, place)] = 10
        return logits[:, self._vocabulary.image_ids] if head == "images" else logits

    def _next(self, row: tuple[int, ...], place: int) -> int:
        begin, end = self._vocabulary.begin_image, self._vocabulary.end_image
        if begin in row and end not in row:
            drawn = self._drawn[place % len(self._drawn)]
            return self._vocabulary.image_ids[int(drawn[len(row) - row.index(begin) - 1])]
        turn = len(row) - 1 - row[::-1].index(self._vocabulary.end_turn)
        said = [i for i in row[turn + 1 :] if i not in self._vocabulary.reserved]
        known = {self._vocabulary.image_ids[code] for code in self._known} & set(row)
        return (self._yes if known else self._no)[len(said)]


def flat(code: int) -> Image.Image:
    """A photo of one colour, which `ColourBackend` encodes as this code everywhere."""
    levels = np.array([code // 16, code // 4 % 4, code % 4]) * 64 + 32
    return Image.new("RGB", (16, 16), tuple(int(level) for level in levels))


@pytest.fixture(scope="session")
def colour() -> Callable[[int], Image.Image]:
    """`colour(code)`: a photo of that one colour."""
    return flat


@pytest.fixture
def seeing(tiny_tokenizer: Tokenizer) -> Callable[..., Session]:
    """`seeing(known, drawn)`: a session with Bo over a `ColourBackend`."""

    def make(known: set[int], drawn: Sequence[Ids] = ()) -> Session:
        rows = np.ones((5, 8), np.float32)
        bo = Concept(
            name="Bo",
            kind="pet",
            base_model="colours",
            layout="self-prompting",
            latent_tokens=2,
            prompt_version=1,
            embeddings=rows,
            head=rows,
        )
        return Session(ColourBackend(tiny_tokenizer, known, drawn), tiny_tokenizer, [bo])

    return make


@pytest.fixture
def examined(seeing: Callable[..., Session]) -> Callable[..., Examinee]:
    """`examined(known, drawn)`: the same, to be asked many things at once."""

    def make(known: set[int], drawn: Sequence[Ids] = ()) -> Examinee:
        session = seeing(known, drawn)
        return with_concept(session.backend, session.tokenizer, *session.concepts)

    return make


@pytest.fixture(scope="session")
def finish() -> Callable[[Any], tuple[list[Any], Any]]:
    """`finish(job)` → its events and its result."""

    def run(job: Any) -> tuple[list[Any], Any]:
        events = []
        while True:
            try:
                events.append(next(job))
            except StopIteration as done:
                return events, done.value

    return run
