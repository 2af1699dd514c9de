"""Concepts as a list that a view can scroll: thousands of rows, pictures only for those seen."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.state import concept_words
from engine.concepts.cards import Card

CARD = int(Qt.ItemDataRole.UserRole)
"""The Card of a row."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ConceptModel(QAbstractListModel):
    """One row for each concept that is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: Sequence[Card] = ()

    def show(self, cards: Sequence[Card]) -> None:
        """Show these cards instead."""
        if [card.entry.id for card in cards] == [card.entry.id for card in self._cards]:
            self._cards = tuple(cards)
            if cards:
                self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
            return
        self.beginResetModel()
        self._cards = tuple(cards)
        self.endResetModel()

    def card(self, row: int) -> Card | None:
        """The card of a row; None where there is no such row."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, concept: str) -> int:
        """The row of the concept with this id; −1 where it is not shown."""
        ids = (card.entry.id for card in self._cards)
        return next((row for row, id_ in enumerate(ids) if id_ == concept), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """How many are shown."""
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, spoken words, tooltip, or the card itself."""
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return card.entry.name
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return ", ".join((concept_words.kind(card.entry.kind), *card.tags))
            case Qt.ItemDataRole.AccessibleTextRole:
                return card.entry.name
            case _ if role == CARD:
                return card
        return None
