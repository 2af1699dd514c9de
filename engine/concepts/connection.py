"""A connection to the library's list, as good as the disk allows; what SQLite's errors mean.

SQLite shares a small file between processes while a list is open. On a full or read-only disk there
is no such file, and the list can be read all the same.
"""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PATIENCE = 30.0
"""Seconds that a change waits for another process's change."""
_SHORT = 2.0
_NO_ROOM = 1 << 16
"""Bytes: with fewer, nothing can be done on a disk."""
_REFUSED = frozenset(
    {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
)


def connect(path: Path) -> sqlite3.Connection:
    """Open or make the file; where the disk refuses that, for reading. sqlite3.Error as SQLite's.

    What a kill left in the log can only be read alone, while every other one waits.
    """
    try:
        return _tried(_shared, path)
    except sqlite3.OperationalError as error:
        if _code(error) not in _REFUSED or not path.exists():
            raise
        first = error
    with suppress(sqlite3.OperationalError):
        return _tried(_alone if _has_log(path) else _fixed, path)
    raise first


def busy(error: sqlite3.OperationalError) -> bool:
    """Whether another connection is in the way."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def full(path: Path, error: sqlite3.OperationalError) -> bool:
    """Whether there is no room on the disk of `path`."""
    return _code(error) == sqlite3.SQLITE_FULL or shutil.disk_usage(path.parent).free < _NO_ROOM


def _tried(way: Callable[[Path], sqlite3.Connection], path: Path) -> sqlite3.Connection:
    """Opened and read once: only then SQLite has all that it needs."""
    connection = way(path)
    try:
        if way is not _fixed:
            _prepare(connection)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _shared(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE)


def _alone(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_SHORT)
    connection.execute("PRAGMA locking_mode=exclusive")
    return connection


def _fixed(path: Path) -> sqlite3.Connection:
    """Without any lock; what another process might write meanwhile, the disk refuses as well."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, timeout=_SHORT)


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _prepare(connection: sqlite3.Connection) -> None:
    """Settings of the connection; WAL lasts, so it is set once in the life of the file."""
    deadline = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode=wal")
        except sqlite3.OperationalError as error:  # SQLite does not wait by itself here
            if not busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
    connection.execute("PRAGMA synchronous=full")  # what was kept survives a power cut
    connection.execute("PRAGMA foreign_keys=on")
    connection.execute("PRAGMA secure_delete=on")  # deleted words are overwritten


def _code(error: sqlite3.OperationalError) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF  # the low byte is the plain code
