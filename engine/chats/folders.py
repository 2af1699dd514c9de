"""Folders of chats: each chat is in one or in none, and an empty folder stays until it is removed.

A folder is called by its name, in any case. Removing one removes no chat.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from engine.concepts.database import LibraryDatabase
from engine.concepts.names import checked_name, name_key
from engine.concepts.tables import now
from engine.errors import InputError

_COUNTED = """
    SELECT name, count(chats.id) AS chats FROM chat_folders
    LEFT JOIN chats ON folder = chat_folders.id AND deleted_at = ''
    GROUP BY chat_folders.id ORDER BY name_key
"""
_MOVED = """
    UPDATE chats SET folder = coalesce((SELECT id FROM chat_folders WHERE name_key = ?), '')
    WHERE id = ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder as a list shows it."""

    name: str
    chats: int
    """How many are in it."""


class ChatFolders:
    """The folders of a store of chats."""

    def __init__(self, db: LibraryDatabase) -> None:
        self._db = db

    def all(self) -> list[Folder]:
        """Every folder, by name, empty ones as well."""
        return [Folder(**row) for row in self._db.rows(_COUNTED)]

    def make(self, name: str) -> None:
        """Make a folder where there is none of this name. InputError where the name is unfit."""
        name = checked_name(name)
        with self._db.change():
            self._make(name)

    def move(self, chats: Sequence[str], folder: str) -> None:
        """Put chats into a folder, which is made where there is none; "" takes them out of any.

        InputError where the name is unfit.
        """
        name = checked_name(folder) if folder else ""
        with self._db.change():
            if name:
                self._make(name)
            for chat in chats:
                self._db.run(_MOVED, name_key(name), chat)

    def rename(self, folder: str, new_name: str) -> None:
        """Call a folder `new_name`. InputError where that is unfit or another folder's."""
        new_name = checked_name(new_name)
        with self._db.change():
            self._refuse_unknown(folder)
            if name_key(new_name) != name_key(folder) and self._has(new_name):
                raise InputError(
                    f"There is a folder “{new_name}” already.", remedy="Choose another name."
                )
            sql = "UPDATE chat_folders SET name = ?, name_key = ? WHERE name_key = ?"
            self._db.run(sql, new_name, name_key(new_name), name_key(folder))

    def remove(self, folder: str) -> list[str]:
        """Forget a folder; the ids of its chats, which are in none now. InputError without it."""
        inside = "folder = (SELECT id FROM chat_folders WHERE name_key = ?)"
        key = name_key(folder)
        with self._db.change():
            self._refuse_unknown(folder)
            chats = self._db.rows(f"SELECT id FROM chats WHERE {inside}", key)  # noqa: S608
            self._db.run(f"UPDATE chats SET folder = '' WHERE {inside}", key)  # noqa: S608
            self._db.run("DELETE FROM chat_folders WHERE name_key = ?", key)
        return [str(row["id"]) for row in chats]

    def _make(self, name: str) -> None:
        self._db.run(
            "INSERT OR IGNORE INTO chat_folders (id, name, name_key, created_at) "
            "VALUES (?, ?, ?, ?)",
            uuid4().hex,
            name,
            name_key(name),
            now(),
        )

    def _has(self, name: str) -> bool:
        return bool(self._db.rows("SELECT 1 FROM chat_folders WHERE name_key = ?", name_key(name)))

    def _refuse_unknown(self, folder: str) -> None:
        if not self._has(folder):
            raise InputError(
                f"There is no folder “{folder}”.", remedy="Look at the list of folders."
            )
