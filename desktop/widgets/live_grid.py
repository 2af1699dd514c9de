"""Pictures of a job while they are drawn: rows come from the top; a finished one can be opened."""

from collections.abc import Sequence
from pathlib import Path

from PIL.Image import Image
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.picture import fitted

_LARGEST, _SMALLEST = 24, 7
"""Lines of text that a picture is high."""
_AT_ONCE = 8
"""Tiles that come in one turn of the loop: a contact sheet has hundreds, and they take a while."""


class LiveGrid(QScrollArea):
    """As many tiles as a job has pictures, as large as the room allows.

    The tiles of one job are used again for the next one.
    """

    chosen = Signal(int)
    """A finished picture was pressed: its place in the job."""
    came = Signal(int)
    """An empty tile is there for the picture at this place of the job."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._made: list[LiveTile] = []
        self._count = self._there = 0
        self._side, self._columns = 1, 1
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._turn)
        self._inside = QWidget()
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pictures being drawn"))
        thumbnails.ready.connect(self._on_ready)

    @property
    def tiles(self) -> Sequence["LiveTile"]:
        """Those that are there: one for each picture, a few turns of the loop after `set_count`."""
        return self._made[: self._there]

    def set_count(self, count: int) -> None:
        """Begin anew with this many empty tiles: the first ones now, the others in later turns."""
        self._count, self._there = count, 0
        for tile in self._made[count:]:
            tile.hide()
            tile.forget()
        self._lay_out()
        self._turn()
        self._turns.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def _turn(self) -> None:
        """Have a few more tiles."""
        for number in range(self._there, min(self._there + _AT_ONCE, self._count)):
            if number == len(self._made):
                self._made.append(LiveTile(number, self._thumbnails, self._inside))
                self._made[number].clicked.connect(self._on_clicked)
            self._made[number].begin()
            self._place(self._made[number])
            self._made[number].show()
            self._there = number + 1
            self.came.emit(number)
        if self._there == self._count:
            self._turns.stop()

    def _lay_out(self) -> None:
        """Fit all tiles into the room, also those that are not there yet."""
        lines, self._columns = self._best()
        self._side = SPACE.lines(lines)
        rows = -(-self._count // self._columns)
        high = rows * (self._side + SPACE.s) - SPACE.s
        self._inside.setMinimumSize(*((self._side, high) if rows else (0, 0)))
        for tile in self.tiles:
            self._place(tile)

    def _place(self, tile: "LiveTile") -> None:
        row, column = divmod(tile.number, self._columns)
        corner = QPoint(column, row) * (self._side + SPACE.s)
        tile.setGeometry(QRect(corner, QSize(self._side, self._side)))

    def _best(self) -> tuple[int, int]:
        """Lines of a tile and columns: the largest tiles that all fit, else the smallest."""
        room, gap = self.viewport().size(), SPACE.s
        for lines in range(_LARGEST, _SMALLEST, -1):
            side = SPACE.lines(lines) + gap
            columns = max(1, (room.width() + gap) // side)
            rows = -(-self._count // columns)
            if side <= room.width() + gap and rows * side <= room.height() + gap:
                return lines, columns
        return _SMALLEST, max(1, (room.width() + gap) // (SPACE.lines(_SMALLEST) + gap))

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, LiveTile) and tile.number < self._there and tile.path is not None:
            self.chosen.emit(tile.number)

    def _on_ready(self, path: Path) -> None:
        for tile in self.tiles:
            if tile.path == path:
                tile.update()


class LiveTile(QAbstractButton):
    """One picture: empty, growing, or finished."""

    def __init__(self, number: int, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self._thumbnails = thumbnails
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # paints anew on entering and leaving
        self.forget()

    def begin(self) -> None:
        """Show that nothing is known of the picture yet."""
        self.forget()
        self._say()
        self.update()

    def forget(self) -> None:
        """Let go of what was shown."""
        self.path: Path | None = None
        """Its file, once it is finished."""
        self._view: QPixmap | None = None
        self._done = 0.0

    def grow(self, picture: Image, done: float) -> None:
        """Show a preview whose rows are known as far as `done` (0…1)."""
        self._view, self._done = QPixmap.fromImage(to_qimage(picture)), done
        self._say()
        self.update()

    def finish(self, path: Path, words: str) -> None:
        """Show the finished picture in this file."""
        self.path, self._done = path, 1.0
        self._say(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw what is known of the picture; what is not known yet is left empty."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.AlternateBase))
        view = self._finished() or self._view
        if view is not None:
            place = fitted(view.size(), self.rect())
            known = QRect(place.topLeft(), QSize(place.width(), round(place.height() * self._done)))
            painter.setClipRect(known)
            painter.drawPixmap(place, view)
            painter.setClipping(False)
        if self._done < 1:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            said = self.tr("{percent} %").format(percent=round(self._done * 100))
            low = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
            painter.drawText(self.rect().adjusted(0, 0, 0, -SPACE.xs), low, said)
        if self.hasFocus() or (self.underMouse() and self.path is not None):
            width = max(2, SPACE.xs // 2)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), width))
            painter.drawRect(self.rect().adjusted(width // 2, width // 2, -width, -width))

    def _finished(self) -> QPixmap | None:
        if self.path is None:
            return None
        return self._thumbnails.get(self.path, round(self.width() * self.devicePixelRatioF()))

    def _say(self, words: str = "") -> None:
        number = self.number + 1
        if self.path is not None:
            said = self.tr("Picture {number}: {words}").format(number=number, words=words)
        elif self._done:
            percent = round(self._done * 100)
            said = self.tr("Picture {number}, {percent} % drawn").format(
                number=number, percent=percent
            )
        else:
            said = self.tr("Picture {number}, not begun").format(number=number)
        self.setAccessibleName(said)
        self.setToolTip(self.tr("Show in the gallery") if self.path is not None else said)


def to_qimage(picture: Image) -> QImage:
    """The same pixels for Qt: 8-bit RGB."""
    pixels = picture.convert("RGB")
    shared = QImage(
        pixels.tobytes(),
        pixels.width,
        pixels.height,
        3 * pixels.width,
        QImage.Format.Format_RGB888,
    )
    return shared.copy()  # the bytes do not outlive this call
