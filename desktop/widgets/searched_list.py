"""Lines to choose one of, found by any part of them."""

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
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from desktop.widgets.search_field import SearchField


class SearchedList(QWidget):
    """Typing filters the lines, arrow keys go through what is left, Enter takes one."""

    taken = Signal(int)
    """The place of a line among all."""
    moved = Signal()
    """Another line is chosen, or none."""

    def __init__(self, title: str, search: str, parent: QWidget | None = None) -> None:
        """`title` and `search` are what screen readers call the list and the field."""
        super().__init__(parent)
        self._filter = SearchField()
        self._filter.setPlaceholderText(self.tr("Search"))
        self._filter.setAccessibleName(search)
        self._filter.installEventFilter(self)
        self._lines = QStringListModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._lines)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = QListView()
        self._list.setModel(self._found)
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setAccessibleName(title)
        self._list.activated.connect(self._on_activated)
        self._list.selectionModel().currentChanged.connect(self.moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._filter)
        layout.addWidget(self._list)
        self.setFocusProxy(self._filter)
        self._filter.textChanged.connect(self._on_text)

    @property
    def row(self) -> int:
        """The place of the chosen line among all; -1 where none is."""
        return self._found.mapToSource(self._list.currentIndex()).row()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other lines; the first that is found is chosen."""
        self._lines.setStringList(list(lines))
        self._on_text(self._filter.text())

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
        self.moved.emit()

    def _choose(self, row: int) -> None:
        self._list.setCurrentIndex(self._found.index(row, 0))

    def _on_activated(self, index: QModelIndex) -> None:
        self.taken.emit(self._found.mapToSource(index).row())
