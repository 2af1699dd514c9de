"""The list of chats: all, or those that a search finds; renamed, pinned, deleted, restored."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.state.chat_keeper import LibraryKeeper
from desktop.state.notices import Notices
from engine.chats.entries import Chat, Hit
from engine.chats.store import ChatStore

SEARCH_AFTER = 150
"""Milliseconds without a key before a search begins."""
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A chat in the list; with a hit, the message that a search found in it."""

    chat: Chat
    hit: Hit | None = None


class ChatsModel(QAbstractListModel):
    """Rows of the list for views."""

    ROW = int(Qt.ItemDataRole.UserRole)
    """The `Row` itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Put these in place of the former ones; nothing moves where nothing has changed."""
        if list(rows) == self._rows:
            return
        same = [row.chat.id for row in rows] == [row.chat.id for row in self._rows]
        if same and rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_of(self, chat: str) -> int:
        """Where a chat stands; -1 where it does not."""
        return next((n for n, row in enumerate(self._rows) if row.chat.id == chat), -1)

    def at(self, row: int) -> Row | None:
        """The row with this number."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title, with words around a hit; the same for screen readers; the `Row`."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        title = row.chat.title or self.tr("New chat")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{title}\n{row.hit.snippet}" if row.hit else title
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._described(row, title)
            case self.ROW:
                return row
        return None

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802 - Qt's name
        """Names of what `data` knows."""
        return super().roleNames() | {self.ROW: QByteArray(b"row")}

    def _described(self, row: Row, title: str) -> str:
        described = self.tr("{title}, pinned") if row.chat.pinned else self.tr("{title}")
        if row.hit:
            described = self.tr("{title}: {snippet}")
        snippet = row.hit.snippet if row.hit else ""
        return described.format(title=title, snippet=snippet)


class ChatList(QObject):
    """What the list shows, and what can be done with its chats."""

    deleted = Signal(str)
    """The id of a chat that is no longer to be seen."""
    altered = Signal(object)
    """A Chat that has another title or pin now."""
    changed = Signal()

    def __init__(
        self, keeper: LibraryKeeper, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper, self._notices = keeper, notices
        self.model = ChatsModel(self)
        self.typed = ""
        """What is searched for; empty shows every chat."""
        self.known = False
        """Whether the list was ever read."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER)
        self._timer.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Read the list again."""
        self._keeper.do(partial(_rows, typed=self.typed), self._on_rows)

    def search(self, typed: str) -> None:
        """Show chats in whose title or messages these words are."""
        self.typed = typed.strip()
        self._timer.start()

    def rename(self, chat: str, title: str) -> None:
        """Give a chat another title; an empty one changes nothing."""
        if title.strip():
            self._keeper.do(partial(ChatStore.rename, chat=chat, title=title), self._on_altered)

    def pin(self, chat: str, pinned: bool) -> None:
        """Keep a chat at the top, or let it go."""
        self._keeper.do(partial(ChatStore.pin, chat=chat, pinned=pinned), self._on_altered)

    def delete(self, chat: str) -> None:
        """Take a chat away, and erase it for good when the time to undo it has passed."""
        self._keeper.do(partial(ChatStore.hide, chat=chat), self._on_changed)
        self._notices.offer_undo(
            self.tr("The chat is deleted."),
            partial(self._keeper.do, partial(_erase, chats=(chat,))),
            partial(self._restore, (chat,)),
        )
        self.deleted.emit(chat)

    def delete_all(self) -> None:
        """Take every chat away, likewise."""
        self._keeper.do(_hide_all, self._on_all_hidden)

    def _restore(self, chats: Sequence[str]) -> None:
        for chat in chats:
            self._keeper.do(partial(ChatStore.restore, chat=chat), self._on_changed)

    def _on_all_hidden(self, chats: tuple[str, ...]) -> None:
        self.refresh()
        self._notices.offer_undo(
            self.tr("%n chat(s) are deleted.", "", len(chats)),
            partial(self._keeper.do, partial(_erase, chats=chats)),
            partial(self._restore, chats),
        )
        for chat in chats:
            self.deleted.emit(chat)

    def _on_altered(self, chat: Chat) -> None:
        self.altered.emit(chat)
        self.refresh()

    def _on_changed(self, _: object) -> None:
        self.refresh()

    def _on_rows(self, rows: list[Row]) -> None:
        self.known = True
        self.model.show_rows(rows)
        self.changed.emit()


def _rows(store: ChatStore, typed: str) -> list[Row]:
    """Every chat, or those found: one row each, its best hit with it."""
    chats = store.chats()
    if not typed:
        return [Row(chat) for chat in chats]
    hits: dict[str, Hit] = {}
    for hit in store.search(typed):
        hits.setdefault(hit.chat, hit)
    wanted = typed.casefold()
    return [
        Row(chat, hits.get(chat.id))
        for chat in chats
        if chat.id in hits or wanted in chat.title.casefold()
    ]


def _hide_all(store: ChatStore) -> tuple[str, ...]:
    chats = tuple(chat.id for chat in store.chats())
    for chat in chats:
        store.hide(chat)
    return chats


def _erase(store: ChatStore, chats: Sequence[str]) -> None:
    store.erase(*chats)
