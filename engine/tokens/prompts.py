"""The only place a prompt is spelled: training and inference build the same ids from here.

A prompt is a list of parts: words, runs of ids, and pictures as image codes. Words are always
plain text; nothing a person types can become a special token. Formats: method.md 2.1, 2.4, 2.8.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from engine.errors import InputError
from engine.tokens.vocabulary import Vocabulary

PROMPT_VERSION = 1
"""Kept in every concept file; raised when the ids a prompt spells change."""


@dataclass(frozen=True, slots=True)
class Codes:
    """A picture as VQ codes (not token ids), row by row: grid² integers."""

    values: tuple[int, ...]


Part: TypeAlias = str | Sequence[int] | Codes
"""Words; ids; a picture. `Tokenizer.encode` turns a list of them into ids."""


class Layout(StrEnum):
    """Which latent tokens a concept has (method.md 2.1 and the ablation in 2.10)."""

    SELF_PROMPTING = "self-prompting"
    """k generation + k understanding tokens; answers open with the matching half (paper)."""
    SHARED = "shared"
    """k tokens serve both; answers do not open with them."""
    CONCATENATED = "concatenated"
    """k generation + k understanding tokens in every introduction; answers open with neither."""


class Half(StrEnum):
    """The half of the latent tokens that an introduction shows alone (method.md 2.10)."""

    GENERATION = "generation"
    UNDERSTANDING = "understanding"


@dataclass(frozen=True, slots=True)
class ConceptIds:
    """The ids a concept borrows, in a row: <sks>, k generation, k understanding tokens."""

    first: int
    latent_tokens: int
    layout: Layout = Layout.SELF_PROMPTING

    @property
    def generation(self) -> range:
        """The k generation ids (all latent ids when shared)."""
        return range(self.first + 1, self.first + 1 + self.latent_tokens)

    @property
    def understanding(self) -> range:
        """The k understanding ids (the generation ids when shared)."""
        if self.layout is Layout.SHARED:
            return self.generation
        return range(self.generation.stop, self.generation.stop + self.latent_tokens)

    @property
    def all(self) -> range:
        """Identifier and latents: one id for each row of the concept."""
        return range(self.first, self.first + row_count(self.latent_tokens, self.layout))


def row_count(latent_tokens: int, layout: Layout = Layout.SELF_PROMPTING) -> int:
    """Rows of a concept: 33 at k = 16 with self-prompting."""
    return 1 + latent_tokens * (1 if layout is Layout.SHARED else 2)


def introduction(ids: ConceptIds, level: int | None = None, half: Half | None = None) -> list[Part]:
    """`<sks> is <g1…g_level><u1…u_k>.`; a soft positive shows only its first `level` g tokens.

    `half` leaves the other half out: how concatenated tokens are learned, each on its own.
    """
    generation = [] if half is Half.UNDERSTANDING else [ids.generation[:level]]
    alone = ids.layout is Layout.SHARED or half is Half.GENERATION
    return [[ids.first], " is ", *generation, *([] if alone else [ids.understanding]), "."]


def question(
    ids: Sequence[ConceptIds],
    text: Sequence[Part],
    photo: Codes | None,
    vocab: Vocabulary,
    half: Half | None = None,
) -> list[Part]:
    """The human turn of a question: introduction of each concept, words, then the photo."""
    return [*_introductions(ids, None, half), *text, *_photos(photo), [vocab.end_turn]]


def follow_up(text: Sequence[Part], photo: Codes | None, vocab: Vocabulary) -> list[Part]:
    """A later human turn of a chat: the introduction is not given again."""
    return [*text, *_photos(photo), [vocab.end_turn]]


def answer_opening(ids: Sequence[ConceptIds]) -> list[Part]:
    """What is forced before the words of an answer: the understanding tokens."""
    return [one.understanding for one in ids if one.layout is Layout.SELF_PROMPTING]


def answer(ids: Sequence[ConceptIds], text: Sequence[Part], vocab: Vocabulary) -> list[Part]:
    """The bot turn of a question, as a training target: opening, words, end of turn."""
    return [*answer_opening(ids), *text, [vocab.end_turn]]


def picture_request(
    ids: Sequence[ConceptIds],
    caption: Sequence[Part],
    vocab: Vocabulary,
    level: int | None = None,
    half: Half | None = None,
) -> list[Part]:
    """The human turn that asks for a picture, described in words."""
    return [*_introductions(ids, level, half), *caption, [vocab.end_turn]]


def picture_opening(
    ids: Sequence[ConceptIds], vocab: Vocabulary, level: int | None = None
) -> list[Part]:
    """What is forced before the image codes: the generation tokens, then begin of image."""
    own = [one.generation[:level] for one in ids if one.layout is Layout.SELF_PROMPTING]
    return [*own, [vocab.begin_image]]


def picture(
    ids: Sequence[ConceptIds], codes: Codes, vocab: Vocabulary, level: int | None = None
) -> list[Part]:
    """The bot turn of a drawing, as a training target: opening, codes, end of image and turn."""
    return [*picture_opening(ids, vocab, level)[:-1], codes, [vocab.end_turn]]


def unconditional(vocab: Vocabulary) -> list[Part]:
    """The branch of guidance that knows nothing: begin of text (by `encode`), begin of image."""
    return [[vocab.begin_image]]


def photo_caption(ids: ConceptIds) -> list[Part]:
    """` A photo of <sks>.` — the caption of every real photo and soft positive."""
    return [" A photo of ", [ids.first], "."]


def named(text: str, names: Mapping[str, ConceptIds]) -> list[Part]:
    """Plain words, with each concept's name (as a whole word, any case) as its identifier."""
    if not names:
        return [text]
    by_name = {name.casefold(): ids for name, ids in names.items()}
    longest_first = sorted(names, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in longest_first)
    parts: list[Part] = []
    for piece in re.split(rf"(?<!\w)({pattern})(?!\w)", text, flags=re.IGNORECASE):
        ids = by_name.get(piece.casefold())
        parts.append([ids.first] if ids else piece)
    return [part for part in parts if part]


def mentions(parts: Sequence[Part], ids: ConceptIds) -> bool:
    """Whether `named` found the concept's name."""
    return any(not isinstance(part, str | Codes) and ids.first in part for part in parts)


def spaced(parts: Sequence[Part]) -> list[Part]:
    """The same words, set off by a space from the introduction before them."""
    return [" ", *parts]


def checked(text: str) -> str:
    """`text` without surrounding space; InputError where nothing is left."""
    if not text.strip():
        raise InputError("The prompt is empty.", remedy="Write a few words.")
    return text.strip()


def _introductions(
    ids: Sequence[ConceptIds], level: int | None = None, half: Half | None = None
) -> list[Part]:
    parts: list[Part] = []
    for one in ids:
        parts += ([" "] if parts else []) + introduction(one, level, half)
    return parts


def _photos(photo: Codes | None) -> list[Part]:
    return [] if photo is None else [photo]
