"""Which chats are wanted: of a folder, about a concept, of a span of days."""

from dataclasses import dataclass
from datetime import date, datetime

from engine.chats.entries import Chat
from engine.concepts.names import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFilter:
    """What a chat must be; fields that are left alone allow every chat."""

    folder: str | None = None
    """The folder's name; "" for chats that are in none."""
    concept: str = ""
    """The name of a concept that it is about."""
    since: date | None = None
    """The first day, here, on which it was last changed."""
    until: date | None = None
    """The last one."""

    @property
    def narrow(self) -> bool:
        """Whether it leaves any chat out."""
        return self != ChatFilter()

    def allows(self, chat: Chat) -> bool:
        """Whether a chat is wanted."""
        return self._placed(chat) and self._about(chat) and self._timely(chat)

    def _placed(self, chat: Chat) -> bool:
        return self.folder is None or name_key(self.folder) == name_key(chat.folder)

    def _about(self, chat: Chat) -> bool:
        key = name_key(self.concept)
        return not key or any(name_key(one.name) == key for one in chat.concepts)

    def _timely(self, chat: Chat) -> bool:
        day = datetime.fromisoformat(chat.changed_at).astimezone().date()
        return (self.since or day) <= day <= (self.until or day)
