"""A grid of tiles of one size that wraps at the window's width and leaves no ragged edge."""

from PySide6.QtCore import QModelIndex, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget


class TileView(QListView):
    """Wheel and arrow keys scroll it; what is left of a row's width goes between its tiles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)  # ten thousand tiles are laid out without asking each
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Spread the tiles over the new width."""
        tile = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex())
        room = self.viewport().width() - 1  # Qt wraps where a row is as wide as the view
        wide = room // max(1, room // max(1, tile.width()))
        self.setGridSize(QSize(max(wide, tile.width()), tile.height()))
        super().resizeEvent(event)
