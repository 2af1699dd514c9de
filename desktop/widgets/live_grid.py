"""Pictures of a job while they are drawn: rows come from the top; a finished one can be opened."""

from collections.abc import Sequence
from pathlib import Path

from PIL.Image import Image
from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from desktop.state.picture_words import Titles
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.picture import fitted

_LARGEST, _SMALLEST = 24, 7
"""Lines of text that a picture is high."""
_TITLE = 1.5
"""Lines of text that the titles of a contact sheet are high."""
_AT_ONCE = 8
"""Tiles that come in one turn of the loop: a contact sheet has hundreds, and they take a while."""


class LiveGrid(QScrollArea):
    """As many tiles as a job has pictures, as large as the room allows.

    Those of a contact sheet stand in its rows and columns. The tiles of one job are used again for
    the next one.
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
        self._titles: Titles | None = None
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._turn)
        self._inside = _Ground()
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Pictures being drawn"))
        thumbnails.ready.connect(self._on_ready)

    @property
    def tiles(self) -> Sequence["LiveTile"]:
        """Those that are there: one for each picture, a few turns of the loop after `begin`."""
        return self._made[: self._there]

    def begin(self, count: int, titles: Titles | None = None) -> None:
        """Begin anew with this many empty tiles: the first ones now, the others in later turns."""
        self._count, self._there, self._titles = count, 0, titles
        self.setAccessibleDescription(
            self.tr("Columns are seeds, rows are prompts and versions.") if titles else ""
        )
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
            self._made[number].begin(self._titles.cells[number] if self._titles else "")
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
        self._inside.show_titles(self._titles, self._side)
        high = self._inside.head + rows * (self._side + self._inside.line + SPACE.s) - SPACE.s
        columns = self._columns if self._titles else 1
        wide = columns * (self._side + SPACE.s) - SPACE.s
        self._inside.setMinimumSize(*((wide, high) if rows else (0, 0)))
        for tile in self.tiles:
            self._place(tile)

    def _place(self, tile: "LiveTile") -> None:
        row, column = divmod(tile.number, self._columns)
        left = column * (self._side + SPACE.s)
        tile.setGeometry(QRect(left, self._inside.top(row), self._side, self._side))

    def _best(self) -> tuple[int, int]:
        """Lines of a tile and columns: the largest tiles that all fit, else the smallest."""
        room, gap, words = self.viewport().size(), SPACE.s, self._words()
        for lines in range(_LARGEST, _SMALLEST, -1):
            side = SPACE.lines(lines) + gap
            columns = self._columns_of(side)
            rows = -(-self._count // columns)
            high = words + rows * (side + words)
            if columns * side <= room.width() + gap and high <= room.height() + gap:
                return lines, columns
        return _SMALLEST, self._columns_of(SPACE.lines(_SMALLEST) + gap)

    def _columns_of(self, side: int) -> int:
        """Of a sheet its own, else as many as fit."""
        fitting = (self.viewport().width() + SPACE.s) // side
        return len(self._titles.columns) if self._titles else max(1, fitting)

    def _words(self) -> int:
        """Height of a line of titles, in pixels."""
        return SPACE.lines(_TITLE) if self._titles else 0

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, LiveTile) and tile.number < self._there and tile.path is not None:
            self.chosen.emit(tile.number)

    def _on_ready(self, path: Path) -> None:
        for tile in self.tiles:
            if tile.path == path:
                tile.update()


class _Ground(QWidget):
    """Below the tiles: the titles of a contact sheet, seeds above all and prompts above each row.

    They are painted, for there may be hundreds; each tile is called by its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self._titles: Titles | None = None
        self._side = self.head = self.line = 0

    def show_titles(self, titles: Titles | None, side: int) -> None:
        """Around tiles of so many pixels; `head` and `line` are the room of the titles then."""
        self._titles, self._side = titles, side
        self.head = self.line = SPACE.lines(_TITLE) if titles else 0
        self.update()

    def top(self, row: int) -> int:
        """Where the tiles of a row begin."""
        return self.head + row * (self._side + self.line + SPACE.s) + self.line

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Those of the titles that are seen."""
        if self._titles is None:
            return
        painter, seen = QPainter(self), event.rect()
        columns = [
            (QRect(column * (self._side + SPACE.s), 0, self._side, self.head), words)
            for column, words in enumerate(self._titles.columns)
        ]
        rows = [
            (QRect(0, self.top(row) - self.line, self.width(), self.line), words)
            for row, words in enumerate(self._titles.rows)
        ]
        for place, words in (*columns, *rows):
            if place.intersects(seen):
                line = " ".join(words.split())
                shown = self.fontMetrics().elidedText(
                    line, Qt.TextElideMode.ElideRight, place.width()
                )
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class LiveTile(QAbstractButton):
    """One picture: empty, growing, or finished."""

    def __init__(self, number: int, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self._thumbnails = thumbnails
        self._title = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # paints anew on entering and leaving
        self.forget()

    def begin(self, title: str = "") -> None:
        """Show that nothing is known of the picture yet, which is called so, or by its number."""
        self.forget()
        self._title = title
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
        called = self._title or self.tr("Picture {number}").format(number=self.number + 1)
        if self.path is not None:
            said = self._title or self.tr("{picture}: {words}").format(picture=called, words=words)
        elif self._done:
            said = self.tr("{picture}, {percent} % drawn").format(
                picture=called, percent=round(self._done * 100)
            )
        else:
            said = self.tr("{picture}, not begun").format(picture=called)
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
