"""The person's chats: opened, changed, searched and erased.

Pictures are written before the change that lists them and removed after the change that forgets
them. So a kill at any moment leaves at most a file that nothing lists, and the next opening sweeps.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.chats.entries import Chat, Hit, Message, NewPicture, Speaker, State, Used, Way
from engine.chats.filtering import ChatFilter
from engine.chats.folders import ChatFolders
from engine.chats.pictures import FolderPictures, MemoryPictures, Pictures
from engine.chats.tables import ChatTables, moment
from engine.chats.tree import path_to
from engine.chats.words import search_query, title_of
from engine.concepts.database import LibraryDatabase, OverDatabase
from engine.concepts.files import began
from engine.errors import InputError, YoError
from engine.paths import home
from engine.swapping import settle

FOLDER = "chats"
"""Of pictures, in the library's folder."""
MOST_HITS = 200
ALL = ChatFilter()


def open_chats() -> "ChatStore":
    """The person's chats; close them, or use them in a `with`."""
    return ChatStore.open(home() / "library")


class ChatStore(OverDatabase):
    """An open store. Several processes may have one open; each thread opens its own."""

    def __init__(self, db: LibraryDatabase, pictures: Pictures) -> None:
        self._db, self._pictures = db, pictures
        self._tables = ChatTables(db, pictures)
        self.folders = ChatFolders(db)

    @classmethod
    def open(cls, folder: Path) -> "ChatStore":
        """The chats of the library in `folder`; sweeps what a crash left behind.

        Errors as of `ConceptLibrary`.
        """
        settle(folder)
        pictures = FolderPictures(folder / FOLDER)
        path = folder / "library.db"
        store = cls(LibraryDatabase(path, may_be_new=not began(folder)), pictures)
        with suppress(YoError):  # someone writes just now: a later opening sweeps
            store.sweep()
        return store

    @classmethod
    def temporary(cls) -> "ChatStore":
        """A store in memory alone: it ends with `close`, and nothing of it is ever written."""
        db = LibraryDatabase(Path(":memory:"), may_be_new=True)
        db.run("PRAGMA temp_store=memory")
        return cls(db, MemoryPictures())

    def chats(self, wanted: ChatFilter = ALL) -> list[Chat]:
        """Every chat that is wanted: pinned ones first, then by their last change."""
        return [chat for chat in self._tables.chats() if wanted.allows(chat)]

    def chat(self, chat: str) -> Chat:
        """The chat with this id. InputError where there is none."""
        found = self._tables.chat(chat)
        if found is None:
            raise InputError("There is no such chat.", remedy="Look at the list of chats.")
        return found

    def find(self, which: str) -> Chat:
        """The chat whose id begins so, or that has this title. InputError where none or many do."""
        chats = self._tables.chats()
        by_id = [chat for chat in chats if chat.id.startswith(which.casefold())]
        found = by_id or [one for one in chats if one.title.casefold() == which.casefold()]
        if len(found) != 1:
            many = "Several chats are meant by" if found else "There is no chat"
            raise InputError(f"{many} “{which}”.", remedy="Give more letters of its id.")
        return found[0]

    def messages(self, chat: str) -> list[Message]:
        """Every message of a chat, of all branches."""
        return self._tables.messages(chat)

    def path(self, message: int) -> list[Message]:
        """From the beginning of its chat to a message. InputError where there is none."""
        chat = self._chat_of(message)
        return path_to({one.id: one for one in self._tables.messages(chat)}, message)

    def chat_of(self, message: int) -> Chat:
        """The chat that a message is in. InputError where there is none."""
        return self.chat(self._chat_of(message))

    def search(
        self, typed: str, limit: int = MOST_HITS, *, wanted: ChatFilter = ALL, each: bool = False
    ) -> list[Hit]:
        """Messages with all of these words or beginnings of words, the best first.

        With `each`, the best one of every chat that has any, however many these are.
        """
        query = search_query(typed)
        chats = [chat.id for chat in self.chats(wanted)] if query else []
        most = len(chats) if each else limit
        return self._tables.search(query, chats, most, each) if chats else []

    def new(self, concepts: Sequence[Used] = ()) -> Chat:
        """Begin a chat about these concepts."""
        with self._db.change():
            at = self._tables.latest()
            chat = Chat(
                id=uuid4().hex, title="", concepts=(*concepts,), created_at=at, changed_at=at
            )
            self._tables.insert(chat)
        return chat

    def rename(self, chat: str, title: str) -> Chat:
        """Give a chat another title. InputError where it is empty."""
        title = title_of(title)
        if not title:
            raise InputError("The title is empty.", remedy="Write a word or two.")
        return self._update(chat, title=title)

    def pin(self, chat: str, pinned: bool) -> Chat:
        """Keep a chat at the top of the list, or let it go."""
        return self._update(chat, pinned=pinned)

    def use(self, chat: str, concepts: Sequence[Used]) -> Chat:
        """Talk about these concepts from here on."""
        return self._update(chat, concepts=tuple(concepts))

    def say(
        self,
        chat: str,
        parent: int,
        text: str,
        pictures: Sequence[NewPicture] = (),
        way: Way = Way.WORDS,
    ) -> Message:
        """Keep what the person says after the message `parent`; titles a chat that has no title.

        `way` is how it is to be answered, now and when it is asked once more. InputError where
        there are neither words nor pictures.
        """
        text = text.strip()
        if not text and not pictures:
            raise InputError("The message is empty.", remedy="Write a few words.")
        facts = {"way": way.value}
        said = Message(id=0, parent=parent, speaker=Speaker.PERSON, text=text, facts=facts)
        with self._change():
            known = self.chat(chat)
            said = self._kept(chat, said, pictures)
            if not known.title and text:
                self._tables.update(replace(known, title=title_of(text)))
        return said

    def answer(self, parent: int, facts: dict[str, str | int | float]) -> Message:
        """Begin an answer to the message `parent`, in the state WRITING."""
        begun = Message(
            id=0, parent=parent, speaker=Speaker.MODEL, text="", state=State.WRITING, facts=facts
        )
        with self._change():
            return self._kept(self._chat_of(parent), begun, ())

    def write(
        self,
        message: int,
        text: str,
        state: State,
        pictures: Sequence[NewPicture] = (),
        begun: Message | None = None,
    ) -> None:
        """Keep an answer as far as it has come, with pictures that it has not had.

        `begun` is what `answer` gave. With it, an answer is listed again that a sweep has taken for
        a killed process's: its job was slow or paused, and nothing was said until now. InputError
        where the chat was deleted meanwhile.
        """
        with self._change():
            if not self._tables.write(message, text, state):
                if begun is None or (chat := self._tables.chat_of(begun.parent)) is None:
                    raise _gone()
                self._tables.insert_message(chat, replace(begun, text=text, state=state))
            for new in pictures:
                self._tables.insert_picture(message, new, self._pictures.keep(new))

    def edit(self, message: int, text: str) -> None:
        """Change the words of an answer, which is marked as edited from then on."""
        with self._db.change():
            self._tables.edit(message, text.strip())

    def choose(self, message: int) -> None:
        """Show this message's branch: it, and all that come before it, were seen last."""
        with self._db.change():
            self._tables.see(self._chat_of(message), [one.id for one in self.path(message)])

    def discard(self, message: int) -> None:
        """Forget an answer in which nothing was said."""
        with self._db.change():
            self._tables.delete_message(message)

    def hide(self, chat: str) -> None:
        """Take a chat from the list, to be restored or erased soon."""
        with self._db.change():
            self._tables.hide(chat, moment())

    def restore(self, chat: str) -> None:
        """Bring a hidden chat back."""
        with self._db.change():
            self._tables.hide(chat, "")

    def erase(self, *chats: str) -> None:
        """Erase chats with their pictures, and their words in the index and the database's log."""
        with self._db.change():
            files = {file for chat in chats for file in self._tables.files(chat)}
            for chat in chats:
                self._tables.delete(chat)
            self._tables.forget_words()
        self._pictures.remove(files)
        self._db.forget_log()

    def sweep(self) -> None:
        """End what a killed process was at. SetupError while another process changes things."""
        if self._tables.abandoned():
            with self._db.change(patience=0):
                self._tables.end_abandoned()
                self._tables.meet_clock()
            if hidden := self._tables.long_hidden():
                self.erase(*hidden)
        if self._pictures.names() - self._tables.files():
            with self._db.change(patience=0):  # the one writer: nothing unlisted is being written
                self._pictures.remove(self._pictures.names() - self._tables.files())

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One change of rows and pictures; where it fails, its pictures go as well."""
        try:
            with self._db.change():
                yield
        except BaseException:
            with suppress(YoError):  # the first trouble is the one to tell
                self.sweep()
            raise

    def _kept(self, chat: str, message: Message, pictures: Sequence[NewPicture]) -> Message:
        number = self._tables.insert_message(chat, message)
        for new in pictures:
            self._tables.insert_picture(number, new, self._pictures.keep(new))
        return self._tables.message(number)

    def _update(self, chat: str, **fields: Any) -> Chat:
        """Change these fields, and leave the others as another process may just have made them."""
        with self._db.change():
            updated = replace(self.chat(chat), **fields)
            self._tables.update(updated)
        return updated

    def _chat_of(self, message: int) -> str:
        chat = self._tables.chat_of(message)
        if chat is None:
            raise _gone()
        return chat


def _gone() -> InputError:
    return InputError("The message is gone.", remedy="Its chat was deleted; begin another one.")
