"""A grid of concepts, each a tile: portrait, name, kind, tags. Asks only for pictures in sight."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import theme
from desktop.state import concept_words
from desktop.state.concept_model import CARD
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.tile_view import TileView
from engine.concepts.cards import Card

_SIDE_IN_LINES = 8.5
_ICONS = {"pet": "paw-print", "person": "user", "object": "box"}


class ConceptTiles(TileView):
    """A grid of tiles that wraps at the window's width; wheel and arrow keys scroll it."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_TileDelegate(thumbnails, self))
        self._waiting: dict[Path, set[int]] = {}
        thumbnails.ready.connect(self._on_ready)

    def await_picture(self, path: Path, row: int) -> None:
        """Paint the tile of this row again when its picture has come."""
        self._waiting.setdefault(path, set()).add(row)

    def _on_ready(self, path: Path) -> None:
        for row in self._waiting.pop(path, ()):
            self.update(self.model().index(row, 0))


class _TileDelegate(QStyledItemDelegate):
    def __init__(self, thumbnails: Thumbnails, view: ConceptTiles) -> None:
        super().__init__(view)
        self._thumbnails, self._view = thumbnails, view

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        side = SPACE.lines(_SIDE_IN_LINES)
        return QSize(side + 2 * SPACE.s, side + 2 * SPACE.s + SPACE.lines(2.4))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option)
        rect = option.rect.adjusted(SPACE.s, SPACE.s, -SPACE.s, -SPACE.s)
        picture = QRect(rect.topLeft(), QSize(rect.width(), rect.width()))
        self._paint_portrait(painter, picture, card, index.row())
        self._paint_words(painter, rect.adjusted(0, rect.width() + SPACE.xs, 0, 0), card, option)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        state: QStyle.StateFlag = option.state
        palette: QPalette = option.palette
        rect: QRect = option.rect
        inner = rect.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(palette.highlight())
            painter.drawRoundedRect(inner, SPACE.s, SPACE.s)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(palette.alternateBase())
            painter.drawRoundedRect(inner, SPACE.s, SPACE.s)
        if state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(palette.color(QPalette.ColorRole.WindowText))
            pen.setWidth(max(2, SPACE.xs // 2))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, SPACE.s, SPACE.s)

    def _paint_portrait(self, painter: QPainter, rect: QRect, card: Card, row: int) -> None:
        view = self._portrait(card, rect.width(), row)
        outline = QPainterPath()
        outline.addRoundedRect(rect, SPACE.xs, SPACE.xs)
        painter.save()
        painter.setClipPath(outline)
        if view is None:
            painter.fillRect(rect, self._view.palette().color(QPalette.ColorRole.AlternateBase))
            icon = theme.icon(_ICONS.get(card.entry.kind, "image"))
            inset = rect.width() // 3
            icon.paint(painter, rect.adjusted(inset, inset, -inset, -inset))
        else:
            painter.drawPixmap(rect, view, _middle(view))
        painter.restore()

    def _portrait(self, card: Card, side: int, row: int) -> QPixmap | None:
        if card.portrait is None or self._thumbnails.unreadable(card.portrait):
            return None
        device = round(side * self._view.devicePixelRatioF())
        view = self._thumbnails.get(card.portrait, device)
        if view is None:
            self._view.await_picture(card.portrait, row)
        return view

    def _paint_words(
        self, painter: QPainter, rect: QRect, card: Card, option: QStyleOptionViewItem
    ) -> None:
        palette: QPalette = option.palette
        selected = option.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole
        strong = palette.color(role.HighlightedText if selected else role.Text)
        quiet = strong if selected else palette.color(role.PlaceholderText)
        font = option.font
        metrics = QFontMetrics(font)
        line = QRect(rect.topLeft(), QSize(rect.width(), metrics.height()))
        _line(painter, line, card.entry.name, strong)
        detail = " · ".join((concept_words.kind(card.entry.kind), *card.tags))
        _line(painter, line.translated(QPoint(0, metrics.height())), detail, quiet)


def _line(painter: QPainter, rect: QRect, text: str, colour: QColor) -> None:
    metrics = painter.fontMetrics()
    painter.setPen(colour)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)


def _middle(view: QPixmap) -> QRect:
    """The largest square in the middle."""
    side = min(view.width(), view.height())
    return QRect((view.width() - side) // 2, (view.height() - side) // 2, side, side)
