"""One picture from disk at a size that follows the font; a placeholder until it has come."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails


class Picture(QWidget):
    """Shows the whole picture within a square of `lines` lines of text."""

    def __init__(self, thumbnails: Thumbnails, lines: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails, self._lines = thumbnails, lines
        self._path: Path | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.ready.connect(self._on_ready)

    @property
    def path(self) -> Path | None:
        """What is shown."""
        return self._path

    def show_file(self, path: Path | None, words: str) -> None:
        """Show a picture file; `words` say what it is."""
        self._path = path
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        side = SPACE.lines(self._lines)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the view, centred."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        view = self._view()
        if view is None:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
            return
        painter.drawPixmap(fitted(view.size(), self.rect()), view)

    def _view(self) -> QPixmap | None:
        if self._path is None:
            return None
        side = round(min(self.width(), self.height()) * self.devicePixelRatioF())
        return self._thumbnails.get(self._path, side)

    def _on_ready(self, path: Path) -> None:
        if path == self._path:
            self.update()


def fitted(size: QSize, into: QRect) -> QRect:
    """The largest rectangle of this shape in the middle of another."""
    scaled = size.scaled(into.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(into.topLeft(), scaled)
    place.moveCenter(into.center())
    return place
