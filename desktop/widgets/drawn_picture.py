"""One drawing that is held in memory, as large as its room; words until it has come."""

from PIL.Image import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.theme import SPACE
from desktop.widgets.live_grid import to_qimage
from desktop.widgets.picture import fitted


class DrawnPicture(QLabel):
    """Whole, in the middle, whatever its pixels are; at least `lines` lines of text high."""

    def __init__(self, lines: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(SPACE.lines(lines), SPACE.lines(lines))

    def show_picture(self, picture: Image) -> None:
        """Show this drawing in the place of words."""
        self.clear()
        self._image = to_qimage(picture)
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is none."""
        self._image = QImage()
        self.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the picture, else the words."""
        if self._image.isNull():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(fitted(self._image.size(), self.contentsRect()), self._image)
