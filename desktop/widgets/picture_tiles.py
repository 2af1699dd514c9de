"""Paints the gallery: a wall of pictures with their hearts, stars and scores.

Asks only for pictures that are seen. It stays quick at ten thousand.
"""

from pathlib import Path

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import theme
from desktop.state.pictures import PictureModel, PictureRole
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.picture import fitted
from desktop.widgets.tile_view import TileView
from engine.gallery.picture import Picture

_LINES = 9
"""Lines of text that a picture is high."""
Index = QModelIndex | QPersistentModelIndex


class PictureTiles(TileView):
    """A grid that wraps at the window's width. Several pictures can be selected and dragged out."""

    drag_asked = Signal()
    """The selected pictures are being dragged; their copies are to be made."""

    def __init__(
        self, model: PictureModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAccessibleName(self.tr("Pictures"))
        self._model = model
        self._dragged = False
        """Whether the button is held for a drag."""
        self.setModel(model)
        self.setItemDelegate(_TileDelegate(thumbnails, self))
        self._waiting: dict[Path, set[str]] = {}
        self._kept: tuple[str, list[str]] = ("", [])
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        thumbnails.ready.connect(self._on_ready)

    @property
    def chosen(self) -> list[str]:
        """Ids of the selected pictures, in the order of the list."""
        ids = self._model.ids
        return [ids[row] for part in self._selected_rows() for row in part]

    @property
    def chosen_count(self) -> int:
        """How many are selected."""
        return sum(len(part) for part in self._selected_rows())

    def choose(self, picture: str) -> None:
        """Select this one and bring it into view; nothing where it is not shown."""
        row = self._model.row_of(picture)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
            self.scrollTo(self._model.index(row))

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Have clean copies made first; the drag begins when they are there."""
        self._dragged = True
        self.drag_asked.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """While copies are made, Qt takes a hand that goes on for one that selects."""
        self._dragged = self._dragged and bool(event.buttons())
        if not self._dragged:
            super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Another gesture begins."""
        self._dragged = False
        super().mousePressEvent(event)

    def await_picture(self, path: Path, picture: str) -> None:
        """Paint this picture again when its view has come."""
        self._waiting.setdefault(path, set()).add(picture)

    def _on_about_to_reset(self) -> None:
        current = self.currentIndex().data(PictureRole.ID)
        self._kept = (str(current or ""), self.chosen)

    def _on_reset(self) -> None:
        """Select what was selected, as far as it is still shown."""
        current, chosen = self._kept
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._at(current), flags.NoUpdate)
        self.selectionModel().select(self._stretches(chosen), flags.Select)

    def _selected_rows(self) -> list[range]:
        """Rows in stretches: there may be ten thousand, in one."""
        selected = self.selectionModel().selection()
        parts = (selected.at(number) for number in range(selected.count()))
        return sorted(
            (range(one.top(), one.bottom() + 1) for one in parts), key=lambda rows: rows.start
        )

    def _stretches(self, pictures: list[str]) -> QItemSelection:
        """These pictures, neighbours as one, so that all are selected at once."""
        rows = sorted(row for one in pictures if (row := self._model.row_of(one)) >= 0)
        found, at = QItemSelection(), 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                found.select(self._model.index(rows[at]), self._model.index(rows[place - 1]))
                at = place
        return found

    def _at(self, picture: str) -> QModelIndex:
        return self._model.index(self._model.row_of(picture))

    def _on_ready(self, path: Path) -> None:
        for picture in self._waiting.pop(path, ()):
            row = self._model.row_of(picture)
            if row >= 0:
                self.update(self._model.index(row))


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, thumbnails: Thumbnails, view: PictureTiles) -> None:
        super().__init__(view)
        self._thumbnails, self._view = thumbnails, view
        self._gone = theme.icon("image")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        side = SPACE.lines(_LINES)
        return QSize(side + 2 * SPACE.xs, side + 2 * SPACE.xs + SPACE.lines(1.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        picture = index.data(PictureRole.PICTURE)
        rect: QRect = option.rect
        inner = rect.adjusted(SPACE.xs, SPACE.xs, -SPACE.xs, -SPACE.xs)
        place = QRect(inner.topLeft(), QSize(inner.width(), inner.width()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_picture(painter, place, picture)
        low = inner.adjusted(0, place.height(), 0, 0)
        if isinstance(picture, Picture):
            self._paint_labels(painter, low, picture)
        self._paint_choice(painter, option, rect)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, picture: object) -> None:
        view = self._pixmap(picture, place.width()) if isinstance(picture, Picture) else None
        if view is not None:
            painter.drawPixmap(fitted(view.size(), place), view)
            return
        ground = self._view.palette().color(QPalette.ColorRole.AlternateBase)
        painter.fillRect(place, ground)
        if isinstance(picture, Picture) and (
            picture.missing or self._thumbnails.unreadable(picture.path)
        ):
            inset = place.width() // 3
            self._gone.paint(painter, place.adjusted(inset, inset, -inset, -inset))

    def _pixmap(self, picture: Picture, side: int) -> QPixmap | None:
        if self._thumbnails.unreadable(picture.path):
            return None
        device = round(side * self._view.devicePixelRatioF())
        view = self._thumbnails.get(picture.path, device)
        if view is None:
            self._view.await_picture(picture.path, picture.id)
        return view

    def _paint_labels(self, painter: QPainter, low: QRect, picture: Picture) -> None:
        palette, middle = self._view.palette(), Qt.AlignmentFlag.AlignVCenter
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        signs = "♥ " * picture.favourite + "★" * picture.rating
        painter.drawText(low, Qt.AlignmentFlag.AlignLeading | middle, signs)
        if picture.likeness is not None:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            score = self._view.locale().toString(picture.likeness.resemblance, "f", 2)
            painter.drawText(low, Qt.AlignmentFlag.AlignTrailing | middle, score)

    def _paint_choice(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state: QStyle.StateFlag = option.state
        palette = self._view.palette()
        width = max(2, SPACE.xs // 2)
        frame = rect.adjusted(width // 2, width // 2, -width, -width)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2 * width))
            painter.drawRect(frame)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(
                QPen(palette.color(QPalette.ColorRole.WindowText), width, Qt.PenStyle.DotLine)
            )
            painter.drawRect(frame)
