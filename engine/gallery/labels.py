"""What a person says about pictures: favourites, stars, tags and albums."""

import json
from collections.abc import Sequence
from uuid import uuid4

from engine.concepts.database import LibraryDatabase
from engine.concepts.names import checked_name, name_key
from engine.concepts.tables import now
from engine.errors import InputError
from engine.gallery.picture import MOST_STARS, Counted


class Labels:
    """Reads and changes labels; each call is a change of its own, of all pictures or of none."""

    def __init__(self, db: LibraryDatabase) -> None:
        self._db = db

    def set_favourite(self, ids: Sequence[str], favourite: bool = True) -> None:
        """Make these pictures favourites, or no longer."""
        with self._db.change():
            sql = "UPDATE pictures SET favourite = ? WHERE id IN (SELECT value FROM json_each(?))"
            self._db.run(sql, int(favourite), json.dumps(list(ids)))

    def rate(self, ids: Sequence[str], stars: int) -> None:
        """Give 1…5 stars, or take them away with 0. InputError for another number."""
        if not 0 <= stars <= MOST_STARS:
            raise InputError(f"{stars} stars cannot be given.", remedy="Give 0 to 5.")
        with self._db.change():
            sql = "UPDATE pictures SET rating = ? WHERE id IN (SELECT value FROM json_each(?))"
            self._db.run(sql, stars, json.dumps(list(ids)))

    def tag(self, ids: Sequence[str], tag: str) -> None:
        """Add a tag. InputError where it is unfit, as for a concept's name."""
        tag = checked_name(tag)
        with self._db.change():
            self._db.run(
                "INSERT OR IGNORE INTO picture_tags (picture, tag, tag_key) "
                "SELECT id, ?, ? FROM pictures WHERE id IN (SELECT value FROM json_each(?))",
                tag,
                name_key(tag),
                json.dumps(list(ids)),
            )

    def untag(self, ids: Sequence[str], tag: str) -> None:
        """Take a tag away; nothing where they do not have it."""
        with self._db.change():
            self._db.run(
                "DELETE FROM picture_tags WHERE tag_key = ? "
                "AND picture IN (SELECT value FROM json_each(?))",
                name_key(tag),
                json.dumps(list(ids)),
            )

    def put(self, ids: Sequence[str], album: str) -> None:
        """Put pictures into an album, which is made where there is none of this name.

        InputError where the name is unfit.
        """
        name = checked_name(album)
        with self._db.change():
            self._db.run(
                "INSERT OR IGNORE INTO albums (id, name, name_key, created_at) VALUES (?, ?, ?, ?)",
                uuid4().hex,
                name,
                name_key(name),
                now(),
            )
            self._db.run(
                "INSERT OR IGNORE INTO album_pictures (album, picture) SELECT albums.id, "
                "pictures.id FROM albums, pictures WHERE name_key = ? "
                "AND pictures.id IN (SELECT value FROM json_each(?))",
                name_key(name),
                json.dumps(list(ids)),
            )

    def take_out(self, ids: Sequence[str], album: str) -> None:
        """Take pictures out of an album; they stay in the gallery."""
        with self._db.change():
            self._db.run(
                "DELETE FROM album_pictures WHERE album = (SELECT id FROM albums "
                "WHERE name_key = ?) AND picture IN (SELECT value FROM json_each(?))",
                name_key(album),
                json.dumps(list(ids)),
            )

    def rename_album(self, album: str, new_name: str) -> None:
        """Call an album `new_name`. InputError where that is unfit or another album's."""
        new_name = checked_name(new_name)
        with self._db.change():
            same = name_key(album) == name_key(new_name)
            if not same and self._has_album(new_name):
                raise InputError(
                    f"There is an album “{new_name}” already.", remedy="Choose another name."
                )
            self._refuse_unknown(album)
            sql = "UPDATE albums SET name = ?, name_key = ? WHERE name_key = ?"
            self._db.run(sql, new_name, name_key(new_name), name_key(album))

    def delete_album(self, album: str) -> int:
        """Forget an album; its pictures stay: how many. InputError where there is none so named."""
        with self._db.change():
            self._refuse_unknown(album)
            counts = {name_key(one.name): one.count for one in self.albums()}
            self._db.run("DELETE FROM albums WHERE name_key = ?", name_key(album))
        self._db.forget_log()
        return counts[name_key(album)]

    def tags(self) -> list[Counted]:
        """Every tag, by name."""
        sql = """SELECT min(tag) AS name, count(*) AS count FROM picture_tags
            JOIN pictures ON pictures.id = picture AND hidden_at = ''
            GROUP BY tag_key ORDER BY tag_key"""
        return [Counted(row["name"], row["count"]) for row in self._db.rows(sql)]

    def albums(self) -> list[Counted]:
        """Every album, by name, empty ones as well."""
        sql = """SELECT name, count(pictures.id) AS count FROM albums
            LEFT JOIN album_pictures ON album = albums.id
            LEFT JOIN pictures ON pictures.id = picture AND hidden_at = ''
            GROUP BY albums.id ORDER BY name_key"""
        return [Counted(row["name"], row["count"]) for row in self._db.rows(sql)]

    def concepts(self) -> list[Counted]:
        """Every concept that was drawn, by its present name, also those that were deleted."""
        sql = """SELECT picture_concepts.concept AS id, count(*) AS count,
            coalesce(min(concepts.name), min(picture_concepts.name)) AS name
            FROM picture_concepts JOIN pictures ON pictures.id = picture AND hidden_at = ''
            LEFT JOIN concepts ON concepts.id = concept
            GROUP BY picture_concepts.concept ORDER BY name COLLATE NOCASE"""
        return [Counted(row["name"], row["count"], row["id"]) for row in self._db.rows(sql)]

    def _has_album(self, name: str) -> bool:
        return bool(self._db.rows("SELECT 1 FROM albums WHERE name_key = ?", name_key(name)))

    def _refuse_unknown(self, album: str) -> None:
        if not self._has_album(album):
            raise InputError(f"There is no album “{album}”.", remedy="Look at the list of albums.")
