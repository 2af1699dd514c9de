"""The pool's list: SQLite beside its vectors. It may be lost: everything can be added again."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.errors import FormatError, SetupError

FILE = "pool.db"
VERSION = 1
_SCHEMA = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, title TEXT NOT NULL UNIQUE,
    folder TEXT NOT NULL UNIQUE, added_at TEXT NOT NULL);
CREATE TABLE shelves (
    source INTEGER NOT NULL REFERENCES sources ON DELETE CASCADE, embedder TEXT NOT NULL,
    dimensions INTEGER NOT NULL, file TEXT NOT NULL, PRIMARY KEY (source, embedder));
CREATE TABLE pictures (
    source INTEGER NOT NULL, embedder TEXT NOT NULL, row INTEGER NOT NULL, path TEXT NOT NULL,
    size INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (source, embedder, row),
    FOREIGN KEY (source, embedder) REFERENCES shelves ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE skipped (
    source INTEGER NOT NULL, embedder TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL,
    time INTEGER NOT NULL, PRIMARY KEY (source, embedder, path),
    FOREIGN KEY (source, embedder) REFERENCES shelves ON DELETE CASCADE) WITHOUT ROWID;
"""
_AGAIN = "Delete it; then add the folders of the pool again."


def opened(path: Path) -> sqlite3.Connection:
    """The list at `path`, made where there is none. FormatError where it is not ours or newer."""
    with speaking(path):
        connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys=on")
            connection.execute("PRAGMA secure_delete=on")
            _migrate(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def changing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All that happens inside is kept or nothing is."""
    with speaking(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a sentence for a person."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # our bug, not the file's fault
    except sqlite3.OperationalError as error:
        raise SetupError(
            f"The pool's list {path} cannot be used: {error}.",
            remedy="Make room and allow writing there, and wait for other programs that use it.",
        ) from error
    except sqlite3.DatabaseError as error:
        raise FormatError(f"The pool's list {path} is damaged: {error}.", _AGAIN) from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise FormatError(f"The pool's list {path} is from a newer version.", "Update the app.")
    if version < VERSION:
        connection.executescript(
            f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version={VERSION}; COMMIT;"
        )
