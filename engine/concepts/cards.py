"""What a person adds to a concept, and what a grid of concepts shows: its rows, read and written.

The one place that spells SQL about tags, notes, portraits and consent. It knows no pictures.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.concepts.concept import KINDS
from engine.concepts.database import LibraryDatabase, Row
from engine.concepts.entries import Entry
from engine.concepts.files import LibraryFiles
from engine.errors import InputError

MOST_TAGS = 32
LONGEST_TAG = 40
"""Characters."""
LONGEST_NOTES = 20_000
"""Characters; a few pages."""

_CARDS = """
    SELECT concepts.*,
        COALESCE(
            (SELECT scores FROM snapshots
                WHERE version = versions.id AND epoch = current_snapshot),
            versions.scores) AS scores, versions.created_at AS learned_at,
        (SELECT COUNT(*) FROM versions WHERE concept = concepts.id) AS versions,
        (SELECT GROUP_CONCAT(notes, CHAR(10)) FROM versions
            WHERE concept = concepts.id AND notes <> '') AS version_notes,
        (SELECT COUNT(*) FROM photos WHERE concept = concepts.id) AS photos,
        COALESCE(
            (SELECT file FROM photos WHERE concept = concepts.id AND file = portrait),
            (SELECT file FROM photos WHERE concept = concepts.id
                ORDER BY role = 'positive' DESC, rowid LIMIT 1)) AS face
    FROM concepts
    LEFT JOIN versions ON versions.concept = concepts.id AND number = current_version
"""
_TAGS = "UPDATE concepts SET tags = ? WHERE id = ?"
_NOTES = "UPDATE concepts SET notes = ? WHERE id = ?"
_KIND = "UPDATE concepts SET kind = ? WHERE id = ?"
_PORTRAIT = "UPDATE concepts SET portrait = ? WHERE id = ?"
_CONSENT = "UPDATE concepts SET consent = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person stated before a human being was taught, in the words that were shown."""

    statement: str
    given_at: str
    """UTC in ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A concept as a grid of them shows it."""

    entry: Entry
    tags: tuple[str, ...]
    notes: str
    version_notes: str = ""
    """Those on all of its versions, one after the other."""
    portrait: Path | None
    """The pinned photo, else the first one; None where the concept has no photo."""
    pinned: bool
    consent: Consent | None
    learned_at: str
    """When the version in use was learned, UTC in ISO 8601."""
    versions: int
    photos: int
    scores: Mapping[str, float]
    """Of the version in use."""

    def says(self, words: str) -> bool:
        """Whether each of the words occurs in its name, tags or notes, in any case."""
        text = "\n".join((self.entry.name, *self.tags, self.notes, self.version_notes)).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A change of what a person adds; None leaves a thing as it is."""

    tags: tuple[str, ...] | None = None
    notes: str | None = None
    kind: str | None = None
    portrait: Path | None = None
    """One of the concept's own photos."""
    consent: Consent | None = None


class CardTables:
    """Cards in the list. Whoever writes opens a change of the database first."""

    def __init__(self, db: LibraryDatabase, files: LibraryFiles) -> None:
        self._db, self._files = db, files

    def cards(self) -> list[Card]:
        """Every concept, by name."""
        return [self._card(row) for row in self._db.rows(f"{_CARDS} ORDER BY name_key")]

    def card(self, entry: Entry) -> Card:
        """One of them."""
        return self._card(self._db.rows(f"{_CARDS} WHERE concepts.id = ?", entry.id)[0])

    def describe(self, entry: Entry, change: Description) -> None:
        """Take over what is given. InputError where a tag, notes or the portrait will not do."""
        values = [
            (_TAGS, None if change.tags is None else _tags_text(change.tags)),
            (_NOTES, None if change.notes is None else tidy_notes(change.notes)),
            (_KIND, None if change.kind is None else _checked_kind(change.kind)),
            (_PORTRAIT, self._own_photo(entry, change.portrait)),
            (_CONSENT, None if change.consent is None else _consent_text(change.consent)),
        ]
        for sql, value in values:
            if value is not None:
                self._db.run(sql, value, entry.id)

    def _own_photo(self, entry: Entry, photo: Path | None) -> str | None:
        if photo is None:
            return None
        rows = self._db.rows("SELECT file FROM photos WHERE concept = ?", entry.id)
        if photo.name not in {row["file"] for row in rows}:
            raise InputError(
                f"{photo.name} is no photo of “{entry.name}”.",
                remedy="Choose one of its own photos as the portrait.",
            )
        return photo.name

    def _card(self, row: Row) -> Card:
        return Card(
            entry=Entry(**{name: row[name] for name in Entry.__slots__}),
            tags=tuple(json.loads(row["tags"])),
            notes=row["notes"],
            version_notes=row["version_notes"] or "",
            portrait=self._files.photos / row["face"] if row["face"] else None,
            pinned=bool(row["portrait"]) and row["portrait"] == row["face"],
            consent=Consent(**json.loads(row["consent"])) if row["consent"] else None,
            learned_at=row["learned_at"] or row["created_at"],
            versions=row["versions"],
            photos=row["photos"],
            scores=json.loads(row["scores"] or "{}"),
        )


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without surrounding space, each once whatever its case, sorted. InputError if unfit."""
    tidy: dict[str, str] = {}
    for tag in tags:
        words = " ".join(tag.split())
        if words:
            tidy.setdefault(words.casefold(), words)
    if len(tidy) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tidy.values()):
        raise InputError(
            "These are too many or too long tags.",
            remedy=f"Use at most {MOST_TAGS} tags of at most {LONGEST_TAG} characters.",
        )
    return tuple(tidy[key] for key in sorted(tidy))


def _tags_text(tags: Iterable[str]) -> str:
    return json.dumps(tidy_tags(tags), ensure_ascii=False)


def _consent_text(consent: Consent) -> str:
    stated = {"statement": consent.statement, "given_at": consent.given_at}
    return json.dumps(stated, ensure_ascii=False)


def _checked_kind(kind: str) -> str:
    if kind not in KINDS:
        raise InputError(f"There is no kind {kind!r}.", remedy=f"Choose one of {', '.join(KINDS)}.")
    return kind


def tidy_notes(notes: str) -> str:
    """Notes without surrounding space. InputError where they are too long."""
    if len(notes) > LONGEST_NOTES:
        raise InputError(
            f"The notes have {len(notes)} characters; {LONGEST_NOTES} are possible.",
            remedy="Make the notes shorter.",
        )
    return notes.strip()
