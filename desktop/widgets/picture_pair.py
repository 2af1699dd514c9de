"""Two pictures side by side that zoom and move as one, so that the same places can be compared."""

from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QHBoxLayout, QWidget

from desktop.theme import SPACE

_STEP = 1.25
_LARGEST = 32.0


class PicturePair(QWidget):
    """Left and right share zoom and place; pictures of different sizes are shown equally large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._following = False
        self._views = (_View(self), _View(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.s)
        for view in self._views:
            layout.addWidget(view)
        self._zoom = 1.0

    @property
    def zoom(self) -> float:
        """How many times larger than when it fits."""
        return self._zoom

    def show_files(self, left: Path, right: Path) -> None:
        """Show two picture files. One that cannot be read stays empty."""
        for view, path in zip(self._views, (left, right), strict=True):
            view.show_pixmap(QPixmap(str(path)))
        self.fit()

    def name_sides(self, left: str, right: str) -> None:
        """Say what is on either side."""
        for view, words in zip(self._views, (left, right), strict=True):
            view.setAccessibleName(words)
            view.setToolTip(words)

    def fit(self) -> None:
        """Show both as a whole."""
        self._set_zoom(1.0)

    def zoom_in(self) -> None:
        """Closer."""
        self._set_zoom(self._zoom * _STEP)

    def zoom_out(self) -> None:
        """Farther away, at most until both are seen as a whole."""
        self._set_zoom(self._zoom / _STEP)

    def follow(self, leader: "_View") -> None:
        """Show on the other side the place that `leader` shows."""
        if not self._following:
            self._following = True  # the other side moves now, and would lead in turn
            for view in self._views:
                if view is not leader:
                    view.look_at(leader.place)
            self._following = False

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = min(_LARGEST, max(1.0, zoom))
        self.refit()

    def refit(self) -> None:
        """Give both the zoom, within the room that both have: sides may differ by a pixel."""
        left, right = (view.maximumViewportSize() for view in self._views)
        for view in self._views:
            view.apply(self._zoom, left.boundedTo(right))


class _View(QGraphicsView):
    """One side."""

    def __init__(self, pair: PicturePair) -> None:
        super().__init__(pair)
        self._pair = pair
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the view itself has it
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setMinimumSize(SPACE.lines(12), SPACE.lines(6))  # words need room on small screens

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """Show this in place of the former one."""
        self.scene().clear()
        item = self.scene().addPixmap(pixmap)
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.scene().setSceneRect(item.boundingRect())

    def apply(self, zoom: float, room: QSize) -> None:
        """Show the picture `zoom` times as large as when it fits into the room."""
        size = self.sceneRect().size()
        if not size.isEmpty():
            fit = zoom * min(room.width() / size.width(), room.height() / size.height())
            self.setTransform(QTransform.fromScale(fit, fit))
            self.centerOn(self.sceneRect().center())

    @property
    def place(self) -> QPointF:
        """What is in the middle, 0…1 of the picture's width and height."""
        middle = self.mapToScene(self.viewport().rect().center())
        size = self.sceneRect().size()
        return QPointF(middle.x() / max(1.0, size.width()), middle.y() / max(1.0, size.height()))

    def look_at(self, place: QPointF) -> None:
        """Bring this place into the middle."""
        size = self.sceneRect().size()
        self.centerOn(place.x() * size.width(), place.y() * size.height())

    def scrollContentsBy(self, across: int, down: int) -> None:  # noqa: N802 - Qt's name
        """Take the other side along."""
        super().scrollContentsBy(across, down)
        self._pair.follow(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the zoom in a larger or smaller window."""
        super().resizeEvent(event)
        self._pair.refit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom both sides."""
        self._pair.zoom_in() if event.angleDelta().y() > 0 else self._pair.zoom_out()
