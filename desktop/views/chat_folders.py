"""Commands about folders of chats, and the dialogs and the menu that they open."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from desktop.context import Context
from desktop.state.chats import Chats
from desktop.theme import icon


class ChatFolderCommands(QObject):
    """Moves the open chat; renames and removes folders. The actions belong to `page`."""

    def __init__(self, state: Chats, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._state, self._page = state, page
        self.move = context.actions.add(page, "chat.move", self._move)

    def refresh(self) -> None:
        """Which commands can be used now."""
        chat = self._state.chat
        self.move.setEnabled(chat.chat is not None and not chat.temporary)

    def open_menu(self, folder: str) -> QMenu:
        """What can be done with a folder, at the mouse."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = menu.addAction(icon("pencil"), self.tr("Rename folder…"))
        rename.triggered.connect(partial(self._rename, folder))
        remove = menu.addAction(icon("trash-2"), self.tr("Remove folder"))
        remove.triggered.connect(partial(self._state.list.remove_folder, folder))
        menu.popup(self._page.cursor().pos())
        return menu

    def _move(self) -> None:
        """Ask for a folder: one of those that there are, a new name, or none."""
        chat = self._state.chat.chat
        if chat is None:
            return
        none = self.tr("In no folder")
        names = [folder.name for folder in self._state.list.folders]
        dialog = self._dialog(self.tr("Move to a folder"), self.tr("Folder, or a new name"))
        dialog.setComboBoxEditable(True)
        dialog.setComboBoxItems([none, *names])
        dialog.setTextValue(chat.folder or none)
        dialog.textValueSelected.connect(partial(self._on_chosen, chat.id, none))
        dialog.open()

    def _on_chosen(self, chat: str, none: str, folder: str) -> None:
        self._state.list.move(chat, "" if folder == none else folder)

    def _rename(self, folder: str) -> None:
        dialog = self._dialog(self.tr("Rename folder"), self.tr("Name"))
        dialog.setTextValue(folder)
        dialog.textValueSelected.connect(partial(self._state.list.rename_folder, folder))
        dialog.open()

    def _dialog(self, title: str, label: str) -> QInputDialog:
        dialog = QInputDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        return dialog
