"""A pasted picture comes out as it went in."""

from PySide6.QtGui import QColor, QImage

from desktop.pasted import png_of


def test_a_pasted_picture_is_a_png_with_the_same_pixels() -> None:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 30, 60))
    written = png_of(image)
    assert written.startswith(b"\x89PNG")
    assert QImage.fromData(written).convertToFormat(image.format()) == image


def test_nothing_is_written_of_no_picture() -> None:
    assert png_of(QImage()) == b""
