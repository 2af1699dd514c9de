"""Moving the private folder from the page of storage, and erasing the former one."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.context import Context
from desktop.state.job_words import size
from desktop.state.storage import StorageState
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.move_dialog import ask_place
from desktop.widgets.action_button import ActionButton


class FolderMove(QObject):
    """The command of `page`, and a row that is there while a former folder is."""

    def __init__(self, state: StorageState, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._state, self._context, self._page = state, context, page
        self.move = context.actions.add(page, "storage.move", self._ask_place)
        self.row = QWidget()
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.erase = context.actions.add(
            self.row, "storage.erase_former", self._ask_erasing, scope=page
        )
        self._lay_out()
        state.changed.connect(self.refresh)
        state.erased.connect(self._on_erased)
        self.refresh()

    def refresh(self) -> None:
        """Show whether a former folder is left."""
        former = self._state.former
        self.row.setVisible(former is not None)
        if former is not None:
            said = self.tr("The former folder is still there: {size} in {folder}")
            self.words.setText(said.format(size=size(former.bytes), folder=former.folder))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.addWidget(self.words)
        words.addWidget(
            theme.as_note(QLabel(self.tr("It is not used any more. All of it was copied.")))
        )
        line = QHBoxLayout(self.row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        line.addWidget(ActionButton(self.erase))

    def _ask_place(self) -> None:
        ask_place(self._context, self._page)

    def _ask_erasing(self) -> None:
        former = self._state.former
        if former is None:
            return
        title = self.tr("All that is left in {folder}").format(folder=former.folder)
        loss = self.tr("It cannot be brought back. Your library is in its new place.")
        dialog = FileListDialog(former, title, loss, self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agreed.connect(self._state.erase_former)
        dialog.open()

    def _on_erased(self, bytes_: int) -> None:
        said = self.tr("{size} erased.")
        self._context.notices.say(said.format(size=size(bytes_)))
