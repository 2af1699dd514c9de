"""Earlier prompts to choose from, found by any word of them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QSortFilterProxyModel,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListView, QVBoxLayout, QWidget

from desktop.theme import SPACE
from desktop.widgets.search_field import SearchField


class PromptHistory(QDialog):
    """A list of prompts, the latest first. Typing filters it, Enter takes one."""

    chosen = Signal(str)

    def __init__(self, prompts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Earlier prompts"))
        self._filter = SearchField()
        self._filter.setPlaceholderText(self.tr("Search"))
        self._filter.setAccessibleName(self.tr("Search earlier prompts"))
        self._filter.installEventFilter(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(QStringListModel(list(prompts), self))
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = QListView()
        self._list.setModel(self._found)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(self.tr("Earlier prompts"))
        self._list.activated.connect(self._take)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Use prompt"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (self._filter, self._list, self._buttons):
            layout.addWidget(part)
        self.resize(SPACE.lines(32), SPACE.lines(22))
        self._filter.textChanged.connect(self._on_text)
        self._on_text("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys in the search field move through the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and watched is self._filter:
                row = self._list.currentIndex().row() + step
                self._choose(min(max(0, row), self._found.rowCount() - 1))
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, text: str) -> None:
        self._found.setFilterFixedString(text)
        self._choose(0)
        some = self._found.rowCount() > 0
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(some)

    def _choose(self, row: int) -> None:
        self._list.setCurrentIndex(self._found.index(row, 0))

    def _on_accepted(self) -> None:
        self._take(self._list.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.accept()
            self.chosen.emit(str(index.data()))
