"""A checkpoint that is examined: asked and drawn with, many prompts at once, without any concept.

It uses the engine's backend, prompts and sampling, as every session does.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.runtime.backends.base import Backend
from engine.runtime.backends.opening import open_backend
from engine.runtime.sampling import IMAGE, Sampling, pick
from engine.tokens import prompts
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from recipes.mini.gate import Pictures

T = TypeVar("T")
Ids: TypeAlias = NDArray[np.int64]

ROWS = 16
"""Prompts read side by side; with guidance twice as many rows."""
LONGEST_ANSWER = 24


class Examinee:
    """A checkpoint that is asked and drawn with, many prompts at once, without any concept."""

    def __init__(self, backend: Backend, tokenizer: Tokenizer) -> None:
        self._backend, self._tokenizer = backend, tokenizer
        vocabulary = tokenizer.vocabulary
        self._stops = {vocabulary.end_turn, vocabulary.end_text}
        self._sayable = np.array(sorted({*vocabulary.text_ids, *self._stops}), np.int64)
        self._image_ids = np.array(vocabulary.image_ids, np.int64)

    @classmethod
    def open(cls, checkpoint: Path) -> "Examinee":
        """The checkpoint in a folder, on one core."""
        return cls(open_backend(checkpoint, device="cpu", threads=1), Tokenizer.open(checkpoint))

    def encode(self, photos: Pictures) -> list[Codes]:
        """The codes of pictures (N, S, S, 3)."""
        found: list[Codes] = []
        for some in _parts(range(len(photos))):
            levels = photos[list(some)].transpose(0, 3, 1, 2).astype(np.float32)
            codes = self._backend.encode_image(levels / np.float32(127.5) - np.float32(1))
            found += [Codes(tuple(int(code) for code in row)) for row in codes]
        return found

    def decode(self, codes: Sequence[Codes]) -> Pictures:
        """The pictures (N, S, S, 3) of codes."""
        parts = [
            self._backend.decode_image(np.array([one.values for one in some], np.int64))
            for some in _parts(codes)
        ]
        levels = np.rint((np.clip(np.concatenate(parts), -1, 1) + 1) * 127.5).astype(np.uint8)
        return np.ascontiguousarray(levels.transpose(0, 2, 3, 1))

    def draw(self, captions: Sequence[str], sampling: Sampling = IMAGE) -> list[Codes]:
        """One picture for each caption; the n-th is drawn with the seed n."""
        drawings: list[Codes] = []
        for some in _parts(captions):
            seeds = range(len(drawings), len(drawings) + len(some))
            drawings += self._draw(some, sampling, seeds)
        return drawings

    def answer(self, asked: Sequence[tuple[str, Codes]]) -> list[str]:
        """The likeliest answer to each question about a picture."""
        return [reply for some in _parts(asked) for reply in self._answer(some)]

    def _draw(
        self, captions: Sequence[str], sampling: Sampling, seeds: Sequence[int]
    ) -> list[Codes]:
        vocabulary, encode = self._tokenizer.vocabulary, self._tokenizer.encode
        opening = prompts.picture_opening([], vocabulary)
        asked = [
            encode([*prompts.picture_request([], [text], vocabulary), *opening])
            for text in captions
        ]
        nothing = encode(prompts.unconditional(vocabulary))
        logits = self._backend.prefill([*asked, *([nothing] * len(asked))], "images")
        chosen: list[list[int]] = []
        for position in range(self._tokenizer.image_length):
            with_words, without = np.split(logits, 2)
            scores = without + np.float32(sampling.guidance) * (with_words - without)
            chosen.append(pick(scores, sampling, seeds, position))
            ids = np.tile(self._image_ids[chosen[-1]], 2)[:, None]
            logits = self._backend.step(ids, "images")[:, -1]
        return [Codes(codes) for codes in zip(*chosen, strict=True)]

    def _answer(self, asked: Sequence[tuple[str, Codes]]) -> list[str]:
        scores = self._backend.prefill(self._spelled(asked))
        said: list[Ids] = []
        open_rows = np.ones(len(asked), bool)
        while open_rows.any() and len(said) < LONGEST_ANSWER:
            chosen = self._sayable[scores[:, self._sayable].argmax(1)]
            said.append(chosen)
            open_rows &= ~np.isin(chosen, list(self._stops))
            scores = self._backend.step(chosen[:, None])[:, -1]
        return [self._words(row) for row in np.stack(said, axis=1)]

    def _words(self, row: Ids) -> str:
        ends = np.flatnonzero(np.isin(row, list(self._stops)))
        kept = row[: ends[0]] if len(ends) else row
        return self._tokenizer.decode(int(one) for one in kept).strip()

    def _spelled(self, asked: Sequence[tuple[str, Codes]]) -> list[list[int]]:
        vocabulary, encode = self._tokenizer.vocabulary, self._tokenizer.encode
        return [encode(prompts.question([], [text], photo, vocabulary)) for text, photo in asked]


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(values), ROWS):
        yield values[first : first + ROWS]
