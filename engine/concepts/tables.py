"""Rows of the library's list as values, and back. The one place that spells SQL about concepts."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from engine.concepts.concept import Concept, finite
from engine.concepts.database import LibraryDatabase, Row, Value
from engine.concepts.entries import Entry, KeptSnapshot, NewPhoto, Photo, Role, Version
from engine.concepts.files import LibraryFiles
from engine.concepts.left_out import LeftOut
from engine.concepts.names import name_key

_SNAPSHOTS = """
    SELECT snapshots.*, number FROM snapshots JOIN versions ON version = versions.id
    WHERE concept = ? AND number = ? ORDER BY epoch
"""
_LISTED = """
    SELECT concept, file FROM versions UNION ALL SELECT concept, file FROM photos
    UNION ALL SELECT concept, snapshots.file FROM snapshots JOIN versions ON version = versions.id
    UNION ALL SELECT concept, learning_files.file FROM learning_files
        JOIN versions ON version = versions.id
"""
_DELETIONS = (
    "DELETE FROM learning_files WHERE version IN (SELECT id FROM versions WHERE concept = ?)",
    "DELETE FROM snapshots WHERE version IN (SELECT id FROM versions WHERE concept = ?)",
    "DELETE FROM versions WHERE concept = ?",
    "DELETE FROM photos WHERE concept = ?",
    "DELETE FROM left_out WHERE concept = ?",
    "DELETE FROM concepts WHERE id = ?",
)


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class LibraryTables:
    """What stands in the list. Whoever writes opens a change of the database first."""

    def __init__(self, db: LibraryDatabase, files: LibraryFiles) -> None:
        self._db, self._files = db, files
        self.left_out = LeftOut(db)

    def entries(self) -> list[Entry]:
        """Every concept, by name."""
        rows = self._db.rows("SELECT * FROM concepts ORDER BY name_key")
        return [_entry(row) for row in rows]

    def entry(self, name: str) -> Entry | None:
        """The concept whose name counts as the same."""
        rows = self._db.rows("SELECT * FROM concepts WHERE name_key = ?", name_key(name))
        return _entry(rows[0]) if rows else None

    def versions(self, entry: Entry) -> list[Version]:
        """Its versions, by number."""
        sql = "SELECT * FROM versions WHERE concept = ? ORDER BY number"
        rows = self._db.rows(sql, entry.id)
        return [_version(row, self._files.concepts) for row in rows]

    def snapshots(self, entry: Entry, number: int) -> list[KeptSnapshot]:
        """The snapshots of one version, by epoch."""
        rows = self._db.rows(_SNAPSHOTS, entry.id, number)
        return [_snapshot(row, self._files.concepts) for row in rows]

    def photos(self, entry: Entry) -> list[Photo]:
        """Its photos, in the order they were added."""
        sql = "SELECT * FROM photos WHERE concept = ? ORDER BY rowid"
        rows = self._db.rows(sql, entry.id)
        return [_photo(row, self._files.photos) for row in rows]

    def files(self, entry: Entry | None = None) -> set[str]:
        """Names of all files that this concept has, or that any concept has."""
        rows = self._db.rows(_LISTED)
        return {row["file"] for row in rows if entry is None or row["concept"] == entry.id}

    def insert(self, entry: Entry) -> None:
        """List a new concept; its versions follow."""
        self._db.insert("concepts", asdict(entry) | {"name_key": name_key(entry.name)})

    def insert_version(
        self,
        entry: Entry,
        concept: Concept,
        file: str,
        *,
        made_at: str | None = None,
        notes: str = "",
    ) -> str:
        """List `file` as the entry's current version; its id is returned for snapshots."""
        version = uuid4().hex
        row: dict[str, Value] = {
            "id": version,
            "concept": entry.id,
            "number": entry.current_version,
            "base_model": concept.base_model,
            "file": file,
            "created_at": made_at or now(),
            "facts": json.dumps(finite(concept.training)),
            "scores": json.dumps(finite(concept.scores)),
            "notes": notes,
        }
        self._db.insert("versions", row)
        return version

    def note(self, entry: Entry, number: int, notes: str) -> None:
        """Take over what the person wrote down about a version."""
        sql = "UPDATE versions SET notes = ? WHERE concept = ? AND number = ?"
        self._db.run(sql, notes, entry.id, number)

    def insert_snapshot(self, version: str, epoch: int, concept: Concept, file: str) -> None:
        """List `file` as a snapshot of the version with this id."""
        scores = json.dumps(finite(concept.scores))
        row: dict[str, Value] = {"version": version, "epoch": epoch, "file": file}
        self._db.insert("snapshots", row | {"id": uuid4().hex, "scores": scores})

    def insert_photo(self, entry: Entry, photo: NewPhoto, file: str) -> None:
        """List `file` as a photo of the concept."""
        row: dict[str, Value] = {
            "id": uuid4().hex,
            "concept": entry.id,
            "file": file,
            "role": photo.role.value,
            "width": photo.width,
            "height": photo.height,
            "added_at": now(),
        }
        self._db.insert("photos", row)

    def update(self, entry: Entry) -> None:
        """Take over the entry's name and current version."""
        self._db.run(
            "UPDATE concepts SET name = ?, name_key = ?, current_version = ?, base_model = ?, "
            "current_snapshot = ? WHERE id = ?",
            entry.name,
            name_key(entry.name),
            entry.current_version,
            entry.base_model,
            entry.current_snapshot,
            entry.id,
        )

    def take_over(self, entry: Entry, other: Entry, double: Iterable[str]) -> int:
        """Make all that is another concept's this one's, and forget the other one.

        Its versions are numbered on; what was added to their numbers is returned. `double` are
        files of its photos that are not kept. The photo that was held back stays the one.
        """
        offset = self.versions(entry)[-1].number
        for file in double:
            self._db.run("DELETE FROM photos WHERE file = ?", file)
        if any(photo.role is Role.HELD_OUT for photo in self.photos(entry)):
            self._db.run("UPDATE photos SET role = 'positive' WHERE concept = ?", other.id)
        self._db.run("UPDATE photos SET concept = ? WHERE concept = ?", entry.id, other.id)
        numbered = "UPDATE versions SET concept = ?, number = number + ? WHERE concept = ?"
        self._db.run(numbered, entry.id, offset, other.id)
        self.left_out.copy(other.id, entry.id)
        self.delete(other)
        return offset

    def delete(self, entry: Entry) -> None:
        """Forget the concept and all that is listed under it."""
        for sql in _DELETIONS:
            self._db.run(sql, entry.id)


def _entry(row: Row) -> Entry:
    return Entry(**{name: row[name] for name in Entry.__slots__})


def _version(row: Row, folder: Path) -> Version:
    return Version(
        number=row["number"],
        base_model=row["base_model"],
        path=folder / row["file"],
        created_at=row["created_at"],
        facts=json.loads(row["facts"]),
        scores=json.loads(row["scores"]),
        notes=row["notes"],
    )


def _snapshot(row: Row, folder: Path) -> KeptSnapshot:
    return KeptSnapshot(
        version=row["number"],
        epoch=row["epoch"],
        path=folder / row["file"],
        scores=json.loads(row["scores"]),
    )


def _photo(row: Row, folder: Path) -> Photo:
    return Photo(
        path=folder / row["file"],
        role=Role(row["role"]),
        width=row["width"],
        height=row["height"],
        added_at=row["added_at"],
    )
