"""The concepts that a chat may be about, read beside the window and kept at hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.state.mentions import Mentionable
from engine.chats.entries import Used
from engine.concepts.cards import Card
from engine.concepts.library import ConceptLibrary


class KnownConcepts(QObject):
    """Every concept of the library, as it was at the last look."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.cards: tuple[Card, ...] = ()

    def refresh(self) -> None:
        """Look again; `changed` tells."""
        background.run(_cards, self._folder).done.connect(self._on_cards)

    def mentionables(self) -> list[Mentionable]:
        """What can be named after an @."""
        return [_mentionable(card, card.entry.current_version) for card in self.cards]

    def used(self, names: Iterable[str]) -> tuple[Used, ...]:
        """The current versions of the concepts with these names; unknown ones are left out."""
        known = {card.entry.name: card.entry for card in self.cards}
        return tuple(
            Used(id=known[name].id, name=name, version=known[name].current_version)
            for name in names
            if name in known
        )

    def shown(self, concepts: Sequence[Used]) -> list[Mentionable]:
        """A chat's concepts as chips: with the version that it uses, and a portrait if there is."""
        by_id = {card.entry.id: card for card in self.cards}
        return [
            Mentionable(
                name=one.name,
                kind=by_id[one.id].entry.kind if one.id in by_id else "",
                version=one.version,
                portrait=by_id[one.id].portrait if one.id in by_id else None,
            )
            for one in concepts
        ]

    def newest(self, concept: Used) -> int | None:
        """The version in use now, where it is another than the chat's; None where there is none."""
        for card in self.cards:
            if card.entry.id == concept.id and card.entry.current_version != concept.version:
                return card.entry.current_version
        return None

    def _on_cards(self, cards: tuple[Card, ...]) -> None:
        if cards != self.cards:
            self.cards = cards
            self.changed.emit()


def _mentionable(card: Card, version: int) -> Mentionable:
    return Mentionable(
        name=card.entry.name, kind=card.entry.kind, version=version, portrait=card.portrait
    )


def _cards(folder: Path) -> tuple[Card, ...]:
    with ConceptLibrary(folder) as library:
        return tuple(library.cards())
