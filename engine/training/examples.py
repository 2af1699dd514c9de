"""Photos and questions → token sequences with their labels; every id through tokens/prompts.py.

Rows are drawn anew for each epoch from the seed and the epoch's number alone, so a learning that
was interrupted sees the same ones. Kinds of rows: method.md 2.4; how many: 2.5 and 2.6.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import itemgetter
from typing import TypeVar

from engine.paths import RESOURCES
from engine.tokens import prompts
from engine.tokens.prompts import Codes, ConceptIds, Half, Layout, Part
from engine.tokens.tokenizer import Tokenizer
from engine.training.config import TrainingConfig
from engine.training.photos import Photos
from engine.training.pool import adaptive_lengths

T = TypeVar("T")

IDENTIFIER = "{name}"
"""Stands for the concept in resources/prompts."""


class Kind(StrEnum):
    """What a row teaches."""

    RECOGNITION = "recognition"
    TEXT = "text"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Example:
    """A sequence of ids; those from `answer_start` to the end are labelled, none before."""

    ids: tuple[int, ...]
    answer_start: int
    kind: Kind
    decided: range = range(0)
    """Places of what an answer comes down to: its yes or no; of one without a photo, all of it."""
    decision: float = 1.0
    """How many labels each of these places counts for."""

    @property
    def labels(self) -> float:
        """How many labels there are, each counted as it weighs."""
        return len(self.ids) - self.answer_start + len(self.decided) * (self.decision - 1)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being learned: its name, its kind (`pet`, `person`, `object`) and over which base."""

    name: str
    kind: str
    base_model: str
    """Fingerprint of the checkpoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingSet:
    """Everything that one learning knows of its subject, ready to become rows."""

    subject: Subject
    tokenizer: Tokenizer
    photos: Photos
    answers: tuple[tuple[str, str], ...] = ()
    """Questions with `{name}` in them, and what the base model says (`labelling.py`)."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Our own words for recognition: 30 questions, 30 answers for each side (method.md 2.5)."""

    questions: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


def recognition_phrases() -> Phrases:
    """The bundled phrases, each with `{name}` once or more."""
    path = RESOURCES / "prompts" / "recognition.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    return Phrases(*(tuple(written[part]) for part in ("questions", "yes", "no")))


def concept_ids(tokenizer: Tokenizer, config: TrainingConfig) -> ConceptIds:
    """The ids that stand for the concept while it is learned."""
    rows = prompts.row_count(config.latent_tokens, config.layout)
    first = tokenizer.vocabulary.concept_base(rows)
    return ConceptIds(first, config.latent_tokens, config.layout)


def epoch_examples(training_set: TrainingSet, config: TrainingConfig, epoch: int) -> list[Example]:
    """The rows of one epoch in the order they are learned, kinds evenly spread over it.

    Which kinds there are, and what stands in their prompts, is the variant's (`variants.py`).
    """
    dice = random.Random(f"{config.seed}/epoch {epoch}")
    recipe = config.recipe
    writer = _Writer(
        tokenizer=training_set.tokenizer,
        ids=concept_ids(training_set.tokenizer, config),
        apart=recipe.layout is Layout.CONCATENATED and epoch < config.tuned_from(),
        opened=recipe.opened,
        decision=config.decision_weight,
    )
    words = (_recognition_rows, _text_rows) if recipe.words else ()
    pictures = (_drawing_rows, _soft_rows)[: recipe.pictures * (1 + recipe.soft)]
    return _spread([rows(writer, training_set, config, dice) for rows in (*words, *pictures)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Spells rows for one concept."""

    tokenizer: Tokenizer
    ids: ConceptIds
    apart: bool
    """Words see the understanding tokens alone, pictures the generation tokens alone."""
    opened: bool
    """Pictures open as the layout has it; else with begin of image at once."""
    decision: float = 1.0
    """How many labels a yes or no counts for, and the words of an answer without a photo."""

    def answer(self, question: str, answer: str, photo: Codes | None) -> Example:
        """A question with or without a photo, and its answer; `{name}` is the identifier."""
        names, vocab = {IDENTIFIER: self.ids}, self.tokenizer.vocabulary
        asked = prompts.spaced(prompts.named(question, names))
        half = Half.UNDERSTANDING if self.apart else None
        human = prompts.question([self.ids], asked, photo, vocab, half)
        bot = prompts.answer([self.ids], prompts.named(answer, names), vocab)
        opening = self.tokenizer.encode(prompts.answer_opening([self.ids]), begin=False)
        row = self._example(human, bot, Kind.RECOGNITION if photo else Kind.TEXT)
        first = row.answer_start + len(opening)
        decided = range(first, first + 1 if photo else len(row.ids) - 1)
        weight = self.decision if photo else max(1.0, self.decision / len(decided))
        return replace(row, decided=decided, decision=weight)

    def drawing(self, codes: Codes, level: int | None = None) -> Example:
        """A request for a photo, and the photo; a soft positive shows `level` tokens."""
        ids, vocab = [self.ids], self.tokenizer.vocabulary
        half = Half.GENERATION if self.apart else None
        human = prompts.picture_request(ids, prompts.photo_caption(self.ids), vocab, level, half)
        bot = prompts.picture(ids if self.opened else [], codes, vocab, level)
        return self._example(human, bot, Kind.DRAWING)

    def _example(self, human: list[Part], bot: list[Part], kind: Kind) -> Example:
        asked = self.tokenizer.encode(human)
        answered = self.tokenizer.encode(bot, begin=False)
        return Example((*asked, *answered), len(asked), kind)


def _recognition_rows(
    writer: _Writer, training_set: TrainingSet, config: TrainingConfig, dice: random.Random
) -> list[Example]:
    photos, phrases = training_set.photos, recognition_phrases()
    if not photos.negatives:
        return []  # "Yes" to everything is worse than what the base model says
    sides = (
        (photos.positives, config.positive_rows, phrases.yes),
        (photos.negatives, config.negative_rows, phrases.no),
    )
    return [
        writer.answer(dice.choice(phrases.questions), dice.choice(answers), photo.either(dice))
        for pictures, count, answers in sides
        for photo in _drawn(pictures, count, dice)
    ]


def _text_rows(
    writer: _Writer, training_set: TrainingSet, config: TrainingConfig, dice: random.Random
) -> list[Example]:
    pairs = _drawn(training_set.answers, config.text_rows, dice)
    return [writer.answer(question, answer, None) for question, answer in pairs]


def _drawing_rows(
    writer: _Writer, training_set: TrainingSet, config: TrainingConfig, dice: random.Random
) -> list[Example]:
    photos = _drawn(training_set.photos.positives, config.drawing_rows, dice)
    return [writer.drawing(photo.either(dice)) for photo in photos]


def _soft_rows(
    writer: _Writer, training_set: TrainingSet, config: TrainingConfig, dice: random.Random
) -> list[Example]:
    pictures = training_set.photos.soft_positives
    lengths = adaptive_lengths(len(pictures), config.latent_tokens, config.token_spacing)
    drawn = _drawn(list(zip(pictures, lengths, strict=True)), config.soft_rows, dice)
    return [writer.drawing(picture.either(dice), level) for picture, level in drawn]


def _drawn(things: Sequence[T], count: int, dice: random.Random) -> Iterator[T]:
    """`count` things, each one as often as any other, give or take one; none of none."""
    for start in range(0, count if things else 0, max(1, len(things))):
        yield from dice.sample(things, min(len(things), count - start))


def _spread(groups: Sequence[Sequence[T]]) -> list[T]:
    """All rows in one order in which every stretch holds each group in proportion."""
    placed = [
        ((place + 0.5) / len(group), number, row)
        for number, group in enumerate(groups)
        for place, row in enumerate(group)
    ]
    return [row for _, _, row in sorted(placed, key=itemgetter(0, 1))]
