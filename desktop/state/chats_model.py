"""Chats and headings of folders as rows; a chat that is dragged to another place changes folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from engine.chats.entries import Chat, Hit

AnyIndex = QModelIndex | QPersistentModelIndex
DRAGGED = "application/x-yochameleon-chat"
"""The id of a chat that is dragged."""


@dataclass(frozen=True, slots=True)
class Row:
    """A chat in the list; with a hit, the message that a search found in it."""

    chat: Chat
    hit: Hit | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A folder in the list, or, without a name, what stands over the chats that are in none."""

    folder: str
    chats: int
    opened: bool
    """Whether its chats are shown below it."""


AnyRow = Row | Heading


class ChatsModel(QAbstractListModel):
    """Rows of the list for views."""

    moved = Signal(str, str)
    """(chat, folder): a chat was dropped on a folder, or, where that is empty, outside of them."""
    ROW = int(Qt.ItemDataRole.UserRole)
    """The `Row` or `Heading` itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[AnyRow] = []

    def show_rows(self, rows: Sequence[AnyRow]) -> None:
        """Put these in place of the former ones; nothing moves where nothing has changed."""
        if list(rows) == self._rows:
            return
        same = [_key(row) for row in rows] == [_key(row) for row in self._rows]
        if same and rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_of(self, chat: str) -> int:
        """Where a chat stands; -1 where it does not."""
        return next((n for n, row in enumerate(self._rows) if _key(row) == (Row, chat)), -1)

    def at(self, row: int) -> AnyRow | None:
        """The row with this number."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, with words around a hit; the same for screen readers; the row itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._described(row)
            case self.ROW:
                return row
        return None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """Names of what `data` knows."""
        return super().roleNames() | {self.ROW: QByteArray(b"row")}

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Chats can be dragged, and dropped anywhere where there are folders."""
        flags = super().flags(index)
        if isinstance(self.at(index.row()), Row):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled if self._has_folders() else flags

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Only chats of this list are dropped here."""
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The id of the chat that is dragged."""
        data = QMimeData()
        for index in indexes:
            row = self.at(index.row())
            if isinstance(row, Row):
                data.setData(DRAGGED, row.chat.id.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """A chat is moved, not copied."""
        return Qt.DropAction.MoveAction

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex
    ) -> bool:
        """Say where a chat is to go; the list is read again when it is there."""
        if not data.hasFormat(DRAGGED) or action != Qt.DropAction.MoveAction:
            return False
        place = self.at(parent.row() if parent.isValid() else row - 1)
        folder = place.folder if isinstance(place, Heading) else place.chat.folder if place else ""
        self.moved.emit(bytes(data.data(DRAGGED).data()).decode(), folder)
        return True

    def _has_folders(self) -> bool:
        return any(isinstance(row, Heading) for row in self._rows)

    def _shown(self, row: AnyRow) -> str:
        if isinstance(row, Heading):
            return f"{self._name(row)} ({row.chats})"
        title = row.chat.title or self.tr("New chat")
        return f"{title}\n{row.hit.snippet}" if row.hit else title

    def _name(self, row: Heading) -> str:
        return row.folder or self.tr("In no folder")

    def _described(self, row: AnyRow) -> str:
        if isinstance(row, Heading):
            words = self.tr("Folder {title}, %n chat(s)", "", row.chats)
            state = self.tr("shown") if row.opened else self.tr("not shown")
            return f"{words.format(title=self._name(row))}, {state}"
        described = self.tr("{title}, pinned") if row.chat.pinned else self.tr("{title}")
        if row.hit:
            described = self.tr("{title}: {snippet}")
        snippet = row.hit.snippet if row.hit else ""
        return described.format(title=row.chat.title or self.tr("New chat"), snippet=snippet)


def _key(row: AnyRow) -> tuple[type, str]:
    """What makes a row the same one after a change."""
    return (Row, row.chat.id) if isinstance(row, Row) else (Heading, row.folder)
