"""The pool's own store: its sources, what was seen of them, and what looks like a photo.

Vectors lie in files; the list says how many of a file's vectors count, so a kill at any moment
leaves the pool as it was before or after a batch of pictures.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from engine.errors import InputError
from engine.files import storing
from engine.pool.entries import Likeness, Seen, Shelf, Source, SourceKind
from engine.pool.tables import FILE, changing, opened, speaking
from engine.pool.vectors import Rows, VectorFile

if TYPE_CHECKING:
    from engine.vision.models import Floats

_COUNTED = """
SELECT sources.*,
    (SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) n FROM pictures
     WHERE source = sources.id GROUP BY embedder)) AS pictures,
    (SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) n FROM skipped
     WHERE source = sources.id GROUP BY embedder)) AS skipped
FROM sources
"""


class PoolStore:
    """The pool in `folder`; close it, or use it in a `with`. One thread uses it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with storing(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / FILE
        self._list = opened(self._path)

    def __enter__(self) -> "PoolStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the list."""
        self._list.close()

    def sources(self) -> list[Source]:
        """Every source, in the order they were added."""
        return [_source(row) for row in self._rows(f"{_COUNTED} ORDER BY id")]

    def find(self, title: str) -> Source:
        """The source of this title, in any case. InputError where there is none."""
        known = self.sources()
        for one in known:
            if one.title.casefold() == title.casefold():
                return one
        titles = ", ".join(one.title for one in known) or "there is none yet"
        raise InputError(
            f"The pool has no source “{title}”.", remedy=f"Choose one of them: {titles}."
        )

    def add(self, kind: SourceKind, folder: Path, title: str) -> Source:
        """The source for `folder`: the one that is there already, else a new one, still empty."""
        for one in self.sources():
            if one.folder == folder:
                return one
        taken = {one.title.casefold() for one in self.sources()} | {SourceKind.BUNDLED.value}
        numbered = (f"{title} {number}" if number > 1 else title for number in range(1, 10**6))
        free = next(name for name in numbered if name.casefold() not in taken)
        values = (kind.value, free, str(folder), datetime.now(UTC).isoformat(timespec="seconds"))
        with changing(self._list, self._path):
            self._list.execute(
                "INSERT INTO sources (kind, title, folder, added_at) VALUES (?, ?, ?, ?)", values
            )
        return self.find(free)

    def remove(self, source: Source) -> None:
        """Forget a source and its vectors; its pictures stay."""
        files = self._rows("SELECT file FROM shelves WHERE source = ?", source.id)
        with changing(self._list, self._path):
            self._list.execute("DELETE FROM sources WHERE id = ?", (source.id,))
        for row in files:
            (self.folder / row["file"]).unlink(missing_ok=True)

    def seen(self, shelf: Shelf) -> dict[str, Seen]:
        """Every file that was looked at, also those that could not be read, by path."""
        found = self._rows(
            "SELECT path, size, time FROM pictures WHERE source = ?1 AND embedder = ?2 "
            "UNION ALL SELECT path, size, time FROM skipped WHERE source = ?1 AND embedder = ?2",
            shelf.source,
            shelf.embedder,
        )
        return {row["path"]: Seen(row["path"], row["size"], row["time"]) for row in found}

    def append(
        self, shelf: Shelf, pictures: Sequence[Seen], vectors: "Floats", skipped: Sequence[Seen]
    ) -> None:
        """Keep pictures with their vectors (n, D), and those that could not be read."""
        key, file = (shelf.source, shelf.embedder), self._file(shelf)
        count = self.count(shelf)
        if pictures:
            file.append(vectors, count)
        rows = [
            (*key, count + place, one.path, one.size, one.time)
            for place, one in enumerate(pictures)
        ]
        bad = [(*key, one.path, one.size, one.time) for one in skipped]
        with changing(self._list, self._path):
            self._list.executemany("INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._list.executemany("INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?, ?)", bad)

    def forget(self, shelf: Shelf, paths: set[str]) -> None:
        """Drop files that are gone or changed; the vectors of the others move together."""
        key, old, count = (shelf.source, shelf.embedder), self._file(shelf), self.count(shelf)
        rows = self._rows(
            "SELECT * FROM pictures WHERE source = ? AND embedder = ? ORDER BY row", *key
        )
        kept = [row for row in rows if row["path"] not in paths]
        new = VectorFile(self.folder / f"{uuid4().hex}.f16", shelf.dimensions)
        old.copy(np.array([row["row"] for row in kept], np.int64), count, new)
        moved = [
            (*key, place, row["path"], row["size"], row["time"]) for place, row in enumerate(kept)
        ]
        with changing(self._list, self._path):
            self._list.execute("DELETE FROM pictures WHERE source = ? AND embedder = ?", key)
            self._list.executemany("INSERT INTO pictures VALUES (?, ?, ?, ?, ?, ?)", moved)
            self._list.executemany(
                "DELETE FROM skipped WHERE source = ? AND embedder = ? AND path = ?",
                [(*key, path) for path in paths],
            )
            self._list.execute(
                "UPDATE shelves SET file = ? WHERE source = ? AND embedder = ?",
                (new.path.name, *key),
            )
        old.path.unlink(missing_ok=True)

    def count(self, shelf: Shelf) -> int:
        """Pictures on this shelf."""
        (row,) = self._rows(
            "SELECT COUNT(*) AS n FROM pictures WHERE source = ? AND embedder = ?",
            shelf.source,
            shelf.embedder,
        )
        return int(row["n"])

    def nearest(self, source: Source, shelf: Shelf, query: "Floats", most: int) -> list[Likeness]:
        """The pictures most like `query` (D,), a unit vector, best first."""
        rows, cosines = self._file(shelf).nearest(query, most, self.count(shelf))
        return list(self._likenesses(source, shelf, rows, cosines))

    def among(self, source: Source, shelf: Shelf, query: "Floats", rows: Rows) -> list[Likeness]:
        """The pictures of these rows, with how much they are like `query` (D,)."""
        vectors = self._file(shelf).rows(rows, self.count(shelf))
        return list(self._likenesses(source, shelf, rows, vectors @ query))

    def _likenesses(
        self, source: Source, shelf: Shelf, rows: Rows, cosines: "Floats"
    ) -> Iterator[Likeness]:
        paths: dict[int, str] = {}
        for start in range(0, len(rows), 500):
            some = [int(row) for row in rows[start : start + 500]]
            marks = ", ".join("?" * len(some))
            found = self._rows(
                "SELECT row, path FROM pictures "  # noqa: S608 - only question marks
                f"WHERE source = ? AND embedder = ? AND row IN ({marks})",
                shelf.source,
                shelf.embedder,
                *some,
            )
            paths |= {row["row"]: row["path"] for row in found}
        for row, cosine in zip(rows, cosines, strict=True):
            yield Likeness(source.folder / paths[int(row)], float(cosine), source.kind)

    def _file(self, shelf: Shelf) -> VectorFile:
        key = (shelf.source, shelf.embedder)
        query = "SELECT file FROM shelves WHERE source = ? AND embedder = ?"
        if not (found := self._rows(query, *key)):
            values = (*key, shelf.dimensions, f"{uuid4().hex}.f16")
            with changing(self._list, self._path):
                self._list.execute("INSERT OR IGNORE INTO shelves VALUES (?, ?, ?, ?)", values)
            found = self._rows(query, *key)
        return VectorFile(self.folder / found[0]["file"], shelf.dimensions)

    def _rows(self, sql: str, *values: str | int) -> list[sqlite3.Row]:
        with speaking(self._path):
            return self._list.execute(sql, values).fetchall()


def _source(row: Any) -> Source:
    return Source(
        id=row["id"],
        kind=SourceKind(row["kind"]),
        title=row["title"],
        folder=Path(row["folder"]),
        added_at=row["added_at"],
        pictures=row["pictures"],
        skipped=row["skipped"],
    )
