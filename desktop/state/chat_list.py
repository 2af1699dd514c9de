"""The list of chats: all in their folders, or those that are looked for; and what changes them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.state.chat_keeper import LibraryKeeper
from desktop.state.chats_model import ChatsModel, Heading, Row
from desktop.state.notices import Notices
from engine.chats.entries import Chat
from engine.chats.filtering import ChatFilter
from engine.chats.folders import Folder
from engine.chats.store import ChatStore

SEARCH_AFTER = 150
"""Milliseconds without a key before a search begins."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for the list."""

    rows: list[Row]
    folders: list[Folder]
    concepts: list[str]


class ChatList(QObject):
    """What the list shows, and what can be done with its chats."""

    deleted = Signal(str)
    """The id of a chat that is no longer to be seen."""
    altered = Signal(object)
    """A Chat that has another title, pin or folder now."""
    changed = Signal()

    def __init__(
        self, keeper: LibraryKeeper, notices: Notices, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper, self._notices = keeper, notices
        self.model = ChatsModel(self)
        self.model.moved.connect(self.move)
        self.typed = ""
        """What is searched for; empty shows every chat."""
        self.wanted = ChatFilter()
        """Which chats are to be shown at all."""
        self.folders: list[Folder] = []
        self.concepts: list[str] = []
        """Names of the concepts that chats are about."""
        self._rows: list[Row] = []
        self._closed: frozenset[str] = frozenset()
        self.known = False
        """Whether the list was ever read."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER)
        self._timer.timeout.connect(self.refresh)

    @property
    def looking(self) -> bool:
        """Whether some chats may be left out: then they are shown without folders."""
        return bool(self.typed) or self.wanted.narrow

    def refresh(self) -> None:
        """Read the list again."""
        self._keeper.do(partial(_found, typed=self.typed, wanted=self.wanted), self._on_found)

    def look_for(self, **fields: object) -> None:
        """Change which chats are wanted: fields of `ChatFilter`."""
        self.wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]  # its own fields
        self.refresh()

    def look_for_all(self) -> None:
        """Show every chat that has the words that are searched for."""
        self.wanted = ChatFilter()
        self.refresh()

    def toggle(self, folder: str) -> None:
        """Show the chats of a folder, or do so no longer; "" is for those in none."""
        self._closed = self._closed ^ {folder}
        self._show()

    def move(self, chat: str, folder: str) -> None:
        """Put a chat into a folder, which is made where there is none; "" takes it out."""
        self._keeper.do(partial(_moved, chat=chat, folder=folder.strip()), self._on_altered)

    def rename_folder(self, folder: str, name: str) -> None:
        """Call a folder otherwise; an empty name changes nothing."""
        if name.strip():
            self._keeper.do(partial(_folder_renamed, folder=folder, name=name), self._on_changed)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder; its chats stay. It comes back with them where that is undone."""
        self._keeper.do(partial(_folder_removed, folder=folder), partial(self._on_removed, folder))

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

    def _on_removed(self, folder: str, chats: list[str]) -> None:
        self.refresh()
        again = partial(_put_back, chats=chats, folder=folder)
        self._notices.offer_undo(
            self.tr("The folder “{name}” is removed; its chats stay.").format(name=folder),
            _leave,
            partial(self._keeper.do, again, self._on_changed),
        )

    def _on_found(self, found: _Found) -> None:
        self.known = True
        self._rows, self.folders, self.concepts = found.rows, found.folders, found.concepts
        self._show()

    def _show(self) -> None:
        in_folders = bool(self.folders) and not self.looking
        self.model.show_rows(self._placed() if in_folders else self._rows)
        self.changed.emit()

    def _placed(self) -> list[Row | Heading]:
        """Each folder with its chats, then those that are in none."""
        found: list[Row | Heading] = []
        for name in (*(folder.name for folder in self.folders), ""):
            inside = [row for row in self._rows if row.chat.folder == name]
            opened = name not in self._closed
            found += [Heading(name, len(inside), opened), *(inside if opened else [])]
        return found


def _found(store: ChatStore, typed: str, wanted: ChatFilter) -> _Found:
    every = store.chats()
    chats = [chat for chat in every if wanted.allows(chat)]
    names = {used.name for chat in every for used in chat.concepts}
    return _Found(_rows(store, chats, typed, wanted), store.folders.all(), sorted(names))


def _rows(store: ChatStore, chats: Sequence[Chat], typed: str, wanted: ChatFilter) -> list[Row]:
    """The chats, or those of them that a search finds: one row each, its best hit with it."""
    if not typed:
        return [Row(chat) for chat in chats]
    hits = {hit.chat: hit for hit in store.search(typed, wanted=wanted, each=True)}
    looked_for = typed.casefold()
    return [
        Row(chat, hits.get(chat.id))
        for chat in chats
        if chat.id in hits or looked_for in chat.title.casefold()
    ]


def _moved(store: ChatStore, chat: str, folder: str) -> Chat:
    store.folders.move([chat], folder)
    return store.chat(chat)


def _folder_renamed(store: ChatStore, folder: str, name: str) -> None:
    store.folders.rename(folder, name)


def _folder_removed(store: ChatStore, folder: str) -> list[str]:
    return store.folders.remove(folder)


def _put_back(store: ChatStore, chats: Sequence[str], folder: str) -> None:
    """Make a folder again, with these chats in it."""
    store.folders.move(chats, folder)


def _leave() -> None:
    """A removed folder is gone already."""


def _hide_all(store: ChatStore) -> tuple[str, ...]:
    chats = tuple(chat.id for chat in store.chats())
    for chat in chats:
        store.hide(chat)
    return chats


def _erase(store: ChatStore, chats: Sequence[str]) -> None:
    store.erase(*chats)
