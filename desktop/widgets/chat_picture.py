"""A picture among words: a kept one, read beside the window, or one that is just being drawn."""

from functools import partial

from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import background
from desktop.theme import SPACE
from engine.chats.entries import Picture

LINES = 16
"""Lines of text that the longer side of a picture is high."""


class ChatPicture(QWidget):
    """Shown as large as the row is, at most `LINES` high; small pictures are enlarged to that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._shape = QSize(1, 1)
        self._file = ""
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def image(self) -> QImage:
        """What is shown; null while it is read, and where the file is gone."""
        return self._image

    def show_picture(self, picture: Picture, words: str) -> None:
        """Show a kept picture; `words` say what it is."""
        self._describe(words)
        if picture.file == self._file:
            return
        self._file, self._image = picture.file, QImage()
        self._reshape(QSize(picture.width, picture.height))
        background.run(_read, picture).done.connect(partial(self._on_read, picture.file))

    def show_sketch(self, sketch: Image.Image, words: str) -> None:
        """Show a picture as far as it is drawn."""
        self._describe(words)
        self._file, self._image = "", to_qimage(sketch)
        self._reshape(self._image.size())

    def copy(self) -> None:
        """Put the pixels on the clipboard."""
        if not self._image.isNull():
            QGuiApplication.clipboard().setImage(self._image)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its shape, within a square."""
        side = SPACE.lines(LINES)
        return self._shape.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the picture, or its place while it is read."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
        else:
            painter.drawImage(self.rect(), self._image)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _describe(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(words)

    def _reshape(self, shape: QSize) -> None:
        if shape != self._shape:
            self._shape = shape
            self.updateGeometry()
        self.update()

    def _on_read(self, file: str, image: QImage) -> None:
        if file == self._file:  # else the row shows another message by now
            self._image = image
            self.update()


def to_qimage(picture: Image.Image) -> QImage:
    """An RGB picture for Qt, with pixels of its own."""
    rgb = picture.convert("RGB")
    row = 3 * rgb.width
    return QImage(rgb.tobytes(), rgb.width, rgb.height, row, QImage.Format.Format_RGB888).copy()


def _read(picture: Picture) -> QImage:
    try:
        return QImage.fromData(picture.read())
    except OSError:  # somebody removed the file: its place stays empty
        return QImage()
