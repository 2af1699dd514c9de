"""Rows of the library's list ↔ pictures: the only place that spells SQL about pictures."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import numpy as np

from engine.concepts.concept import finite
from engine.concepts.database import LibraryDatabase, Row
from engine.concepts.tables import now
from engine.gallery.picture import Likeness, NewPicture, Picture, Source, Subject

T = TypeVar("T")

_CODE = np.dtype("<u2")
"""How a code is kept: 8,192 of them exist (method.md 1.2)."""


class PictureTables:
    """What stands in the list. Whoever writes opens a change of the database first."""

    def __init__(self, db: LibraryDatabase, folder: Path) -> None:
        self._db, self._folder = db, folder

    def insert(self, new: NewPicture, file: str) -> str:
        """List `file` as a picture and return its id."""
        picture = uuid4().hex
        likeness = new.likeness
        names = " ".join(subject.name for subject in new.subjects)
        self._db.insert(
            "pictures",
            {
                "id": picture,
                "file": file,
                "width": new.picture.width,
                "height": new.picture.height,
                "created_at": now(),
                "source": new.source.value,
                "batch": new.batch or picture,
                "prompt": new.prompt,
                "wish": new.wish,
                "words": f"{new.prompt} {names}".casefold(),
                "sampling": json.dumps(finite(new.sampling)),
                "checkpoint": new.checkpoint,
                "resemblance": likeness.resemblance if likeness else None,
                "ceiling": likeness.ceiling if likeness else None,
            },
        )
        codes = np.asarray(new.codes, _CODE).tobytes()
        self._db.insert("picture_codes", {"picture": picture, "codes": codes})
        for subject in new.subjects:
            self._db.insert("picture_concepts", asdict(subject) | {"picture": picture})
        return picture

    def take_over(self, concept: str, other: str, offset: int) -> int:
        """Show a concept where another one became part of it; on how many pictures that is.

        Versions are `offset` later; a picture of both shows the one.
        """
        sql = "SELECT count(*) AS n FROM picture_concepts WHERE concept = ?"
        [row] = self._db.rows(sql, other)
        self._db.run(
            "UPDATE OR IGNORE picture_concepts SET concept = ?, version = version + ? "
            "WHERE concept = ?",
            concept,
            offset,
            other,
        )
        self._db.run("DELETE FROM picture_concepts WHERE concept = ?", other)
        return int(row["n"])

    def pictures(self, ids: Sequence[str]) -> list[Picture]:
        """These pictures in this order, hidden ones as well; ids that are gone are left out."""
        given = json.dumps(list(ids))
        rows = self._db.rows(
            "SELECT * FROM pictures WHERE id IN (SELECT value FROM json_each(?))", given
        )
        subjects = self._subjects(given)
        tags = self._words(
            "SELECT picture, tag AS word FROM picture_tags "
            "WHERE picture IN (SELECT value FROM json_each(?)) ORDER BY tag_key",
            given,
        )
        albums = self._words(
            "SELECT picture, name AS word FROM album_pictures JOIN albums ON album = albums.id "
            "WHERE picture IN (SELECT value FROM json_each(?)) ORDER BY name_key",
            given,
        )
        found = {
            row["id"]: self._picture(row, subjects[row["id"]], tags[row["id"]], albums[row["id"]])
            for row in rows
        }
        return [found[one] for one in ids if one in found]

    def in_order(self, ids: Sequence[str]) -> list[str]:
        """These ids in the order their pictures were finished in."""
        sql = "SELECT id FROM pictures WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place"
        return [row["id"] for row in self._db.rows(sql, json.dumps(list(ids)))]

    def codes(self, picture: str) -> tuple[int, ...]:
        """The codes that the picture is decoded from; empty where it is gone."""
        rows = self._db.rows("SELECT codes FROM picture_codes WHERE picture = ?", picture)
        return tuple(int(code) for row in rows for code in np.frombuffer(row["codes"], _CODE))

    def beginning_with(self, start: str) -> list[str]:
        """Ids of pictures that are not hidden and whose id begins so."""
        sql = "SELECT id FROM pictures WHERE hidden_at = '' AND substr(id, 1, ?) = ?"
        return [row["id"] for row in self._db.rows(sql, len(start), start)]

    def files(self) -> dict[str, str]:
        """The file of every picture by its id, of hidden ones as well."""
        return dict(self._db.tuples("SELECT id, file FROM pictures"))

    def missing(self) -> set[str]:
        """Ids of those whose file was gone at the last look."""
        return {row["id"] for row in self._db.rows("SELECT id FROM pictures WHERE missing = 1")}

    def set_missing(self, ids: Sequence[str]) -> None:
        """Say of exactly these that their file is gone."""
        self._db.run(
            "UPDATE pictures SET missing = id IN (SELECT value FROM json_each(?))",
            json.dumps(list(ids)),
        )

    def hide(self, ids: Sequence[str], when: str) -> None:
        """Leave them out of every list since `when`; an empty `when` brings them back."""
        sql = "UPDATE pictures SET hidden_at = ? WHERE id IN (SELECT value FROM json_each(?))"
        self._db.run(sql, when, json.dumps(list(ids)))

    def hidden(self) -> dict[str, str]:
        """When each hidden picture was hidden, by id."""
        rows = self._db.rows("SELECT id, hidden_at FROM pictures WHERE hidden_at <> ''")
        return {row["id"]: row["hidden_at"] for row in rows}

    def delete(self, ids: Sequence[str]) -> list[str]:
        """Forget them; the names of their files are returned."""
        given = json.dumps(list(ids))
        rows = self._db.rows(
            "SELECT file FROM pictures WHERE id IN (SELECT value FROM json_each(?))", given
        )
        self._db.run("DELETE FROM pictures WHERE id IN (SELECT value FROM json_each(?))", given)
        return [row["file"] for row in rows]

    def prompts(self, concept: str, limit: int) -> list[str]:
        """Different wishes of the concept's pictures, or of all, the latest first."""
        rows = self._db.rows(
            "SELECT CASE wish WHEN '' THEN prompt ELSE wish END AS asked, max(place) AS latest "
            "FROM pictures WHERE hidden_at = '' "
            "AND (? = '' OR id IN (SELECT picture FROM picture_concepts WHERE concept = ?)) "
            "GROUP BY asked ORDER BY latest DESC LIMIT ?",
            concept,
            concept,
            limit,
        )
        return [row["asked"] for row in rows]

    def _subjects(self, given: str) -> dict[str, list[Subject]]:
        """By picture; a concept that was renamed is told by its present name.

        One that is called a person since is a person on what was drawn before, too: it is marked.
        """
        rows = self._db.rows(
            "SELECT picture, concept, coalesce(concepts.name, picture_concepts.name) AS name, "
            "iif(concepts.kind = 'person', concepts.kind, picture_concepts.kind) AS kind, "
            "version FROM picture_concepts "
            "LEFT JOIN concepts ON concepts.id = concept "
            "WHERE picture IN (SELECT value FROM json_each(?)) ORDER BY picture_concepts.rowid",
            given,
        )
        found: dict[str, list[Subject]] = defaultdict(list)
        for row in rows:
            facts = {name: row[name] for name in Subject.__slots__}
            found[row["picture"]].append(Subject(**facts))
        return found

    def _words(self, sql: str, given: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for row in self._db.rows(sql, given):
            found[row["picture"]].append(row["word"])
        return found

    def _picture(
        self, row: Row, subjects: list[Subject], tags: list[str], albums: list[str]
    ) -> Picture:
        likeness = None
        if row["resemblance"] is not None:
            likeness = Likeness(row["resemblance"], row["ceiling"])
        return Picture(
            **{name: row[name] for name in _PLAIN},
            path=self._folder / row["file"],
            source=Source(row["source"]),
            sampling=json.loads(row["sampling"]),
            subjects=tuple(subjects),
            likeness=likeness,
            favourite=bool(row["favourite"]),
            missing=bool(row["missing"]),
            tags=tuple(tags),
            albums=tuple(albums),
        )


_PLAIN = (
    "id", "width", "height", "created_at", "batch", "prompt", "wish", "checkpoint", "rating"
)  # fmt: skip
