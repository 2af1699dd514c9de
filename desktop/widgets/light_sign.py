"""The light of a photo as a sign that is told by its shape as well as by its colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF

from desktop import theme
from desktop.palettes import Tone
from engine.vision.findings import Light

_TONES = {Light.GREEN: Tone.GOOD, Light.AMBER: Tone.WARNING, Light.RED: Tone.BAD}
_STROKES = {
    Light.GREEN: [[(0.28, 0.52), (0.44, 0.68), (0.74, 0.34)]],
    Light.AMBER: [[(0.5, 0.40), (0.5, 0.64)], [(0.5, 0.76), (0.5, 0.78)]],
    Light.RED: [[(0.32, 0.32), (0.68, 0.68)], [(0.68, 0.32), (0.32, 0.68)]],
}
"""What is drawn inside: a tick, an exclamation mark, a cross; in parts of the side."""


def paint_light(painter: QPainter, rect: QRectF, light: Light, palette: QPalette) -> None:
    """Draw a round tick, a warning triangle, or a round cross into `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = palette.color(QPalette.ColorRole.Base)
    painter.setPen(QPen(ground, rect.width() / 10))
    painter.setBrush(theme.tone(_TONES[light]))
    if light is Light.AMBER:
        corners = [(0.5, 0.08), (0.98, 0.92), (0.02, 0.92)]
        painter.drawPolygon(QPolygonF([_at(rect, *corner) for corner in corners]))
    else:
        painter.drawEllipse(rect)
    pen = QPen(ground, rect.width() / 9)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for stroke in _STROKES[light]:
        painter.drawPolyline(QPolygonF([_at(rect, *point) for point in stroke]))
    painter.restore()


def _at(rect: QRectF, x: float, y: float) -> QPointF:
    return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())
