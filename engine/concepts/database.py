"""The library's list, opened: SQLite that several processes may change, one at a time.

It knows how to open, migrate and lock, and what to say when that fails; not what the rows mean.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeAlias

from sqlite_utils import Database

from engine.concepts.connection import PATIENCE, busy, connect, full
from engine.concepts.migrations import schema
from engine.errors import FormatError, SetupError
from engine.files import storing, write_whole

Row: TypeAlias = dict[str, Any]
Value: TypeAlias = str | int | float | bytes | None
BEFORE_UPDATE = "before-update"
"""What people call the library with the former list."""


class OverDatabase:
    """What stands on an open database: close it, or use it in a `with`."""

    _db: "LibraryDatabase"

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class LibraryDatabase:
    """An open database, of the newest schema. One thread uses it."""

    def __init__(self, path: Path, may_be_new: bool) -> None:
        """Open or make the database at `path` and bring it up to date.

        FormatError where it is damaged, newer than this version, or empty and may not be;
        SetupError where it cannot be written or another process keeps it too long.
        """
        self.path = path
        with self._speaking():
            connection = connect(path)
            try:
                self._db = Database(connection, execute_plugins=False)
                self._migrate(may_be_new)
            except BaseException:
                connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def copied(self) -> "LibraryDatabase":
        """A copy in memory, as it is at one moment; others may go on writing."""
        copy = LibraryDatabase(Path(":memory:"), may_be_new=True)
        with self._speaking():
            self._db.conn.backup(copy._db.conn)
        return copy

    def content(self) -> bytes:
        """The database as the bytes of a file, without what was deleted."""
        with self._speaking():
            return self._db.conn.serialize()

    def rows(self, sql: str, *values: Value) -> list[Row]:
        """All rows that a SELECT gives."""
        with self._speaking():
            return list(self._db.query(sql, values))

    def tuples(self, sql: str, *values: Value) -> list[tuple[Any, ...]]:
        """The same without names: ten thousand rows take a third of the time."""
        with self._speaking():
            return list(self._db.execute(sql, values))

    def run(self, sql: str, *values: Value) -> None:
        """Carry out a statement within a change."""
        with self._speaking():
            self._db.execute(sql, values)

    def insert(self, table: str, row: Mapping[str, Value]) -> None:
        """Add a row within a change."""
        with self._speaking():
            self._db.table(table).insert(dict(row))

    @contextmanager
    def change(self, patience: float = PATIENCE) -> Iterator[None]:
        """All that happens inside is kept or nothing is; no other process writes meanwhile.

        SetupError where another process's change takes longer than `patience` seconds.
        """
        with self._speaking():
            self._wait_at_most(patience)
            try:
                self._db.conn.execute("BEGIN IMMEDIATE")
            finally:
                self._wait_at_most(PATIENCE)
        try:
            yield
            with self._speaking():
                self._db.conn.execute("COMMIT")
            with suppress(sqlite3.Error):  # else a copy of the file without its log would be old
                self._db.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
        except BaseException:
            self._db.conn.rollback()
            raise

    def forget_log(self) -> None:
        """Empty the write-ahead log, and drop the former list: deleted words are in both."""
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")
        with storing(self.path.parent):
            former_list(self.path).unlink(missing_ok=True)

    def _wait_at_most(self, seconds: float) -> None:
        self._db.conn.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")

    def _migrate(self, may_be_new: bool) -> None:
        applied = {step.name for step in schema.applied(self._db)}
        if not applied and not may_be_new:
            raise FormatError(
                f"The library's list {self.path} is missing or empty, but concepts lie beside it.",
                remedy=f"{_rescue(self.path)}{_way_back(self.path)}",
            )
        if applied - _known_steps():
            raise FormatError(
                f"The library {self.path} was made by a newer version of the app.",
                remedy="Update the app, or set YOCHAMELEON_HOME to another folder."  # noqa: S608 - no SQL
                f"{_way_back(self.path)}",
            )
        if schema.pending(self._db):
            with self.change():
                if applied and schema.pending(self._db):
                    write_whole(former_list(self.path), self.content())
                schema.apply(self._db)  # asks again what is pending, now that nobody else writes

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what SQLite says into a sentence for a person."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # our bug, not the file's fault
        except sqlite3.OperationalError as error:
            raise _unusable(self.path, error) from error
        except sqlite3.DatabaseError as error:
            raise FormatError(
                f"The library's list {self.path} is damaged: {error}.",
                remedy=f"{_rescue(self.path)}{_way_back(self.path)}",
            ) from error


def former_list(path: Path) -> Path:
    """Where the list at `path` is kept as it was before its last change of schema.

    It stays until something is erased: then nobody goes back to before. `engine.backup.former`
    makes a library of it again.
    """
    return path.with_name(f"{path.stem}-before{path.suffix}")


def _rescue(path: Path) -> str:
    """What to do when the list at `path` is lost and the concept files are still there.

    Never to put an older list in its place: files that it does not name would be swept.
    """
    return (
        f"Restore a whole backup, which sets this library aside; or move {path.parent} elsewhere "
        "and import the .concept files in it."
    )


def _way_back(path: Path) -> str:
    """What to do besides, where the list is there as it was before the app was updated."""
    if not former_list(path).is_file():
        return ""
    return f" `engine library bring-back {BEFORE_UPDATE}` goes back to before the app was updated."


def _unusable(path: Path, error: sqlite3.OperationalError) -> SetupError:
    if busy(error):
        return SetupError(
            "Another program is changing the library.", remedy="Wait for it, then try again."
        )
    if full(path, error):
        return SetupError(
            f"The disk is full, so the library {path} cannot be changed.",
            remedy="Make room there. All that was saved can still be read.",
        )
    return SetupError(
        f"The library {path} cannot be used: {error}.",
        remedy="Make room and allow writing there, or set YOCHAMELEON_HOME to another folder.",
    )


def _known_steps() -> set[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        return {step.name for step in schema.pending(Database(connection, execute_plugins=False))}
