"""The page of chats: the list beside the open one."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.state.navigation import Place
from desktop.theme import icon, icon_size
from desktop.views.chat_commands import ChatCommands
from desktop.views.chat_conversation import ChatConversation
from desktop.views.chat_folders import ChatFolderCommands
from desktop.views.chat_list_panel import ChatListPanel
from desktop.widgets.folding_splitter import FoldingSplitter


class ChatPage(QWidget):
    """Shows `Chats`."""

    place = Place.CHAT
    icon_name = "message-circle"

    def __init__(self, state: Chats, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.panel = ChatListPanel(state.list, self)
        self.commands = ChatCommands(state, context, self)
        self.folders = ChatFolderCommands(state, context, self)
        self.commands.menu.insertAction(self.commands.actions["copy_all"], self.folders.move)
        self.conversation = ChatConversation(state.chat, state.known, state.attachments, self)
        self.commands.join(self.conversation)
        context.actions.add(self, "chat.search", self._search)
        self._add_buttons()
        splitter = FoldingSplitter(self)
        splitter.addWidget(self.panel)
        splitter.addWidget(self.conversation)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 3)
        splitter.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        state.chat.changed.connect(self.refresh)
        state.chat.opened.connect(self.refresh)
        self.panel.wanted.connect(self._on_wanted)
        self.panel.menu_asked.connect(self._on_menu)
        self.panel.folder_menu_asked.connect(self.folders.open_menu)
        to_queue = partial(context.navigation.go, Place.QUEUE)
        self.conversation.queue_asked.connect(to_queue)
        context.navigation.ending.connect(self._tell_ending)
        self.refresh()

    @property
    def title(self) -> str:
        """The name of the page."""
        return self.tr("Chat")

    def open(self, what: object) -> None:
        """Go to a chat, a new one about a concept, or one about photos; None: as it was."""
        self._state.open(what)
        self.conversation.composer.edit.setFocus()

    def refresh(self) -> None:
        """Which chat is marked, and which commands can be used."""
        chat = self._state.chat
        kept = chat.chat if not chat.temporary else None
        self.panel.set_current(kept.id if kept else "")
        self.commands.refresh()
        self.folders.refresh()

    def _add_buttons(self) -> None:
        for name in ("new", "temporary"):
            button = QToolButton(self.panel)
            button.setDefaultAction(self.commands.actions[name])
            self.panel.add_button(button)
        more = QToolButton(self)
        more.setIcon(icon("ellipsis-vertical"))
        more.setIconSize(icon_size())
        more.setToolTip(self.tr("More about this chat"))
        more.setAccessibleName(self.tr("More about this chat"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self.commands.menu)
        self.conversation.head.addWidget(more)

    def _tell_ending(self, told: list[str]) -> None:
        if self._state.chat.forgettable:
            told.append(self.tr("The temporary chat ends then: nothing of it is kept."))
        if self.conversation.composer.edit.text.strip():
            told.append(self.tr("A message that was written and not sent is lost then."))

    def _search(self) -> None:
        self.panel.search.setFocus()
        self.panel.search.selectAll()

    def _on_wanted(self, chat: str, message: int) -> None:
        self._state.chat.open(chat, message)
        self.conversation.messages.go_to(message)

    def _on_menu(self, chat: str) -> None:
        self._state.chat.open(chat)
        self.commands.menu.popup(self.cursor().pos())
