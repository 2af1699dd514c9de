"""Another style reaches every part of the window: at once what is seen, the rest soon."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from bench.screenshots import opened, settle
from desktop import palettes, stylesheet
from desktop.dressing import Wardrobe
from desktop.looks import Looks
from desktop.state.settings import SettingsState
from desktop.views.main_window import MainWindow
from desktop.widgets.virtual_column import VirtualColumn
from engine.settings import Settings

PLAIN, OTHER = "QLabel { color: #111111; }", "QLabel { color: #eeeeee; }"


@pytest.fixture
def wardrobe(qapp: QApplication) -> Wardrobe:
    """A wardrobe with a plain sheet."""
    kept = Wardrobe()
    kept.change(PLAIN)
    return kept


def part(qtbot: QtBot, wardrobe: Wardrobe, *, shown: bool) -> QLabel:
    """A part of the window, dressed."""
    made = QLabel("Words")
    qtbot.addWidget(made)
    wardrobe.add(made)
    made.setVisible(shown)
    return made


def ink(label: QLabel) -> str:
    """The colour that a label is written in."""
    label.ensurePolished()
    return label.palette().color(label.foregroundRole()).name()


def test_what_is_shown_has_another_style_at_once_and_the_rest_some_turns_later(
    qtbot: QtBot, wardrobe: Wardrobe
) -> None:
    seen, *unseen = [part(qtbot, wardrobe, shown=number == 0) for number in range(3)]
    wardrobe.change(OTHER)
    assert [ink(one) for one in (seen, *unseen)] == ["#eeeeee", "#111111", "#111111"]
    qtbot.waitUntil(lambda: [ink(one) for one in unseen] == ["#eeeeee", "#eeeeee"])


def test_nothing_is_shown_in_a_style_of_before(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    late = part(qtbot, wardrobe, shown=False)
    wardrobe.change(OTHER)
    late.show()
    assert ink(late) == "#eeeeee"


def test_a_part_that_is_gone_is_not_dressed_any_more(qtbot: QtBot, wardrobe: Wardrobe) -> None:
    gone, stays = QLabel("Words"), part(qtbot, wardrobe, shown=False)
    wardrobe.add(gone)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wardrobe.change(OTHER)
    qtbot.waitUntil(lambda: ink(stays) == "#eeeeee")


class Leaf(QLabel):
    """Counts how often another style was put on it."""

    styled = 0

    def changeEvent(self, event: QEvent) -> None:
        self.styled += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_another_style_is_put_on_a_widget_once_however_deep_it_lies(
    qtbot: QtBot, home: Path
) -> None:
    settings = SettingsState(Settings(theme="light"))
    looks = Looks(settings, QSettings(str(home / "window.ini"), QSettings.Format.IniFormat))
    outer = inner = QWidget()
    qtbot.addWidget(outer)
    for _ in range(12):
        inner = QWidget(inner)
    leaf = Leaf("Words", inner)
    looks.wardrobe.add(outer)
    outer.show()
    try:
        leaf.styled = 0
        settings.change(theme="dark")
        assert 0 < leaf.styled <= 4
        assert outer.styleSheet() == stylesheet.sheet("dark", still=False)
    finally:
        settings.change(theme="light")
        looks.usual()


def share(widget: QWidget, colour: str) -> float:
    """How much of a widget is painted in this very colour, 0…1."""
    picture, wanted = widget.grab().toImage(), QColor(colour).rgb()
    points = [(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)]
    return sum(picture.pixel(x, y) == wanted for x, y in points) / len(points)


def test_every_page_and_dialog_is_shown_in_the_style_that_was_chosen_last(qtbot: QtBot) -> None:
    light, dark = palettes.STYLES["light"], palettes.STYLES["dark"]
    with opened("queue") as window:
        assert isinstance(window, MainWindow)
        for place in window.entries:
            window.show_place(place)
            window.page(place)
        window.context.settings.change(theme="dark")
        for place in window.entries:
            window.show_place(place)
            assert share(window, light.window) + share(window, light.base) < 0.01, place
            assert share(window, dark.window) + share(window, dark.base) > 0.5, place
        dialog = QDialog(window)
        dialog.open()
        assert dialog.styleSheet() == window.looks.wardrobe.sheet
        window.context.settings.change(theme="light")


def test_messages_are_as_high_in_every_style(qtbot: QtBot) -> None:
    with opened("chat") as window:
        assert isinstance(window, MainWindow)
        column = window.findChildren(VirtualColumn)[0]
        before = [bubble.height() for bubble in column.widgets.values()]
        window.context.settings.change(theme="dark")
        settle()
        assert [bubble.height() for bubble in column.widgets.values()] == before != []
        window.context.settings.change(theme="light")
