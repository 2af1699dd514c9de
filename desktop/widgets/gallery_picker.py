"""A small dialog to choose one of the pictures that were drawn."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListView, QVBoxLayout, QWidget

from desktop import background
from desktop.theme import SPACE, as_note, photo_icon, room
from desktop.thumbnails import Thumbnails
from engine.gallery.store import open_gallery

MOST = 500
"""The newest pictures; older ones are found in the gallery itself."""
_LINES = 7


class GalleryPicker(QDialog):
    """Shows the newest pictures; `chosen` is one of them when the dialog was accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Attach a picture from the gallery"))
        self.chosen: Path | None = None
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._on_ready)
        self._model = QStandardItemModel(self)
        side = SPACE.lines(_LINES)
        self.list = QListView(self)
        self.list.setAccessibleName(self.tr("Pictures"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(side, side))
        self.list.setModel(self._model)
        self.list.activated.connect(self._on_activated)
        self._note = as_note(QLabel(self.tr("Nothing was drawn yet.")))
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Ok | buttons.Cancel, self)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self._note, self.list, self._buttons):
            column.addWidget(widget)
        self.resize(room(self, 40, 28))
        background.run(_newest).done.connect(self._on_pictures)

    def _on_pictures(self, pictures: list[tuple[Path, str]]) -> None:
        self._note.setVisible(not pictures)
        for path, prompt in pictures:
            item = QStandardItem()
            item.setData(path, Qt.ItemDataRole.UserRole)
            item.setData(prompt, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(prompt)
            item.setSizeHint(QSize(SPACE.lines(_LINES + 1), SPACE.lines(_LINES + 1)))
            self._model.appendRow(item)
            self._show(item)

    def _show(self, item: QStandardItem) -> None:
        side = round(SPACE.lines(_LINES) * self.devicePixelRatioF())
        view = self._thumbnails.get(item.data(Qt.ItemDataRole.UserRole), side)
        if view is not None:
            item.setIcon(photo_icon(view))

    def _on_ready(self, path: Path) -> None:
        for row in range(self._model.rowCount()):
            if self._model.item(row).data(Qt.ItemDataRole.UserRole) == path:
                self._show(self._model.item(row))

    def _on_activated(self, index: QModelIndex) -> None:
        self._on_accepted()

    def _on_accepted(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen = index.data(Qt.ItemDataRole.UserRole)
            self.accept()


def _newest() -> list[tuple[Path, str]]:
    """Paths and prompts of the newest pictures that are still there."""
    with open_gallery() as gallery:
        pictures = gallery.pictures(gallery.ids()[:MOST])
    return [(one.path, one.prompt) for one in pictures if not one.missing]
