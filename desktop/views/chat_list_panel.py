"""The list of chats beside the open one: search, new chats, and what can be done with the list."""

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.state.chat_list import ChatList
from desktop.state.chats_model import ChatsModel, Heading, Row
from desktop.theme import SPACE, as_note, icon, icon_beside_words, icon_size
from desktop.views.chat_filter import ChatFilterButton, ChatFilterLine
from desktop.widgets.search_field import SearchField


class ChatListPanel(QWidget):
    """Shows a `ChatList`; says which chat is wanted."""

    wanted = Signal(str, int)
    """(chat, message): the message is 0, or the one that the search has found."""
    menu_asked = Signal(str)
    """A chat's menu is wanted at the mouse."""
    folder_menu_asked = Signal(str)
    """Likewise a folder's."""

    def __init__(self, state: ChatList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._current = ""
        self.search = SearchField(self)
        self.search.setPlaceholderText(self.tr("Search all chats"))
        self.search.setAccessibleName(self.tr("Search all chats"))
        self.search.textChanged.connect(state.search)
        self.filter = ChatFilterButton(state, self)
        self.line = ChatFilterLine(state, self)
        self.list = QListView(self)
        self.list.setAccessibleName(self.tr("Chats"))
        self.list.setModel(state.model)
        self.list.setItemDelegate(_Chat(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.setDragEnabled(True)
        self.list.setAcceptDrops(True)
        self.list.setDropIndicatorShown(True)
        self.list.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.clicked.connect(self._on_wanted)
        self.list.activated.connect(self._on_activated)
        self._empty = as_note(QLabel(self))
        self.buttons = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.addLayout(self.buttons)
        looking = QHBoxLayout()
        looking.addWidget(self.search, 1)
        looking.addWidget(self.filter)
        column.addLayout(looking)
        column.addWidget(self.line)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        state.changed.connect(self.refresh)
        self.refresh()

    def add_button(self, button: QToolButton) -> None:
        """A button above the search."""
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(icon_beside_words())
        self.buttons.addWidget(button)

    def set_current(self, chat: str) -> None:
        """Mark the chat that is open; an empty id marks none."""
        self._current = chat
        self.refresh()

    def refresh(self) -> None:
        """Mark the open chat, and say where there is nothing to be seen."""
        row = self._state.model.row_of(self._current)
        selection = self.list.selectionModel()
        if row < 0:
            selection.clear()
        else:
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(self._state.model.index(row), select)
        empty = self._state.known and self._state.model.rowCount() == 0
        self._empty.setVisible(empty)
        searching = self._state.looking
        self.line.refresh()
        self._empty.setText(
            self.tr("Nothing was found.") if searching else self.tr("There are no chats yet.")
        )

    def _on_wanted(self, index: QModelIndex) -> None:
        row = self._state.model.at(index.row())
        if isinstance(row, Heading):
            self._state.toggle(row.folder)
            keep = QItemSelectionModel.SelectionFlag.NoUpdate  # the keys go on from the heading
            self.list.selectionModel().setCurrentIndex(self._state.model.index(index.row()), keep)
        elif row is not None:
            self.wanted.emit(row.chat.id, row.hit.message if row.hit else 0)

    def _on_activated(self, index: QModelIndex) -> None:
        """By a key; a click was told already, and a folder is not to be closed and opened."""
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._on_wanted(index)

    def _on_menu(self, place: QPoint) -> None:
        row = self._state.model.at(self.list.indexAt(place).row())
        if isinstance(row, Row):
            self.menu_asked.emit(row.chat.id)
        elif row is not None and row.folder:
            self.folder_menu_asked.emit(row.folder)


class _Chat(QStyledItemDelegate):
    """A title, words around a hit, a pin where the chat is pinned; folders stand out."""

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        row = index.data(ChatsModel.ROW)
        sign = _sign(row)
        if isinstance(row, Heading):
            option.font.setBold(True)
        if sign:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = icon(sign)
            option.decorationSize = icon_size(1.0)

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row = index.data(ChatsModel.ROW)
        lines = 3.25 if isinstance(row, Row) and row.hit else 2.0
        return QSize(SPACE.lines(8), SPACE.lines(lines))


def _sign(row: object) -> str:
    """The icon before a row; empty where there is none."""
    if isinstance(row, Heading):
        return "folder-open" if row.opened else "folder"
    return "pin" if isinstance(row, Row) and row.chat.pinned else ""
