"""Words of an answer as they come: which ids may be said, and how they are spelled."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.events import Said
from engine.runtime.backends.base import Backend, Ids
from engine.runtime.generation import Prompt, words
from engine.runtime.sampling import Sampling
from engine.tokens.tokenizer import StreamDecoder, Tokenizer


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said, and what ended it."""

    text: str
    ids: list[int]
    stop: int | None
    """The id that ended it; None where it was cut off."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """What an answer may be made of."""

    tokenizer: Tokenizer
    names: Mapping[int, str]
    """Of the concepts' identifiers."""
    sayable: Ids
    """(n,) in id order, with the stops."""
    stops: frozenset[int]

    def ending_at(self, stop: int) -> "Speech":
        """The same, where `stop` may be drawn too and ends the answer."""
        sayable = np.unique(np.append(self.sayable, stop))
        return replace(self, sayable=sayable, stops=self.stops | {stop})

    def said(
        self, backend: Backend, prompt: Prompt, sampling: Sampling, limit: int
    ) -> Generator[Said, None, Utterance]:
        """Answer `prompt` in at most `limit` ids; what streams is whole letters."""
        decoder = StreamDecoder(self.tokenizer, self.names)
        text, stop = "", None
        ids: list[int] = []
        tokens = words(backend, prompt, self.sayable, self.stops, sampling)
        while len(ids) < limit:
            try:
                ids.append(next(tokens))
            except StopIteration as end:
                stop = end.value
                break
            piece = decoder.push(ids[-1])
            piece = piece if text else piece.lstrip()
            if piece:
                text += piece
                yield Said(piece)
        if rest := decoder.finish():
            yield Said(rest)
        return Utterance(text + rest, ids, stop)
