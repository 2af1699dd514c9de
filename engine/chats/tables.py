"""Rows of chats as values, and back. The one place that spells SQL about chats."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

from engine.chats.entries import Chat, Fact, Hit, Message, NewPicture, Picture, Speaker, State, Used
from engine.chats.pictures import Pictures
from engine.chats.words import plain_snippet
from engine.concepts.database import LibraryDatabase, Row, Value

ABANDONED = 60.0
"""Seconds after which an answer that nobody went on writing counts as stopped, and a hidden chat is
erased."""

_SEARCH = """
    SELECT chat, messages.id AS message, snippet(message_words, 0, '', '', '…', 14) AS snippet
    FROM message_words JOIN messages ON messages.id = message_words.rowid
    JOIN chats ON chats.id = chat AND deleted_at = ''
    WHERE message_words MATCH ? AND chat IN (SELECT value FROM json_each(?))
"""
_BEST = """AND messages.id IN (SELECT best FROM (
    SELECT messages.id AS best, min(rank)
    FROM message_words JOIN messages ON messages.id = message_words.rowid
    WHERE message_words MATCH ? AND chat IN (SELECT value FROM json_each(?)) GROUP BY chat))
"""
_CHATS = """
    SELECT chats.*, coalesce(chat_folders.name, '') AS folder_name
    FROM chats LEFT JOIN chat_folders ON chat_folders.id = folder
"""
_PICTURES = """
    SELECT message_pictures.* FROM message_pictures JOIN messages ON messages.id = message
    WHERE chat = ? ORDER BY message, number
"""
_DELETIONS = (
    "DELETE FROM message_pictures WHERE message IN (SELECT id FROM messages WHERE chat = ?)",
    "DELETE FROM messages WHERE chat = ?",
    "DELETE FROM chats WHERE id = ?",
)
_OLD = "NOT (changed_at BETWEEN ? AND ?)"
_WRITING = f"state = 'writing' AND {_OLD}"
_EMPTY = "text = '' AND id NOT IN (SELECT parent FROM messages)"
_HIDDEN = "deleted_at <> '' AND NOT (deleted_at BETWEEN ? AND ?)"


def moment(seconds: float = 0.0) -> str:
    """The time in UTC, ISO 8601, to the millisecond; `seconds` later."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


class ChatTables:
    """What stands in the list. Whoever writes opens a change of the database first."""

    def __init__(self, db: LibraryDatabase, pictures: Pictures) -> None:
        self._db, self._pictures = db, pictures

    def chats(self) -> list[Chat]:
        """Every chat that is not hidden: pinned ones first, then by their last change."""
        order = "ORDER BY pinned DESC, changed_at DESC, chats.rowid DESC"
        rows = self._db.rows(f"{_CHATS} WHERE deleted_at = '' {order}")
        return [_chat(row) for row in rows]

    def chat(self, chat: str) -> Chat | None:
        """The chat with this id."""
        rows = self._db.rows(f"{_CHATS} WHERE chats.id = ?", chat)
        return _chat(rows[0]) if rows else None

    def messages(self, chat: str) -> list[Message]:
        """Every message of a chat, of all branches, in the order they were made."""
        pictures: dict[int, list[Picture]] = {}
        for row in self._db.rows(_PICTURES, chat):
            pictures.setdefault(row["message"], []).append(self._picture(row))
        rows = self._db.rows("SELECT * FROM messages WHERE chat = ? ORDER BY id", chat)
        return [_message(row, pictures.get(row["id"], ())) for row in rows]

    def message(self, message: int) -> Message:
        """One message, which must be there."""
        pictures = "SELECT * FROM message_pictures WHERE message = ? ORDER BY number"
        found = [self._picture(row) for row in self._db.rows(pictures, message)]
        [row] = self._db.rows("SELECT * FROM messages WHERE id = ?", message)
        return _message(row, found)

    def chat_of(self, message: int) -> str | None:
        """The id of the chat that has this message."""
        rows = self._db.rows("SELECT chat FROM messages WHERE id = ?", message)
        return str(rows[0]["chat"]) if rows else None

    def search(self, query: str, chats: Sequence[str], limit: int, each: bool) -> list[Hit]:
        """Messages that FTS5 finds in these chats, or the best of `each` chat; the best first."""
        asked = (query, json.dumps(list(chats))) * (2 if each else 1)
        sql = f"{_SEARCH} {_BEST if each else ''} ORDER BY rank LIMIT ?"
        rows = self._db.rows(sql, *asked, limit)
        return [Hit(**row | {"snippet": plain_snippet(row["snippet"])}) for row in rows]

    def latest(self) -> str:
        """Now; later than any chat's last change, also where the clock was set back since."""
        [row] = self._db.rows("SELECT max(changed_at) AS at FROM chats")
        if row["at"] is None or row["at"] < moment():
            return moment()
        after = datetime.fromisoformat(row["at"]) + timedelta(milliseconds=1)
        return after.isoformat(timespec="milliseconds")

    def insert(self, chat: Chat) -> None:
        """List a new chat."""
        concepts = json.dumps([asdict(used) for used in chat.concepts])
        row = {name: getattr(chat, name) for name in ("id", "title", "created_at", "changed_at")}
        self._db.insert("chats", row | {"pinned": int(chat.pinned), "concepts": concepts})

    def update(self, chat: Chat) -> None:
        """Take over title, pin and concepts."""
        self._db.run(
            "UPDATE chats SET title = ?, pinned = ?, concepts = ? WHERE id = ?",
            chat.title,
            int(chat.pinned),
            json.dumps([asdict(used) for used in chat.concepts]),
            chat.id,
        )

    def take_over(self, concept: str, other: str, offset: int) -> int:
        """Talk about a concept where another one became part of it; how many chats were changed.

        Names stay as the chats call them; versions are `offset` later.
        """
        changed = 0
        for row in self._db.rows("SELECT id, concepts FROM chats"):
            used = [Used(**one) for one in json.loads(row["concepts"])]
            now = [
                replace(one, id=concept, version=one.version + offset) if one.id == other else one
                for one in used
            ]
            if now != used:
                concepts = json.dumps([asdict(one) for one in now])
                self._db.run("UPDATE chats SET concepts = ? WHERE id = ?", concepts, row["id"])
                changed += 1
        return changed

    def insert_message(self, chat: str, message: Message) -> int:
        """List a message as the one last seen of its branches; its id is returned.

        An id of 0 is a new one; any other is that of a message that was here before.
        """
        row: dict[str, Value] = {
            "id": message.id or None,
            "chat": chat,
            "parent": message.parent,
            "speaker": message.speaker.value,
            "text": message.text,
            "state": message.state.value,
            "edited": 0,
            "created_at": moment(),
            "changed_at": moment(),
            "seen": self._next_seen(chat),
            "facts": _dumped(message.facts),
        }
        self._db.insert("messages", row)
        self._db.run("UPDATE chats SET changed_at = ? WHERE id = ?", self.latest(), chat)
        [newest] = self._db.rows("SELECT max(id) AS id FROM messages WHERE chat = ?", chat)
        return message.id or int(newest["id"])

    def insert_picture(self, message: int, new: NewPicture, file: str) -> None:
        """List `file` as the next picture of a message."""
        sql = "SELECT count(*) AS n FROM message_pictures WHERE message = ?"
        [before] = self._db.rows(sql, message)
        row: dict[str, Value] = {
            "file": file,
            "message": message,
            "number": before["n"],
            "width": new.width,
            "height": new.height,
            "drawn": int(new.drawn),
        }
        self._db.insert("message_pictures", row)

    def write(self, message: int, text: str, state: State) -> bool:
        """Take over an answer as far as it has come. False where the message is gone."""
        sql = "UPDATE messages SET text = ?, state = ?, changed_at = ? WHERE id = ?"
        self._db.run(sql, text, state.value, moment(), message)
        return self.chat_of(message) is not None

    def edit(self, message: int, text: str) -> None:
        """Take over what the person made of an answer."""
        self._db.run("UPDATE messages SET text = ?, edited = 1 WHERE id = ?", text, message)

    def see(self, chat: str, messages: Sequence[int]) -> None:
        """Make each of these, which are no branches of each other, the last seen of its own."""
        self._db.run(
            "UPDATE messages SET seen = ? WHERE id IN (SELECT value FROM json_each(?))",
            self._next_seen(chat),
            json.dumps(list(messages)),
        )

    def hide(self, chat: str, when: str) -> None:
        """Mark as deleted at a time, or, where that is empty, as not deleted."""
        self._db.run("UPDATE chats SET deleted_at = ? WHERE id = ?", when, chat)

    def files(self, chat: str | None = None) -> set[str]:
        """Names of the pictures of a chat, or of all chats."""
        if chat is None:
            rows = self._db.rows("SELECT file FROM message_pictures")
        else:
            rows = self._db.rows(_PICTURES, chat)
        return {row["file"] for row in rows}

    def delete(self, chat: str) -> None:
        """Forget a chat with all messages, and their words in the index."""
        for sql in _DELETIONS:
            self._db.run(sql, chat)

    def delete_message(self, message: int) -> None:
        """Forget a message; nothing may follow it."""
        self._db.run("DELETE FROM message_pictures WHERE message = ?", message)
        self._db.run("DELETE FROM messages WHERE id = ?", message)

    def forget_words(self) -> None:
        """Write the index anew, in which deleted words would stay readable."""
        self._db.run("INSERT INTO message_words (message_words) VALUES ('optimize')")

    def abandoned(self) -> bool:
        """Whether a killed process left an answer or a hidden chat behind."""
        recent = _recent()
        writing = f"SELECT 1 FROM messages WHERE {_WRITING}"  # noqa: S608
        hidden = f"SELECT 1 FROM chats WHERE {_HIDDEN}"  # noqa: S608
        return bool(self._db.rows(writing, *recent) or self._db.rows(hidden, *recent))

    def end_abandoned(self) -> None:
        """Such answers count as stopped; those in which nothing was said go."""
        recent = _recent()
        self._db.run(f"DELETE FROM messages WHERE {_EMPTY} AND {_WRITING}", *recent)  # noqa: S608
        self._db.run(
            f"UPDATE messages SET state = 'stopped' WHERE {_WRITING}",  # noqa: S608
            *recent,
        )

    def meet_clock(self) -> None:
        """A chat hidden in what is the future now was hidden just now: the clock was set back."""
        sql = "UPDATE chats SET deleted_at = ? WHERE deleted_at > ?"
        self._db.run(sql, moment(), moment(ABANDONED))

    def long_hidden(self) -> list[str]:
        """Ids of chats that were hidden and never erased."""
        rows = self._db.rows(f"SELECT id FROM chats WHERE {_HIDDEN}", *_recent())  # noqa: S608
        return [row["id"] for row in rows]

    def _picture(self, row: Row) -> Picture:
        return self._pictures.found(row["file"], row["width"], row["height"], bool(row["drawn"]))

    def _next_seen(self, chat: str) -> int:
        sql = "SELECT coalesce(max(seen), 0) + 1 AS next FROM messages WHERE chat = ?"
        return int(self._db.rows(sql, chat)[0]["next"])


def _recent() -> tuple[str, str]:
    """A little while around now: a clock that was set back makes everything else old."""
    return moment(-ABANDONED), moment(ABANDONED)


def _dumped(facts: Mapping[str, Fact]) -> str:
    return json.dumps(dict(facts), ensure_ascii=False)


def _chat(row: Row) -> Chat:
    return Chat(
        id=row["id"],
        title=row["title"],
        concepts=tuple(Used(**used) for used in json.loads(row["concepts"])),
        pinned=bool(row["pinned"]),
        folder=row["folder_name"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )


def _message(row: Row, pictures: Sequence[Picture]) -> Message:
    return Message(
        id=row["id"],
        parent=row["parent"],
        speaker=Speaker(row["speaker"]),
        text=row["text"],
        state=State(row["state"]),
        edited=bool(row["edited"]),
        created_at=row["created_at"],
        seen=row["seen"],
        facts=json.loads(row["facts"]) if row["facts"] != "{}" else {},
        pictures=tuple(pictures),
    )
