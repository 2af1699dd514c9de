"""Chooses the square part of a photo that is meant: by mouse, or by keys alone.

Arrows move the square, with Shift in small steps; plus and minus change its size; Home takes the
suggestion, End all of the photo, Ctrl+Z what was before.
"""

from enum import Enum, auto

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import SPACE

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the photo."""

SMALLEST = 32
"""Pixels of the square's side."""
_STEP, _FINE = 0.05, 0.01  # of the photo's shorter side
_SHADE = 150  # of 255, over what is left out
_GRIP_IN_LINES = 0.8


class _Hold(Enum):
    NOTHING = auto()
    SQUARE = auto()
    CORNER = auto()


class CropEditor(QWidget):
    """Shows a photo with a square on it; `changed` tells the box."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = QPixmap()
        self._size = (1, 1)
        self._box: Box = (0, 0, 1, 1)
        self._suggested: Box | None = None
        self._before: list[Box] = []
        self._hold, self._from, self._start = _Hold.NOTHING, QPointF(), self._box
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Part of the photo that is meant"))
        self.setToolTip(
            self.tr(
                "Drag the square or its corners. Arrows move it, plus and minus change its size, "
                "Home takes the suggestion, End the largest square, Ctrl+Z undoes."
            )
        )

    @property
    def box(self) -> Box:
        """The square, in pixels of the photo."""
        return self._box

    def show_photo(self, view: QPixmap, size: tuple[int, int], suggested: Box | None) -> None:
        """Begin with a photo of `size` pixels, seen as `view`, and the suggestion."""
        self._view, self._size, self._suggested = view, size, suggested
        self._before.clear()
        self._box = suggested or self._largest()
        self._describe()
        self.update()

    def set_box(self, box: Box) -> None:
        """Put the square elsewhere."""
        self._box = self._fitted(box)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Large enough to see what is cut off."""
        return QSize(SPACE.lines(26), SPACE.lines(22))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Small, but so large that corners can be told apart: then the page is scrolled."""
        return QSize(SPACE.lines(12), SPACE.lines(12))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, resize, reset, undo."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._undo()
            return
        box = self._keyed(event)
        if box is None:
            super().keyPressEvent(event)
        else:
            self._change(box)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Change the size."""
        self._change(self._grown(_STEP if event.angleDelta().y() > 0 else -_STEP))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the square, or of its corner."""
        place = event.position()
        square = self._on_screen(self._box)
        self._from, self._start = place, self._box
        if _corner_at(square, place) is not None:
            self._hold = _Hold.CORNER
        elif square.contains(place):
            self._hold = _Hold.SQUARE
        else:
            self._hold = _Hold.SQUARE
            self._start = self._centred(self._in_photo(place))
        self._before.append(self._box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag what is held."""
        if self._hold is _Hold.NOTHING:
            return
        moved = (event.position() - self._from) / self._scale()
        left, top, right, bottom = self._start
        if self._hold is _Hold.SQUARE:
            x, y = round(moved.x()), round(moved.y())
            self.set_box((left + x, top + y, right + x, bottom + y))
        else:
            self.set_box(self._dragged_corner(self._in_photo(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._hold = _Hold.NOTHING
        if self._before and self._before[-1] == self._box:
            self._before.pop()
        else:
            self.changed.emit(self._box)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The photo, shaded outside the square; nothing until it has come."""
        if self._view.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = self._photo_rect()
        painter.drawPixmap(place.toRect(), self._view)
        square = self._on_screen(self._box)
        outside = QPainterPath()
        outside.addRect(place)
        inside = QPainterPath()
        inside.addRect(square)
        shade = QColor(self.palette().color(QPalette.ColorRole.Shadow).darker(400))
        shade.setAlpha(_SHADE)
        painter.fillPath(outside - inside, shade)
        self._paint_frame(painter, square)

    def _paint_frame(self, painter: QPainter, square: QRectF) -> None:
        """A line within a line of the opposite shade, so that it is seen on any photo."""
        roles = QPalette.ColorRole
        width, grip = max(2, SPACE.xs // 2), SPACE.lines(_GRIP_IN_LINES / 2) / 2
        line = roles.Highlight if self.hasFocus() else roles.Text
        for role, more in ((roles.Base, width), (line, 0)):
            colour = self.palette().color(role)
            painter.setPen(QPen(colour, width + more))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(square)
            painter.setBrush(colour)
            for corner in _corners(square):
                painter.drawEllipse(corner, grip, grip)

    def _keyed(self, event: QKeyEvent) -> Box | None:
        """What a key makes of the square; None for other keys."""
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = max(1, round(min(self._size) * (_FINE if fine else _STEP)))
        moves = {
            Qt.Key.Key_Left: (-step, 0),
            Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step),
            Qt.Key.Key_Down: (0, step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            x, y = moves[key]
            left, top, right, bottom = self._box
            return left + x, top + y, right + x, bottom + y
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            return self._grown(_STEP)
        if key == Qt.Key.Key_Minus:
            return self._grown(-_STEP)
        if key == Qt.Key.Key_Home:
            return self._suggested or self._largest()
        return self._largest() if key == Qt.Key.Key_End else None

    def _change(self, box: Box) -> None:
        box = self._fitted(box)
        if box != self._box:
            self._before.append(self._box)
            self.set_box(box)
            self.changed.emit(box)

    def _undo(self) -> None:
        if self._before:
            self.set_box(self._before.pop())
            self.changed.emit(self._box)

    def _grown(self, part: float) -> Box:
        """The square larger or smaller around its middle."""
        left, top, right, bottom = self._box
        side = right - left + round(2 * min(self._size) * part / 2)
        side = max(min(SMALLEST, *self._size), min(side, *self._size))
        x, y = (left + right - side) // 2, (top + bottom - side) // 2
        return x, y, x + side, y + side

    def _largest(self) -> Box:
        width, height = self._size
        side = min(width, height)
        left, top = (width - side) // 2, (height - side) // 2
        return left, top, left + side, top + side

    def _fitted(self, box: Box) -> Box:
        """A square of this side within the photo."""
        width, height = self._size
        side = max(1, min(box[2] - box[0], width, height))
        left = min(max(box[0], 0), width - side)
        top = min(max(box[1], 0), height - side)
        return left, top, left + side, top + side

    def _centred(self, place: QPoint) -> Box:
        side = self._box[2] - self._box[0]
        left, top = place.x() - side // 2, place.y() - side // 2
        return self._fitted((left, top, left + side, top + side))

    def _dragged_corner(self, place: QPoint) -> Box:
        """The square between the corner opposite to the held one and the mouse."""
        left, top, right, bottom = self._start
        middle = QPoint((left + right) // 2, (top + bottom) // 2)
        held = self._in_photo(self._from)
        east, south = held.x() > middle.x(), held.y() > middle.y()
        anchor_x, anchor_y = (left if east else right), (top if south else bottom)
        room_x = self._size[0] - anchor_x if east else anchor_x
        room_y = self._size[1] - anchor_y if south else anchor_y
        side = max(abs(place.x() - anchor_x), abs(place.y() - anchor_y), min(SMALLEST, *self._size))
        side = min(side, room_x, room_y)
        x = anchor_x if east else anchor_x - side
        y = anchor_y if south else anchor_y - side
        return x, y, x + side, y + side

    def _photo_rect(self) -> QRectF:
        size = QSize(*self._size).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        return QRectF(place)

    def _scale(self) -> float:
        """Screen points for each pixel of the photo."""
        return max(1e-6, self._photo_rect().width() / self._size[0])

    def _in_photo(self, place: QPointF) -> QPoint:
        return ((place - self._photo_rect().topLeft()) / self._scale()).toPoint()

    def _on_screen(self, box: Box) -> QRectF:
        origin, scale = self._photo_rect().topLeft(), self._scale()
        left, top, right, bottom = (edge * scale for edge in box)
        return QRectF(left, top, right - left, bottom - top).translated(origin)

    def _describe(self) -> None:
        left, top, right, _ = self._box
        words = self.tr("{side} pixels square, {left} from the left, {top} from the top")
        self.setAccessibleDescription(words.format(side=right - left, left=left, top=top))


def _corners(square: QRectF) -> list[QPointF]:
    return [square.topLeft(), square.topRight(), square.bottomLeft(), square.bottomRight()]


def _corner_at(square: QRectF, place: QPointF) -> QPointF | None:
    reach = SPACE.lines(_GRIP_IN_LINES)
    near = [corner for corner in _corners(square) if (corner - place).manhattanLength() <= reach]
    return near[0] if near else None
