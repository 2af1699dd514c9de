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


@schema()
def m002_cards(db: Database) -> None:
    """What a person adds to a concept: a pinned photo, and for people the statement of consent."""
    db.execute("ALTER TABLE concepts ADD COLUMN portrait TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE concepts ADD COLUMN consent TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX photos_of_concept ON photos (concept)")


@schema()
def m003_chats(db: Database) -> None:
    """Chats as trees of messages: `parent` 0 is the beginning. An unfinished one is not found."""
    statements = (
        """CREATE TABLE chats (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, concepts TEXT NOT NULL,
            pinned INTEGER NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
            deleted_at TEXT NOT NULL DEFAULT '')""",
        """CREATE TABLE messages (
            id INTEGER PRIMARY KEY AUTOINCREMENT, chat TEXT NOT NULL REFERENCES chats(id),
            parent INTEGER NOT NULL, speaker TEXT NOT NULL CHECK (speaker IN ('person', 'model')),
            text TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('writing', 'whole', 'stopped')),
            edited INTEGER NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL,
            seen INTEGER NOT NULL, facts TEXT NOT NULL)""",
        "CREATE INDEX messages_of_chat ON messages (chat)",
        """CREATE TABLE message_pictures (
            file TEXT PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages(id),
            number INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
            drawn INTEGER NOT NULL)""",
        "CREATE INDEX pictures_of_message ON message_pictures (message)",
        """CREATE VIRTUAL TABLE message_words USING fts5(
            text, content='messages', content_rowid='id',
            tokenize="unicode61 remove_diacritics 2")""",
        """CREATE TRIGGER message_said AFTER INSERT ON messages WHEN new.state <> 'writing' BEGIN
            INSERT INTO message_words (rowid, text) VALUES (new.id, new.text); END""",
        """CREATE TRIGGER message_unsaid AFTER DELETE ON messages WHEN old.state <> 'writing' BEGIN
            INSERT INTO message_words (message_words, rowid, text)
            VALUES ('delete', old.id, old.text); END""",
        """CREATE TRIGGER message_changes BEFORE UPDATE OF text, state ON messages
            WHEN old.state <> 'writing' BEGIN
            INSERT INTO message_words (message_words, rowid, text)
            VALUES ('delete', old.id, old.text); END""",
        """CREATE TRIGGER message_changed AFTER UPDATE OF text, state ON messages
            WHEN new.state <> 'writing' BEGIN
            INSERT INTO message_words (rowid, text) VALUES (new.id, new.text); END""",
    )
    for statement in statements:
        db.execute(statement)


@schema()
def m004_pictures(db: Database) -> None:
    """Pictures that were drawn, with what drew them; `place` is the order they were finished in."""
    statements = (
        """CREATE TABLE pictures (
            place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            file TEXT NOT NULL UNIQUE, width INTEGER NOT NULL, height INTEGER NOT NULL,
            created_at TEXT NOT NULL, source TEXT NOT NULL CHECK (source IN ('draw', 'chat')),
            batch TEXT NOT NULL, prompt TEXT NOT NULL, words TEXT NOT NULL,
            sampling TEXT NOT NULL, checkpoint TEXT NOT NULL, resemblance REAL, ceiling REAL,
            favourite INTEGER NOT NULL DEFAULT 0,
            rating INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
            missing INTEGER NOT NULL DEFAULT 0, hidden_at TEXT NOT NULL DEFAULT '')""",
        "CREATE INDEX pictures_of_batch ON pictures (batch)",
        """CREATE TABLE picture_codes (
            picture TEXT PRIMARY KEY REFERENCES pictures(id) ON DELETE CASCADE,
            codes BLOB NOT NULL)""",
        """CREATE TABLE picture_concepts (
            picture TEXT NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
            concept TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
            version INTEGER NOT NULL, PRIMARY KEY (picture, concept))""",
        "CREATE INDEX pictures_of_concept ON picture_concepts (concept)",
        """CREATE TABLE picture_tags (
            picture TEXT NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
            tag TEXT NOT NULL, tag_key TEXT NOT NULL, PRIMARY KEY (picture, tag_key))""",
        "CREATE INDEX pictures_of_tag ON picture_tags (tag_key)",
        """CREATE TABLE albums (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL)""",
        """CREATE TABLE album_pictures (
            album TEXT NOT NULL REFERENCES albums(id) ON DELETE CASCADE,
            picture TEXT NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
            PRIMARY KEY (album, picture))""",
        "CREATE INDEX albums_of_picture ON album_pictures (picture)",
    )
    for statement in statements:
        db.execute(statement)


@schema()
def m005_records(db: Database) -> None:
    """What a learning leaves besides rows: curves (epoch -1), drawings; and a chosen snapshot."""
    db.execute("ALTER TABLE concepts ADD COLUMN current_snapshot INTEGER NOT NULL DEFAULT 0")
    db.execute(
        """CREATE TABLE learning_files (
            version TEXT NOT NULL REFERENCES versions(id), epoch INTEGER NOT NULL,
            place INTEGER NOT NULL, file TEXT NOT NULL UNIQUE,
            PRIMARY KEY (version, epoch, place))"""
    )


@schema()
def m006_chat_folders(db: Database) -> None:
    """Folders of chats; a chat's `folder` is the id of one, or empty."""
    db.execute(
        """CREATE TABLE chat_folders (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL)"""
    )
    db.execute("ALTER TABLE chats ADD COLUMN folder TEXT NOT NULL DEFAULT ''")


@schema()
def m007_styles(db: Database) -> None:
    """Styles of prompts; `wish` is what a picture was asked for with, where it had wildcards."""
    db.execute(
        """CREATE TABLE styles (
            name TEXT NOT NULL, name_key TEXT PRIMARY KEY, words TEXT NOT NULL,
            created_at TEXT NOT NULL)"""
    )
    db.execute("ALTER TABLE pictures ADD COLUMN wish TEXT NOT NULL DEFAULT ''")


@schema()
def m008_version_notes(db: Database) -> None:
    """What a person writes down about a version."""
    db.execute("ALTER TABLE versions ADD COLUMN notes TEXT NOT NULL DEFAULT ''")


@schema()
def m009_left_out(db: Database) -> None:
    """Pictures of the pool that are not learned from; without a concept: for every one."""
    db.execute(
        """CREATE TABLE left_out (
            concept TEXT NOT NULL, picture TEXT NOT NULL, PRIMARY KEY (concept, picture))"""
    )
