"""All that the chat page shows: the open chat, the list, the concepts, and the attached photo."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import sentences
from desktop.problems import UnexpectedError, in_problem
from desktop.state import chat_words, chat_work, opening
from desktop.state.attachments import Attachments
from desktop.state.chat import ChatState
from desktop.state.chat_list import ChatList
from desktop.state.jobs import Queue
from desktop.state.known_concepts import KnownConcepts
from desktop.state.mentions import Mentionable
from desktop.state.notices import Notices
from desktop.state.settings import SettingsState
from engine.chats.entries import NewPicture, Used, Way
from engine.chats.export import Format, as_markdown

_CHAT = re.compile(r"[0-9a-f]{32}")


class Chats(QObject):
    """Joins these states; each is its own object."""

    exported = Signal(object)
    """The files that the open chat was written to."""

    def __init__(
        self,
        folder: Path,
        queue: Queue,
        settings: SettingsState,
        notices: Notices,
        parent: QObject | None = None,
    ) -> None:
        """`folder` is the library's."""
        super().__init__(parent)
        self._settings, self._notices = settings, notices
        self.chat = ChatState(folder, queue, settings, self)
        self.list = ChatList(self.chat.library, notices, self)
        self.known = KnownConcepts(folder, self)
        self.attachments = Attachments(self)
        self.chat.listed.connect(self.list.refresh)
        self.chat.failed.connect(self._on_failed)
        self.chat.unsaid.connect(self._on_unsaid)
        self.list.deleted.connect(self.chat.forget)
        self.list.altered.connect(self.chat.adopt)
        self.attachments.failed.connect(self._on_failed)
        self.attachments.replaced.connect(self._on_replaced)
        self.attachments.refused.connect(self._on_refused)

    def open(self, what: object) -> None:
        """Read again, and show what was asked for.

        A chat's id, a concept's name, photos to talk about, or None for what was open before.
        """
        self.known.refresh()
        self.list.refresh()
        match what:
            case str() if _CHAT.fullmatch(what):
                self.chat.open(what)
            case str():
                self.chat.begin(self.known.used([what]))
                self._begin_about(what)
            case tuple() | list():
                self.chat.begin()
                self.attachments.add_files([Path(str(one)) for one in what])

    def send(self, text: str, mentioned: Sequence[Mentionable], way: Way) -> bool:
        """Say a message with the photo that is attached; False where that is not possible now."""
        if self.chat.answering is not None or not (text.strip() or self.attachments.photo):
            return False
        here = {one.name for one in self.chat.concepts}
        new = self.known.used(one.name for one in mentioned if one.name not in here)
        if new:
            self.chat.use((*self.chat.concepts, *new))
        return self.chat.say(text, self.attachments.take(), way)

    def words(self) -> str:
        """The branch that is shown, as Markdown."""
        chat = self.chat.chat
        shown = [one.message for one in self.chat.shown]
        return "" if chat is None else as_markdown(chat, shown, chat_words.written())

    def export(self, path: Path, form: Format, *, replace: bool = False) -> None:
        """Write the open chat to a file, beside the window; `replace` one that is there."""
        if self.chat.chat is not None:
            write = partial(
                chat_work.exported,
                chat=self.chat.chat.id,
                path=path,
                form=form,
                words=chat_words.written(),
                replace=replace,
                mark_people=self._settings.value.mark_people,
            )
            self.chat.keeper.do(write, self._on_exported)

    def drop(self, name: str) -> None:
        """Talk about this concept no longer."""
        self.chat.use([one for one in self.chat.concepts if one.name != name])

    def use_newest(self, name: str) -> None:
        """Talk about the concept's version that is in use now."""
        concepts: list[Used] = []
        for one in self.chat.concepts:
            newest = self.known.newest(one) if one.name == name else None
            concepts.append(one if newest is None else replace(one, version=newest))
        self.chat.use(concepts)

    def _begin_about(self, name: str) -> None:
        """Where the concepts were not read yet, name the chat's one when they are."""
        if self.chat.concepts:
            return

        def found() -> None:
            self.known.changed.disconnect(found)
            if self.chat.chat is None and not self.chat.concepts:
                self.chat.use(self.known.used([name]))

        self.known.changed.connect(found)

    def _on_unsaid(self, _: str, pictures: Sequence[NewPicture]) -> None:
        """Attach the photo again, unless another one is attached by now."""
        if pictures and self.attachments.photo is None:
            self.attachments.add(lambda: pictures[-1])

    def _on_failed(self, error: Exception) -> None:
        problem = in_problem(error)
        if isinstance(problem, UnexpectedError):
            raise error
        self._notices.say(sentences.failure(problem))

    def _on_exported(self, files: object) -> None:
        self.exported.emit(files)

    def _on_refused(self, names: list[str]) -> None:
        self._notices.say(opening.only_photos(names))

    def _on_replaced(self) -> None:
        self._notices.say(self.tr("The model looks at one photo with each message."))
