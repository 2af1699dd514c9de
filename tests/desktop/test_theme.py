import gc
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import palettes, theme
from desktop.looks import Looks
from desktop.state.settings import SettingsState
from engine.settings import Settings

ROOT = Path(theme.__file__).parent
TEXTS = [
    (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
    (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
    (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Window),
    (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
    (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
]


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1…21 (WCAG 2.2)."""

    def luminance(colour: QColor) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", palettes.STYLES)
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read_in_every_style(
    style: str, text: QPalette.ColorRole, ground: QPalette.ColorRole
) -> None:
    palette = palettes.palette(style)
    assert contrast(palette.color(text), palette.color(ground)) >= 4.5


@pytest.mark.parametrize("style", palettes.STYLES)
def test_judging_colours_can_be_read_in_every_style(style: str) -> None:
    palette = palettes.palette(style)
    for tone, colour in palettes.tones(style).items():
        for ground in (QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            assert contrast(colour, palette.color(ground)) >= 4.5, tone


def test_every_icon_that_the_code_names_is_there() -> None:
    named = set()
    for file in ROOT.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        named |= set(re.findall(r"\bicon\(\s*\"([a-z0-9-]+)\"", text))
        named |= set(re.findall(r"\bicon=\"([a-z0-9-]+)\"", text))
        named |= set(re.findall(r"icon_name = \"([a-z0-9-]+)\"", text))
    assert len(named) > 10
    assert {name for name in named if not (theme.ICONS / f"{name}.svg").is_file()} == set()


def test_an_unknown_icon_is_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        theme.icon("no-such-icon")


def test_an_icon_takes_the_colour_of_text_also_after_the_style_changed(
    qapp: QApplication,
) -> None:
    icon = theme.icon("square")
    gc.collect()
    shades = []
    for style in ("light", "dark"):
        theme.apply(style)
        picture = icon.pixmap(QSize(48, 48), QIcon.Mode.Normal).toImage()
        drawn = [picture.pixelColor(x, 24) for x in range(48)]
        strongest = max(drawn, key=lambda colour: colour.alpha())
        assert strongest.alpha() > 200
        shades.append(strongest.lightness())
    theme.apply("light")
    assert shades[0] < 80 and shades[1] > 180


def test_an_icon_is_drawn_once_for_a_size(qapp: QApplication) -> None:
    views = [theme.icon("square").pixmap(QSize(side, side)) for side in (31, 31, 32)]
    keys = [view.cacheKey() for view in views]
    assert keys[0] == keys[1] != keys[2]


def test_a_painted_icon_is_as_sharp_as_the_screen(qapp: QApplication) -> None:
    fine = QPixmap(48, 48)
    fine.setDevicePixelRatio(2.0)
    fine.fill(Qt.GlobalColor.transparent)
    painter = QPainter(fine)
    theme.paint_icon("square", painter, QRect(0, 0, 24, 24), QColor("#123456"))
    painter.end()
    plain = QPixmap(48, 48)
    plain.fill(Qt.GlobalColor.transparent)
    painter = QPainter(plain)
    theme.paint_icon("square", painter, QRect(0, 0, 48, 48), QColor("#123456"))
    painter.end()
    fine.setDevicePixelRatio(1.0)
    assert fine.toImage() == plain.toImage()
    assert any(plain.toImage().pixelColor(x, 24).alpha() > 200 for x in range(48))


def test_an_icon_in_a_wide_place_keeps_its_shape(qapp: QApplication) -> None:
    image = theme.icon("square").pixmap(QSize(48, 16), 1.0).toImage()
    inked = [x for x in range(48) for y in range(16) if image.pixelColor(x, y).alpha()]
    assert min(inked) >= 16 and max(inked) < 32


def test_a_copy_of_an_icon_survives_its_original(qapp: QApplication) -> None:
    def copied() -> QIcon:
        return QIcon(theme.icon("plus"))

    icon = copied()
    gc.collect()
    assert not icon.pixmap(QSize(16, 16)).isNull()


def test_the_style_and_stillness_follow_the_settings(
    qtbot: QtBot, home: Path, qapp: QApplication
) -> None:
    settings = SettingsState(Settings(theme="contrast"))
    memory = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
    looks = Looks(settings, memory)
    widget = QWidget()
    qtbot.addWidget(widget)
    looks.wardrobe.add(widget)
    widget.show()
    try:
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor("#000000")
        assert theme.moves(widget)
        settings.change(reduced_motion=True)
        assert not theme.moves(widget)
        settings.change(theme="light", reduced_motion=False)
        assert theme.moves(widget)
        assert qapp.palette().color(QPalette.ColorRole.Window).lightness() > 200
    finally:
        looks.usual()


def test_a_window_is_as_large_as_wished_where_its_screen_has_room_for_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    there, line = window.screen().availableSize(), theme.SPACE.lines(1)
    assert theme.room(window, 3, 2) == QSize(theme.SPACE.lines(3), theme.SPACE.lines(2))
    bounded = theme.room(window, 3, 9999)
    assert bounded.width() == theme.SPACE.lines(3)
    assert there.height() - 4 * line < bounded.height() <= there.height() - 2 * line


def test_no_colour_is_named_outside_the_palettes() -> None:
    named = re.compile(r"#[0-9a-fA-F]{6}\b|Qt\.GlobalColor\.(?!transparent)\w+|QColor\(\d")
    found = {
        f"{file.name}: {match}"
        for file in ROOT.rglob("*.py")
        if file.name != "palettes.py"
        for match in named.findall(file.read_text(encoding="utf-8"))
    }
    assert found == set()
