"""Pictures of the pool that a person left out: for one concept, or for every one.

A picture is called by its key, which `engine.pool.entries.picture_key` makes.
"""

from collections.abc import Iterable

from engine.concepts.database import LibraryDatabase

EVERY = ""
"""In place of a concept's id: for every concept."""


class LeftOut:
    """What is left out, by the id of a concept."""

    def __init__(self, db: LibraryDatabase) -> None:
        self._db = db

    def pictures(self, concept: str = EVERY) -> frozenset[str]:
        """Keys of pictures left out for this concept alone, or for every one."""
        rows = self._db.rows("SELECT picture FROM left_out WHERE concept = ?", concept)
        return frozenset(row["picture"] for row in rows)

    def add(self, pictures: Iterable[str], concept: str = EVERY) -> None:
        """Leave pictures out from now on."""
        with self._db.change():
            for picture in pictures:
                sql = "INSERT OR IGNORE INTO left_out (concept, picture) VALUES (?, ?)"
                self._db.run(sql, concept, picture)

    def copy(self, concept: str, other: str) -> None:
        """Within a change: leave out for another concept what is left out for this one."""
        sql = "INSERT OR IGNORE INTO left_out (concept, picture) SELECT ?, picture FROM left_out"
        self._db.run(f"{sql} WHERE concept = ?", other, concept)

    def remove(self, pictures: Iterable[str], concept: str = EVERY) -> None:
        """Leave pictures out no longer."""
        with self._db.change():
            for picture in pictures:
                sql = "DELETE FROM left_out WHERE concept = ? AND picture = ?"
                self._db.run(sql, concept, picture)
