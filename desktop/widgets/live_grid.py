"""Pictures of a job while they are drawn: rows come from the top; a finished one can be opened."""

from collections.abc import Sequence
from pathlib import Path

from PIL.Image import Image
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QScrollArea, QWidget

from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.picture import fitted

_LARGEST, _SMALLEST = 24, 7
"""Lines of text that a picture is high."""


class LiveGrid(QScrollArea):
    """As many tiles as a job has pictures, as large as the room allows."""

    chosen = Signal(int)
    """A finished picture was pressed: its place in the job."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tiles: list[LiveTile] = []
        self._grid = self._new_grid()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pictures being drawn"))

    @property
    def tiles(self) -> Sequence["LiveTile"]:
        """One for each picture."""
        return self._tiles

    def set_count(self, count: int) -> None:
        """Begin anew with this many empty tiles."""
        self._grid = self._new_grid()
        self._tiles = [LiveTile(number, self._thumbnails) for number in range(count)]
        for tile in self._tiles:
            tile.clicked.connect(self._on_clicked)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def _new_grid(self) -> QGridLayout:
        """An empty layout in place of the former one, whose tiles go with it."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setSpacing(SPACE.s)
        grid.setContentsMargins(0, 0, 0, 0)
        self.setWidget(inside)
        inside.show()  # a scroll area that is seen already does not do that
        return grid

    def _lay_out(self) -> None:
        lines, columns = self._best()
        for place, tile in enumerate(self._tiles):
            tile.set_lines(lines)
            self._grid.addWidget(tile, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setColumnStretch(columns, 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _best(self) -> tuple[int, int]:
        """Lines of a tile and columns: the largest tiles that all fit, else the smallest."""
        room, gap = self.viewport().size(), self._grid.spacing()
        for lines in range(_LARGEST, _SMALLEST, -1):
            side = SPACE.lines(lines) + gap
            columns = max(1, (room.width() + gap) // side)
            rows = -(-len(self._tiles) // columns)
            if side <= room.width() + gap and rows * side <= room.height() + gap:
                return lines, columns
        return _SMALLEST, max(1, (room.width() + gap) // (SPACE.lines(_SMALLEST) + gap))

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, LiveTile) and tile.path is not None:
            self.chosen.emit(tile.number)


class LiveTile(QAbstractButton):
    """One picture: empty, growing, or finished."""

    def __init__(self, number: int, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.number = number
        self.path: Path | None = None
        """Its file, once it is finished."""
        self._thumbnails = thumbnails
        self._view: QPixmap | None = None
        self._done = 0.0
        self._lines = _SMALLEST
        thumbnails.ready.connect(self._on_ready)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # paints anew on entering and leaving
        self._say()

    def set_lines(self, lines: int) -> None:
        """How high it is, in lines of text."""
        self._lines = lines
        side = SPACE.lines(lines)
        self.setFixedSize(side, side)  # in lines of text: it follows the font

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

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        side = SPACE.lines(self._lines)
        return QSize(side, side)

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

    def _on_ready(self, path: Path) -> None:
        if path == self.path:
            self.update()

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
