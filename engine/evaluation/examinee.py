"""Whoever is examined: the base model, a concept over it, or a tuned model; many prompts at once.

Uses the backend, the prompts and the sampling of every session; nothing here knows a metric.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image

from engine.concepts.concept import Concept
from engine.events import Job, Progress
from engine.runtime.backends.base import Backend, Ids, Logits, SoftPrompt
from engine.runtime.placement import placed, stacked
from engine.runtime.recognition import first_ids
from engine.runtime.sampling import Sampling, probabilities
from engine.runtime.studio import Studio
from engine.tokens import prompts
from engine.tokens.images import square, to_image, to_pixels
from engine.tokens.prompts import Codes, ConceptIds
from engine.tokens.tokenizer import Tokenizer

T = TypeVar("T")

POSITIONS = 4096
"""Read side by side: 34 short prompts of mini, 3 with a photo at 7B (2 GB of keys and values)."""
_AT_ONCE = 8
"""Photos encoded, and pictures drawn, side by side."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, perhaps about a photo."""

    text: str
    photo: Codes | None = None
    shown: Codes | None = None
    """A photo that stands before the words: an image prompt in place of a concept."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The likeliest answer to a question."""

    text: str
    certainty: float
    """P(yes) / (P(yes) + P(no)) where its first word was chosen."""
    emitted: bool
    """Whether it opened with all understanding tokens by itself; False where they were forced."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Examinee:
    """A backend with what is laid over it, and how it is addressed."""

    backend: Backend
    tokenizer: Tokenizer
    soft_prompt: SoftPrompt | None = None
    names: Mapping[str, ConceptIds] = field(default_factory=dict)
    """What stands for each name in words."""
    introduced: tuple[ConceptIds, ...] = ()
    """Concepts whose rows open every prompt; none: the concept is not active."""

    def encode(self, photos: Sequence[Image]) -> list[Codes]:
        """Photos as image codes."""
        size, found = self.tokenizer.image_size, list[Codes]()
        for some in parts(photos, _AT_ONCE):
            pixels = np.stack([to_pixels(square(photo, size)) for photo in some])
            rows = self.backend.encode_image(pixels)
            found += [Codes(tuple(int(code) for code in row)) for row in rows]
        return found

    def decode(self, codes: Sequence[Codes]) -> list[Image]:
        """Codes as pictures."""
        found: list[Image] = []
        for some in parts(codes, _AT_ONCE):
            pixels = self.backend.decode_image(np.array([one.values for one in some], np.int64))
            found += [to_image(one) for one in pixels]
        return found

    def reconstructed(self, photos: Sequence[Image]) -> list[Image]:
        """Photos as the image tokenizer gives them back."""
        return self.decode(self.encode(photos))

    def certainties(self, asked: Sequence[Asked]) -> list[float]:
        """P(yes) / (P(yes) + P(no)) of each answer's first word, understanding tokens forced."""
        found: list[float] = []
        for logits in self._first(asked):
            found += self.yes(logits)
        return found

    def options(self, asked: Sequence[Asked], options: Sequence[str]) -> NDArray[np.float64]:
        """Log-probabilities (N, options), among these words alone, that each opens the answer.

        Of words that are several ids only the first is read: give options that differ there.
        """
        ids = [self.tokenizer.encode([word], begin=False)[0] for word in options]
        rows = [np.log(probabilities(logits[:, ids])) for logits in self._first(asked)]
        return np.concatenate(rows) if rows else np.zeros((0, len(options)))

    def endings(
        self, asked: Sequence[Asked], options: Sequence[Sequence[str]]
    ) -> list[NDArray[np.float64]]:
        """Mean log-probability of the ids of each option as the answer; one array a question."""
        found: list[NDArray[np.float64]] = []
        most = max((len(some) for some in options), default=1)
        spelled = [self.spelled(one) for one in asked]
        for places in _groups([list(prompt) * most for prompt in spelled]):
            self.backend.load_soft_prompt(self.soft_prompt)
            first = self.backend.prefill([spelled[place] for place in places])
            if most > 1:
                self.backend.fork(most)
            ids = [row for place in places for row in self._padded(options[place], most)]
            later = self.backend.step(_table(ids))
            for at, place in enumerate(places):
                rows = range(at * most, at * most + len(options[place]))
                scores = [_likeliness(ids[row], first[at], later[row]) for row in rows]
                found.append(np.array(scores))
        return found

    def replies(self, asked: Sequence[Asked], limit: int, *, emitted: bool = False) -> list[Reply]:
        """The likeliest answer of at most `limit` new ids to each question.

        With `emitted` nothing is forced: the understanding tokens may be said, and count.
        """
        spelled = [self.spelled(one, forced=not emitted) for one in asked]
        found: dict[int, Reply] = {}
        for some in _groups(spelled):
            self.backend.load_soft_prompt(self.soft_prompt)
            said = _Replies(self, emitted)
            logits = self.backend.prefill([spelled[place] for place in some])
            for left in range(limit, 0, -1):
                chosen = said.take(logits)
                if said.ended or left == 1:
                    break
                logits = self.backend.step(chosen[:, None])[:, -1]
            found |= dict(zip(some, said.finished(), strict=True))
        return [found[place] for place in range(len(asked))]

    def draw(
        self, caption: str, count: int, sampling: Sampling, shown: Codes | None = None
    ) -> Job[list[Image]]:
        """`count` pictures of a caption; each later one has the next seed.

        `shown` is a photo that the request is about: an image prompt.
        """
        self.backend.load_soft_prompt(self.soft_prompt)
        prompt = self._request(caption, shown)
        studio = Studio(self.backend, self.tokenizer, tuple(self.names), "")
        drawn: list[Image] = []
        seeds = range(sampling.seed, sampling.seed + count)
        for some in parts(seeds, _AT_ONCE):
            order = studio.order(prompt, sampling, some)
            order = replace(order, first=len(drawn), count=count, preview=False)
            finished = yield from studio.drawn(order, caption)
            drawn += [one.picture for one in finished]
        yield Progress(count, count, "drawing")
        return drawn

    def spelled(self, asked: Asked, *, forced: bool = True) -> list[int]:
        """The ids of a question up to where its answer begins."""
        words = prompts.named(asked.text, self.names)
        opened = prompts.spaced(words) if self.introduced else words
        opened = [*([asked.shown] if asked.shown else []), *opened]
        vocabulary, own = self.tokenizer.vocabulary, self.introduced
        turn = prompts.question(own, opened, asked.photo, vocabulary)
        return self.tokenizer.encode([*turn, *(prompts.answer_opening(own) if forced else [])])

    @property
    def sayable(self) -> Ids:
        """Ids that an answer may be made of, in id order: words, names, and what ends it."""
        vocabulary = self.tokenizer.vocabulary
        names = {ids.first for ids in self.names.values()}
        ends = {vocabulary.end_turn, vocabulary.end_text}
        return np.array(sorted({*vocabulary.text_ids, *names, *ends}), np.int64)

    def _first(self, asked: Sequence[Asked]) -> Iterator[Logits]:
        """The logits (B, V) before the answers, some questions at a time, in order."""
        spelled = [self.spelled(one) for one in asked]
        for some in _groups(spelled):
            self.backend.load_soft_prompt(self.soft_prompt)
            yield self.backend.prefill([spelled[place] for place in some])

    def yes(self, logits: Logits) -> list[float]:
        """P(yes) / (P(yes) + P(no)) of the next word, of logits (B, V)."""
        sayable = self.sayable
        likely = probabilities(logits[:, sayable])
        yes, no = (np.isin(sayable, list(ids)) for ids in first_ids(self.tokenizer))
        sure, unsure = likely[:, yes].sum(axis=1), likely[:, no].sum(axis=1)
        return [float(one) for one in sure / np.maximum(sure + unsure, 1e-12)]

    def _padded(self, options: Sequence[str], count: int) -> list[list[int]]:
        """The ids of each option, and again those of the first until there are `count`."""
        ids = [self.tokenizer.encode([option], begin=False) for option in options]
        return [*ids, *([ids[0]] * (count - len(ids)))]

    def _request(self, caption: str, shown: Codes | None) -> list[int]:
        words = prompts.named(caption, self.names)
        opened = prompts.spaced(words) if self.introduced else words
        vocabulary = self.tokenizer.vocabulary
        said = [*opened, *([shown] if shown else [])]
        asked = prompts.picture_request(self.introduced, said, vocabulary)
        opening = prompts.picture_opening(self.introduced, vocabulary)
        return self.tokenizer.encode([*asked, *opening])


class _Replies:
    """Greedy answers of a batch as they grow."""

    def __init__(self, examinee: Examinee, emitted: bool) -> None:
        self._examinee, vocabulary = examinee, examinee.tokenizer.vocabulary
        self._stops = {vocabulary.end_turn, vocabulary.end_text}
        self._own = [i for ids in examinee.introduced for i in ids.understanding]
        allowed = {*map(int, examinee.sayable), *(self._own if emitted else ())}
        self._allowed = np.array(sorted(allowed), np.int64)
        self._said: list[Ids] = []
        self._certain: dict[int, float] = {}
        self.ended = False

    def take(self, logits: Logits) -> Ids:
        """The next id of each row (B,) from logits (B, V); rows that ended go on unheard."""
        chosen: Ids = self._allowed[logits[:, self._allowed].argmax(axis=1)]
        words = [row for row in range(len(chosen)) if int(chosen[row]) not in self._own]
        new = [row for row in words if row not in self._certain]
        if new:
            found = self._examinee.yes(logits[new])
            self._certain |= dict(zip(new, found, strict=True))
        self._said.append(chosen)
        stopped = np.isin(np.stack(self._said), list(self._stops)).any(axis=0)
        self.ended = bool(stopped.all())
        return chosen

    def finished(self) -> list[Reply]:
        """Each row's answer in words."""
        return [self._reply(place, row) for place, row in enumerate(np.stack(self._said, axis=1))]

    def _reply(self, place: int, row: Ids) -> Reply:
        ids = [int(one) for one in row]
        end = next((here for here, one in enumerate(ids) if one in self._stops), len(ids))
        names = {ids.first: name for name, ids in self._examinee.names.items()}
        text = self._examinee.tokenizer.decode(ids[:end], names).strip()
        opened = bool(self._own) and ids[: len(self._own)] == self._own
        return Reply(text, self._certain.get(place, 0.5), opened)


def base(backend: Backend, tokenizer: Tokenizer) -> Examinee:
    """The base model alone: whatever concepts there are, they are not active."""
    return Examinee(backend=backend, tokenizer=tokenizer)


def with_concept(backend: Backend, tokenizer: Tokenizer, *concepts: Concept) -> Examinee:
    """The base model with these concepts active in every prompt."""
    ids = placed(concepts, tokenizer.vocabulary)
    return Examinee(
        backend=backend,
        tokenizer=tokenizer,
        soft_prompt=stacked(concepts, ids),
        names={one.name: own for one, own in zip(concepts, ids, strict=True)},
        introduced=tuple(ids),
    )


def parts(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """`values` in order, `size` at a time."""
    for first in range(0, len(values), size):
        yield values[first : first + size]


def _table(rows: Sequence[Sequence[int]]) -> Ids:
    """Ids (B, longest), 0 behind each row's end."""
    table = np.zeros((len(rows), max(len(row) for row in rows)), np.int64)
    for place, row in enumerate(rows):
        table[place, : len(row)] = row
    return table


def _likeliness(ids: Sequence[int], first: Logits, later: Logits) -> float:
    """Mean log-probability of ids: the first under `first` (V,), the next under `later` (S, V)."""
    logits = np.concatenate([first[None], later[: len(ids) - 1]])
    likely = np.log(probabilities(logits))
    return float(np.mean([row[one] for row, one in zip(likely, ids, strict=True)]))


def _groups(spelled: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of prompts in order, as many at a time as `POSITIONS` allow once padded."""
    group: list[int] = []
    longest = 0
    for place, prompt in enumerate(spelled):
        longest = max(longest, len(prompt))
        if group and (len(group) + 1) * longest > POSITIONS:
            yield group
            group, longest = [], len(prompt)
        group.append(place)
    if group:
        yield group
