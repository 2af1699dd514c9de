"""How the window looks: colours, icons, fonts and distances. The only place that names a colour."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QPushButton,
    QSpinBox,
    QStyle,
    QToolButton,
    QWidget,
)

from desktop.palettes import Tone, palette, tones
from engine.paths import RESOURCES

ICONS = RESOURCES / "icons"
_FACTOR = "text_factor"
_FRAME = 3
"""Lines of text that the system's frame around a window takes, at most."""
STYLES = ("system", "light", "dark", "contrast")
_TINTS = {
    QIcon.Mode.Normal: (QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText),
    QIcon.Mode.Active: (QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText),
    QIcon.Mode.Disabled: (QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText),
    QIcon.Mode.Selected: (QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
}


class Space:
    """Distances, as multiples of the height of a line of text, so that they grow with the font."""

    @property
    def xs(self) -> int:
        """A quarter of a line: between a control and its label."""
        return self.lines(0.25)

    @property
    def s(self) -> int:
        """Half a line: between controls."""
        return self.lines(0.5)

    @property
    def m(self) -> int:
        """One line: around a group."""
        return self.lines(1)

    @property
    def l(self) -> int:  # noqa: E743 - the sizes are xs, s, m, l, xl
        """Two lines: between groups."""
        return self.lines(2)

    @property
    def xl(self) -> int:
        """Four lines: around an empty page's words."""
        return self.lines(4)

    def lines(self, count: float) -> int:
        """`count` lines of the application's font, in device-independent pixels."""
        return max(1, round(QFontMetrics(QApplication.font()).height() * count))


SPACE = Space()


def apply(style: str) -> None:
    """Paint every window in `system`, `light`, `dark` or `contrast`; live."""
    hints = QGuiApplication.styleHints()
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    hints.setColorScheme(schemes.get(style, Qt.ColorScheme.Unknown))
    if style == "system":
        style = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            style = "contrast"
    _current[0] = style
    QApplication.setPalette(palette(style))


_current = ["light"]


def shown() -> str:
    """The style that is shown: `light`, `dark` or `contrast`."""
    return _current[0]


def tone(which: Tone) -> QColor:
    """The colour of a judgement in the style that is shown; never the only sign of it."""
    return tones(_current[0])[which]


def as_page(layout: QBoxLayout) -> None:
    """Give a page the same room at its edges and between its parts as every other page."""
    layout.setContentsMargins(SPACE.lines(1.3), SPACE.m, SPACE.lines(1.3), SPACE.m)
    layout.setSpacing(SPACE.s)


def as_tone(label: QLabel, which: Tone) -> QLabel:
    """Write a label in the colour of a judgement, in every style; its words say the same."""
    label.setObjectName(which.value)
    return label


def as_primary(button: QPushButton | QToolButton) -> None:
    """Show that this is what one most likely wants to do here. One button of a page, at most."""
    button.setProperty("primary", True)
    button.setIcon(on_accent(button.icon()))


def room(widget: QWidget, wide: float, high: float) -> QSize:
    """So many lines of text wide and high, or what the widget's screen has room for."""
    screen = widget.screen().availableSize() - QSize(SPACE.m, SPACE.lines(_FRAME))
    return QSize(SPACE.lines(wide), SPACE.lines(high)).boundedTo(screen)


def as_field(box: QSpinBox | QDoubleSpinBox) -> None:
    """Begin a number where fields begin their words: Qt heeds no padding of a style sheet here."""
    box.lineEdit().setTextMargins(SPACE.xs, 0, 0, 0)


def as_card(frame: QFrame) -> None:
    """Show a frame as one thing on the page."""
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setObjectName("card")


def on_accent(symbol: QIcon) -> QIcon:
    """An icon of ours as it is drawn on the highlight."""
    return symbol if symbol.isNull() else QIcon(_OnAccent(symbol))


def as_title(label: QLabel) -> QLabel:
    """Make a label the title of its page."""
    return _sized(label, 1.6)


def as_heading(label: QLabel) -> QLabel:
    """Make a label the heading of a group."""
    return _sized(label, 1.15)


def as_note(label: QLabel) -> QLabel:
    """Make a label a remark: quieter than the text, and wrapped."""
    label.setWordWrap(True)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def icon(name: str) -> QIcon:
    """A Lucide icon in the colour of text, also after the style changes. KeyError if unknown."""
    if not (ICONS / f"{name}.svg").is_file():
        raise KeyError(name)
    return QIcon(_Tinted(name))


def icon_size(lines: float = 1.25) -> QSize:
    """A square for an icon, as a multiple of a line of text."""
    return QSize(SPACE.lines(lines), SPACE.lines(lines))


def icon_beside_words() -> QSize:
    """An icon with room at its sides, since a button sets words close to it."""
    return icon_size(1) + QSize(SPACE.s, 0)


def paint_icon(name: str, painter: QPainter, rect: QRect, colour: QColor) -> None:
    """Draw a Lucide icon in one colour."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect, _drawn(name, rect.size() * ratio, colour))


def photo_icon(view: QPixmap) -> QIcon:
    """A picture as an item of a list, which stays as it is while it is selected."""
    made = QIcon(view)
    made.addPixmap(view, QIcon.Mode.Selected)
    return made


def app_icon() -> QIcon:
    """The sign of the app, in its own colours."""
    return QIcon(str(ICONS / "app" / "yochameleon.svg"))


def moves(widget: QWidget) -> bool:
    """Whether things may slide or fade; not where the person wants them still."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return widget.style().styleHint(hint, None, widget) > 0


def refresh_fonts() -> None:
    """Give titles and headings their size again, after the application's font changed."""
    for widget in QApplication.allWidgets():
        factor = widget.property(_FACTOR)
        if factor is not None and isinstance(widget, QLabel):
            _sized(widget, factor)


class _Tinted(QIconEngine):
    """Draws an SVG in the palette's colour at the moment of drawing, sharp at every scale."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def clone(self) -> QIconEngine:
        return _Tinted(self._name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        group, role = _TINTS[mode]
        paint_icon(self._name, painter, rect, QGuiApplication.palette().color(group, role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, size, QGuiApplication.palette().color(*_TINTS[mode]))


class _OnAccent(QIconEngine):
    """Draws another icon as if it were selected, but where it cannot be pressed."""

    def __init__(self, symbol: QIcon) -> None:
        super().__init__()
        self._symbol = symbol

    def clone(self) -> QIconEngine:
        return _OnAccent(self._symbol)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self._symbol.paint(painter, rect, Qt.AlignmentFlag.AlignCenter, _accented(mode), state)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._symbol.pixmap(size, _accented(mode), state)


def _accented(mode: QIcon.Mode) -> QIcon.Mode:
    return mode if mode is QIcon.Mode.Disabled else QIcon.Mode.Selected


def _drawn(name: str, size: QSize, colour: QColor) -> QPixmap:
    """A Lucide icon in one colour, `size` in pixels of the device; drawn once and kept."""
    key = f"{name} {size.width()} {size.height()} {colour.name()}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        svg = _source(name).replace(b"currentColor", colour.name().encode())
        painter = QPainter(pixmap)
        renderer = QSvgRenderer(QByteArray(svg))
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        QPixmapCache.insert(key, pixmap)
    return pixmap


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return (ICONS / f"{name}.svg").read_bytes()


def _sized(label: QLabel, factor: float) -> QLabel:
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setProperty(_FACTOR, factor)
    return label
