"""Earlier prompts to choose from, found by any word of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop.theme import room
from desktop.widgets.searched_list import SearchedList


class PromptHistory(QDialog):
    """A list of prompts, the latest first. Typing filters it, Enter takes one."""

    chosen = Signal(str)

    def __init__(self, prompts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Earlier prompts"))
        self._prompts = list(prompts)
        self._list = SearchedList(self.tr("Earlier prompts"), self.tr("Search earlier prompts"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Use prompt"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        layout = QVBoxLayout(self)
        layout.addWidget(self._list)
        layout.addWidget(self._buttons)
        self.resize(room(self, 32, 22))
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._list.taken.connect(self._take)
        self._list.moved.connect(self._on_moved)
        self._list.show_lines(self._prompts)

    def _on_moved(self) -> None:
        some = self._list.row >= 0
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(some)

    def _on_accepted(self) -> None:
        self._take(self._list.row)

    def _take(self, row: int) -> None:
        if row >= 0:
            self.accept()
            self.chosen.emit(self._prompts[row])
