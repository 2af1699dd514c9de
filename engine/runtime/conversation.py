"""What a chat remembers, and how it grows shorter when the context fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.tokens import prompts
from engine.tokens.prompts import Codes, ConceptIds, Part
from engine.tokens.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a person said, perhaps with a photo, and what was answered."""

    text: str
    photo: Codes | None = None
    caption: str = ""
    """Words that stand for a photo which no longer fits."""
    answer: str = ""

    @property
    def words(self) -> str:
        """What the person said, with the caption of a photo that gave way."""
        return f"{self.text} (The photo: {self.caption})" if self.caption else self.text


@dataclass(slots=True)
class Conversation:
    """The turns that the model still remembers, oldest first. Belongs to whoever keeps the chat."""

    turns: list[Turn] = field(default_factory=list)


def spelled(
    turns: Sequence[Turn],
    ids: Sequence[ConceptIds],
    names: Mapping[str, ConceptIds],
    vocabulary: Vocabulary,
) -> list[Part]:
    """The prompt of a whole chat, ending where the answer to the last turn begins.

    The first turn that is left carries the introduction, so it is never forgotten.
    """
    parts: list[Part] = []
    for number, turn in enumerate(turns):
        text = prompts.named(turn.words, names)
        if number == 0:
            opening = prompts.spaced(text) if ids else text
            parts += prompts.question(ids, opening, turn.photo, vocabulary)
        else:
            parts += prompts.follow_up(text, turn.photo, vocabulary)
        if turn is not turns[-1]:
            parts += prompts.answer(ids, prompts.named(turn.answer, names), vocabulary)
    return parts + prompts.answer_opening(ids)


def oldest_photo(turns: Sequence[Turn]) -> int | None:
    """Which turn's photo gives way first; None where only the last turn has one."""
    earlier = (number for number, turn in enumerate(turns[:-1]) if turn.photo is not None)
    return next(earlier, None)
