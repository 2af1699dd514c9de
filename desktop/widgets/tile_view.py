"""A grid of tiles of one size that wraps at the window's width and leaves no ragged edge.

Where a tile is follows from its row. Qt's own list keeps a place for each, and lays all of them out
anew with every width and every picture that comes: with ten thousand, that is seen.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QHoverEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QSinglePointEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QRubberBand,
    QStyle,
    QStyleOptionRubberBand,
    QStyleOptionViewItem,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
_Move = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint
_Flag = QStyle.StateFlag


class TileView(QListView):
    """Wheel and arrow keys scroll it; what is left of a row's width goes between its tiles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile = self._cell = QSize(1, 1)
        """Of a tile, and with the room around it, in device-independent pixels."""
        self._columns = 1
        self._hovered = QPersistentModelIndex()
        self._pressed = QPoint()
        self._band: QRect | None = None
        """What the mouse encloses, from the top of all tiles."""
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Rows, or the size of a tile, may be others than before."""
        self._fit()
        QAbstractItemView.doItemsLayout(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Spread the tiles over the new width."""
        self._fit()
        QAbstractItemView.resizeEvent(self, event)

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Fit the scroll bar."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setSingleStep(self._cell.height())
        bar.setPageStep(room)
        bar.setRange(0, max(0, -(-self._count() // self._columns) * self._cell.height() - room))
        QAbstractItemView.updateGeometries(self)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Where a tile is in the viewport."""
        if not index.isValid():
            return QRect()
        self.executeDelayedItemsLayout()
        return self._rect(index.row())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The tile at a place of the viewport; none between tiles."""
        self.executeDelayedItemsLayout()
        near = self._lines(point.y(), point.y())
        return self._index(next((row for row in near if self._rect(row).contains(point)), -1))

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: _Move, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a key leads to: up and down within a column, else from one to the next."""
        at, last = self.currentIndex().row(), self._count() - 1
        if at < 0:
            return self._index(min(0, last))
        page = max(1, self.viewport().height() // self._cell.height() - 1)
        match action:
            case _Move.MoveHome | _Move.MoveEnd:
                to = 0 if action is _Move.MoveHome else last
            case _Move.MoveLeft | _Move.MoveRight:
                back = (action is _Move.MoveLeft) is not self.isRightToLeft()
                to = at - 1 if back else at + 1
            case _Move.MovePageUp | _Move.MovePageDown:
                to = self._below(at, page if action is _Move.MovePageDown else -page)
            case _:
                to = self._below(at, 1 if action in (_Move.MoveDown, _Move.MoveNext) else -1)
        return self._index(min(max(0, to), last))

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: _Hint = _Hint.EnsureVisible
    ) -> None:
        """Bring a tile into sight."""
        if not index.isValid():
            return
        tile, room, bar = self.visualRect(index), self.viewport().rect(), self.verticalScrollBar()
        up, down = tile.top(), tile.bottom() - room.bottom()
        match hint:
            case _Hint.PositionAtTop:
                by = up
            case _Hint.PositionAtBottom:
                by = down
            case _Hint.PositionAtCenter:
                by = tile.center().y() - room.center().y()
            case _:
                by = up if up < 0 else min(max(0, down), up)
        bar.setValue(bar.value() + by)

    def setSelection(  # noqa: N802 - Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select what the mouse encloses, else all from one tile to another."""
        chosen = QItemSelection()
        if self.state() is QAbstractItemView.State.DragSelectingState:
            area = rect.normalized()
            for row in self._lines(area.top(), area.bottom()):
                if self._rect(row).intersects(area):
                    chosen.select(self._index(row), self._index(row))
        else:
            ends = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
            if all(end.isValid() for end in ends):
                chosen.select(*sorted(ends, key=QModelIndex.row))
        self.selectionModel().select(chosen, command)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """All in one piece; Qt would ask for each."""
        first, last = self._index(0), self._index(self._count() - 1)
        several = self.selectionMode() is not QListView.SelectionMode.SingleSelection
        if several and last.isValid():
            every, command = QItemSelection(first, last), QItemSelectionModel.SelectionFlag
            self.selectionModel().select(every, command.ClearAndSelect)

    def visualRegionForSelection(  # noqa: N802 - Qt's name
        self, selection: QItemSelection
    ) -> QRegion:
        """What of it is to be seen."""
        seen, region = self._lines(0, self.viewport().height()), QRegion()
        for number in range(selection.count()):
            part = selection.at(number)
            for row in range(max(part.top(), seen.start), min(part.bottom() + 1, seen.stop)):
                region += self._rect(row)
        return region

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the mouse."""
        kind = event.type()
        if kind in (QEvent.Type.Leave, QEvent.Type.HoverLeave):
            self._hovered = QPersistentModelIndex()
        elif kind == QEvent.Type.MouseMove or isinstance(event, QHoverEvent):
            assert isinstance(event, QSinglePointEvent)
            self._hovered = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin what may become a band around tiles."""
        self._pressed = event.position().toPoint() + self._offset()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the band wider."""
        super().mouseMoveEvent(event)
        if self.state() is QAbstractItemView.State.DragSelectingState:
            here = event.position().toPoint() + self._offset()
            self._band = QRect(self._pressed, here).normalized()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let the band go."""
        self._band = None
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the tiles that are to be seen, each by its delegate."""
        painter, area = QPainter(self.viewport()), event.rect()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        state = option.state
        for row in self._lines(area.top(), area.bottom()):
            option.rect, index = self._rect(row), self._index(row)
            if option.rect.intersects(area):
                option.state = self._state(state, index)
                self.itemDelegateForIndex(index).paint(painter, option, index)
        self._paint_band(painter)

    def _state(self, state: _Flag, index: QModelIndex) -> _Flag:
        """How a tile is painted."""
        if self.selectionModel().isSelected(index):
            state |= _Flag.State_Selected
        focus = self.hasFocus() or self.viewport().hasFocus()
        if focus and index == self.currentIndex():
            state |= _Flag.State_HasFocus
        hovered = self._hovered == index
        return state | _Flag.State_MouseOver if hovered else state & ~_Flag.State_MouseOver

    def _paint_band(self, painter: QPainter) -> None:
        several = self.selectionMode() is not QListView.SelectionMode.SingleSelection
        if self._band is None or not several:
            return
        option = QStyleOptionRubberBand()
        option.initFrom(self)
        option.shape, option.opaque = QRubberBand.Shape.Rectangle, False
        option.rect = self._band.translated(-self._offset())
        self.style().drawControl(QStyle.ControlElement.CE_RubberBand, option, painter, self)

    def _fit(self) -> None:
        """As many columns as there is room for, and the rest of it around them."""
        self._tile = self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex())
        room = self.viewport().width() - 1
        self._columns = max(1, room // max(1, self._tile.width()))
        wide = max(room // self._columns, self._tile.width())
        self._cell = QSize(wide, max(1, self._tile.height()))

    def _rect(self, row: int) -> QRect:
        line, column = divmod(row, self._columns)
        left = column * self._cell.width() + (self._cell.width() - self._tile.width()) // 2
        place = QPoint(left, line * self._cell.height()) - self._offset()
        room = self.viewport().rect()
        return QStyle.visualRect(self.layoutDirection(), room, QRect(place, self._tile))

    def _lines(self, top: int, bottom: int) -> range:
        """Rows of the lines of tiles between two heights in the viewport."""
        high, offset = self._cell.height(), self._offset().y()
        first, last = (top + offset) // high, (bottom + offset) // high
        return range(max(0, first) * self._columns, min(self._count(), (last + 1) * self._columns))

    def _below(self, row: int, lines: int) -> int:
        """The row so many lines further down in the same column, at most at its end."""
        column = row % self._columns
        lowest = row + (self._count() - 1 - row) // self._columns * self._columns
        return min(max(column, row + lines * self._columns), lowest)

    def _offset(self) -> QPoint:
        return QPoint(0, self.verticalScrollBar().value())

    def _count(self) -> int:
        model = self.model()
        return 0 if model is None else model.rowCount(self.rootIndex())

    def _index(self, row: int) -> QModelIndex:
        model = self.model()
        return QModelIndex() if model is None or row < 0 else model.index(row, 0, self.rootIndex())
