"""Which concepts of the library are shown, and in which order. Pure functions of cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from engine.concepts.cards import Card


class Sort(StrEnum):
    """Orders of a list of concepts."""

    NAME = "name"
    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the person looks for; empty strings look for nothing."""

    words: str = ""
    """Each must occur in the name, the tags or a note, in any case."""
    tag: str = ""
    """In any case."""
    kind: str = ""
    sort: Sort = Sort.NAME

    @property
    def narrows(self) -> bool:
        """Whether something may be left out."""
        return bool(self.words.strip() or self.tag or self.kind)


def chosen(
    cards: Iterable[Card], wanted: Filter, hidden: frozenset[str] = frozenset()
) -> list[Card]:
    """The cards that fit, in order; concepts whose id is `hidden` are left out."""
    fitting = [
        card
        for card in cards
        if card.entry.id not in hidden
        and wanted.kind in ("", card.entry.kind)
        and (not wanted.tag or wanted.tag.casefold() in map(str.casefold, card.tags))
        and card.says(wanted.words)
    ]
    if wanted.sort is Sort.NEWEST:
        fitting.sort(key=lambda card: card.learned_at, reverse=True)
    elif wanted.sort is Sort.BEST:
        fitting.sort(key=quality, reverse=True)
    return fitting


def tags_of(cards: Iterable[Card]) -> list[str]:
    """Every tag that occurs, sorted."""
    return sorted({tag for card in cards for tag in card.tags}, key=str.casefold)


def quality(card: Card) -> float:
    """What concepts are sorted by: the mean of the scores of the version in use; −1 without."""
    return sum(card.scores.values()) / len(card.scores) if card.scores else -1.0
