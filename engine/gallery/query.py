"""Which pictures are looked for and in what order, as SQL. It knows the tables, not who asks."""

from dataclasses import dataclass, field
from enum import StrEnum

from engine.concepts.database import Value
from engine.concepts.names import name_key
from engine.gallery.picture import Source


class Sort(StrEnum):
    """Orders of a list; equal ones stand with the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RATING = "rating"
    RESEMBLANCE = "resemblance"


_ORDERS = {
    Sort.NEWEST: "place DESC",
    Sort.OLDEST: "place",
    Sort.RATING: "rating DESC, favourite DESC, place DESC",
    Sort.RESEMBLANCE: "resemblance DESC NULLS LAST, place DESC",
}


_SAYS = r"""(words LIKE ? ESCAPE '\'
    OR EXISTS (SELECT 1 FROM picture_tags
        WHERE picture = pictures.id AND tag_key LIKE ? ESCAPE '\')
    OR EXISTS (SELECT 1 FROM picture_concepts JOIN concepts ON concepts.id = concept
        WHERE picture = pictures.id AND concepts.name_key LIKE ? ESCAPE '\'))"""
"""A word; `words` has the names that concepts had when the picture was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All that is given must hold. Without anything, all pictures."""

    text: str = ""
    """Words that stand in the prompt, a tag or a concept's name, present or former, in any case."""
    concept: str = ""
    """A concept's id."""
    tag: str = ""
    album: str = ""
    """An album's name."""
    batch: str = ""
    source: Source | None = None
    favourite: bool = False
    """Favourites only."""
    least_rating: int = 0
    missing: bool = False
    """Only pictures whose file is gone."""
    sort: Sort = Sort.NEWEST


@dataclass(slots=True)
class _Where:
    conditions: list[str] = field(default_factory=lambda: ["hidden_at = ''"])
    values: list[Value] = field(default_factory=list)

    def add(self, condition: str, *values: Value) -> None:
        self.conditions.append(condition)
        self.values += values


def statement(query: Query) -> tuple[str, list[Value]]:
    """The SELECT of the ids, and its values."""
    where = _Where()
    _chosen(query, where)
    _labelled(query, where)
    for word in query.text.casefold().split():
        pattern = f"%{_escaped(word)}%"
        where.add(_SAYS, pattern, pattern, pattern)
    # Only our own words are put together here; what a person gave stands in the values.
    sql = f"SELECT id FROM pictures WHERE {' AND '.join(where.conditions)} ORDER BY "  # noqa: S608
    return sql + _ORDERS[query.sort], where.values


def _chosen(query: Query, where: _Where) -> None:
    if query.batch:
        where.add("batch = ?", query.batch)
    if query.source is not None:
        where.add("source = ?", query.source.value)
    if query.favourite:
        where.add("favourite = 1")
    if query.least_rating:
        where.add("rating >= ?", query.least_rating)
    if query.missing:
        where.add("missing = 1")


def _labelled(query: Query, where: _Where) -> None:
    if query.concept:
        where.add("id IN (SELECT picture FROM picture_concepts WHERE concept = ?)", query.concept)
    if query.tag:
        tag = name_key(query.tag)
        where.add("id IN (SELECT picture FROM picture_tags WHERE tag_key = ?)", tag)
    if query.album:
        where.add(
            "id IN (SELECT picture FROM album_pictures JOIN albums ON album = albums.id "
            "WHERE name_key = ?)",
            name_key(query.album),
        )


def _escaped(word: str) -> str:
    for special in ("\\", "%", "_"):
        word = word.replace(special, f"\\{special}")
    return word
