"""Losses over steps, drawn with QPainter: every value faintly, the smoothed line strongly."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.palettes import Tone
from desktop.state import concept_words
from desktop.state.curves import Curves, Point, RunningMean
from desktop.theme import SPACE

_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
_TONES = (Tone.ACCENT, Tone.WARNING)
_GRID_LINES = 4
_FAINT = 110  # of 255
_APART = (1, 4)
"""Pixels across between two points of the values, and of the smoothed line, which is smooth."""


class LossPlot(QWidget):
    """A plot with a legend; what it shows stands in words in its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curves = Curves()
        self._means: dict[str, RunningMean] = {}
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Losses"))

    def show_curves(self, curves: Curves, total_steps: int) -> None:
        """Draw these; `total_steps` is where the axis ends, 0 where the last value stands."""
        self._curves, self._total = curves, total_steps
        for name, points in curves.losses().items():
            self._means.setdefault(name, RunningMean()).follow(points)
        latest = [
            self.tr("{name} {value} after step {step}").format(
                name=concept_words.curve(name),
                value=concept_words.number(points[-1].value, 3),
                step=points[-1].step,
            )
            for name, points in curves.losses().items()
            if points
        ]
        self.setAccessibleDescription("; ".join(latest))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a curve."""
        return QSize(SPACE.lines(24), SPACE.lines(11))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Enough to see a trend."""
        return QSize(SPACE.lines(12), SPACE.lines(7))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw grid, lines and legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        losses = [(name, points) for name, points in self._curves.losses().items() if points]
        area = self._area(painter)
        top = _rounded_up(max((self._means[name].highest for name, _ in losses), default=1.0))
        last = max((points[-1].step for _, points in losses), default=1)
        right = max(self._total, last, 1)
        self._paint_grid(painter, area, top, right)
        legend = area.left()
        for place, (name, points) in enumerate(losses):
            self._paint_line(painter, area, (points, self._means[name].line), (right, top, place))
            legend = self._paint_legend(painter, legend, name, place)

    def _area(self, painter: QPainter) -> QRectF:
        metrics = painter.fontMetrics()
        left = metrics.horizontalAdvance("00.00") + SPACE.s
        bottom = metrics.height() + SPACE.xs
        head = metrics.height() + SPACE.xs
        return QRectF(self.rect()).adjusted(left, head, -SPACE.s, -bottom)

    def _paint_grid(self, painter: QPainter, area: QRectF, top: float, right: int) -> None:
        colours = self.palette()
        painter.fillRect(area, colours.color(QPalette.ColorRole.Base))
        quiet = colours.color(QPalette.ColorRole.PlaceholderText)
        metrics = painter.fontMetrics()
        for number in range(_GRID_LINES + 1):
            y = area.bottom() - area.height() * number / _GRID_LINES
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Mid), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            label = concept_words.number(top * number / _GRID_LINES)
            place = QRectF(0, y - metrics.height() / 2, area.left() - SPACE.xs, metrics.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label
            )
        below = QRectF(area.left(), area.bottom() + SPACE.xs / 2, area.width(), metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        words = self.tr("step {number}").format(number=right)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, words)

    def _paint_line(
        self,
        painter: QPainter,
        area: QRectF,
        lines: tuple[Sequence[Point], Sequence[Point]],
        scale: tuple[int, float, int],
    ) -> None:
        """The values and their mean; `scale` is the last step, the highest value, and the place."""
        right, top, place = scale
        values, mean = lines
        colour = theme.tone(_TONES[place % len(_TONES)])
        faint = QColor(colour)
        faint.setAlpha(_FAINT)
        painter.setPen(QPen(faint, 1))
        painter.drawPolyline(_polygon(values, area, (right, top), _APART[0]))
        strong = QPen(colour, max(2.0, SPACE.xs / 2), _STYLES[place % len(_STYLES)])
        painter.setPen(strong)
        painter.drawPolyline(_polygon(mean, area, (right, top), _APART[1]))

    def _paint_legend(self, painter: QPainter, left: float, name: str, place: int) -> float:
        """A piece of the line and what it is, from `left` on; where the next one begins."""
        metrics = painter.fontMetrics()
        line, y = 2 * metrics.height(), metrics.height() / 2
        colour = theme.tone(_TONES[place % len(_TONES)])
        painter.setPen(QPen(colour, max(2.0, SPACE.xs / 2), _STYLES[place % len(_STYLES)]))
        painter.drawLine(QPointF(left, y), QPointF(left + line, y))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        words = concept_words.curve(name)
        width = metrics.horizontalAdvance(words) + SPACE.xs
        place_of_words = QRectF(left + line + SPACE.s, 0, width, metrics.height())
        painter.drawText(place_of_words, Qt.AlignmentFlag.AlignVCenter, words)
        return place_of_words.right() + SPACE.l


def _polygon(
    points: Sequence[Point], area: QRectF, ends: tuple[int, float], apart: int
) -> QPolygonF:
    """Points `apart` pixels from each other or further: the rest could hardly be seen."""
    right, top = ends
    stride = max(1, -(-len(points) * apart // max(1, round(area.width()))))
    shown = [*points[::stride], points[-1]]
    return QPolygonF(
        [
            QPointF(
                area.left() + area.width() * point.step / right,
                area.bottom() - area.height() * min(point.value, top) / top,
            )
            for point in shown
        ]
    )


def _rounded_up(value: float) -> float:
    """1, 2 or 5 times a power of ten, at least `value`."""
    if not math.isfinite(value) or value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= value)
