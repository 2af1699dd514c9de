"""The library's schema, step by step. A step that was released is never changed again."""

from sqlite_utils import Database, Migrations

schema = Migrations("concept library")


@schema()
def m001_concepts(db: Database) -> None:
    """Concepts with their versions, snapshots and photos; `file` is a name in our own folders."""
    statements = (
        """CREATE TABLE concepts (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL, created_at TEXT NOT NULL, base_model TEXT NOT NULL,
            current_version INTEGER NOT NULL,
            tags TEXT NOT NULL DEFAULT '[]', notes TEXT NOT NULL DEFAULT '')""",
        """CREATE TABLE versions (
            id TEXT PRIMARY KEY, concept TEXT NOT NULL REFERENCES concepts(id),
            number INTEGER NOT NULL, base_model TEXT NOT NULL, file TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL, facts TEXT NOT NULL, scores TEXT NOT NULL,
            UNIQUE (concept, number))""",
        """CREATE TABLE snapshots (
            id TEXT PRIMARY KEY, version TEXT NOT NULL REFERENCES versions(id),
            epoch INTEGER NOT NULL, file TEXT NOT NULL UNIQUE, scores TEXT NOT NULL,
            UNIQUE (version, epoch))""",
        """CREATE TABLE photos (
            id TEXT PRIMARY KEY, concept TEXT NOT NULL REFERENCES concepts(id),
            file TEXT NOT NULL UNIQUE, role TEXT NOT NULL CHECK (role IN ('positive', 'held_out')),
            width INTEGER NOT NULL, height INTEGER NOT NULL, added_at TEXT NOT NULL)""",
    )
    for statement in statements:
        db.execute(statement)
