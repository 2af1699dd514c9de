"""The window follows the system's colours and contrast while it is open."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from bench.screenshots import opened
from desktop import palettes, theme
from desktop.state.navigation import Place
from desktop.views.main_window import MainWindow

DARK, LIGHT = Qt.ColorScheme.Dark, Qt.ColorScheme.Light
HIGH, USUAL = Qt.ContrastPreference.HighContrast, Qt.ContrastPreference.NoPreference


class System(QObject):
    """A system whose look the person changes; it stands in the place of Qt's style hints.

    An app may ask for a scheme of its own, or with Unknown for the system's, as of Qt's.
    """

    colorSchemeChanged = Signal(object)  # noqa: N815 - Qt's name
    contrastPreferenceChanged = Signal(object)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self._scheme, self._asked, self._contrast = LIGHT, Qt.ColorScheme.Unknown, USUAL

    def colorScheme(self) -> Qt.ColorScheme:
        return self._scheme if self._asked is Qt.ColorScheme.Unknown else self._asked

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        before, self._asked = self.colorScheme(), scheme
        if self.colorScheme() is not before:
            self.colorSchemeChanged.emit(self.colorScheme())

    def accessibility(self) -> "System":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self._contrast

    def change(self, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference = USUAL) -> None:
        """What the person does in the system's own settings."""
        before, self._scheme = self.colorScheme(), scheme
        if self.colorScheme() is not before:
            self.colorSchemeChanged.emit(self.colorScheme())
        if contrast is not self._contrast:
            self._contrast = contrast
            self.contrastPreferenceChanged.emit(contrast)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Iterator[System]:
    """A system in the usual light."""
    made = System()
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: made)
    yield made
    monkeypatch.undo()
    theme.apply("light")


def ground(window: QWidget) -> str:
    """The colour behind the page, as it is painted."""
    picture = window.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() - 3).name()


def expected(style: str) -> str:
    return palettes.palette(style).window().color().name()


def test_a_window_that_follows_the_system_is_dark_at_once_and_light_again(
    system: System, qtbot: QtBot
) -> None:
    with opened("storage", "system") as window:
        assert isinstance(window, MainWindow)
        assert ground(window) == expected("light")
        for scheme, style in ((DARK, "dark"), (LIGHT, "light"), (DARK, "dark")):
            system.change(scheme)
            assert theme.shown() == style
            assert ground(window) == expected(style)


def test_pages_that_are_not_shown_follow_too(system: System, qtbot: QtBot) -> None:
    with opened("storage", "system") as window:
        assert isinstance(window, MainWindow)
        system.change(DARK)
        window.show_place(Place.SETTINGS)
        qtbot.waitUntil(lambda: ground(window) == expected("dark"))
        labels = [one for one in window.page(Place.SETTINGS).findChildren(QLabel) if one.text()]
        inks = {one.palette().color(one.foregroundRole()).lightness() for one in labels}
        assert labels and min(inks) > 100, "none is written in the ink of light"


def test_high_contrast_of_the_system_comes_and_goes(system: System, qtbot: QtBot) -> None:
    with opened("storage", "system") as window:
        system.change(DARK, HIGH)
        assert (theme.shown(), ground(window)) == ("contrast", expected("contrast"))
        system.change(DARK)
        assert (theme.shown(), ground(window)) == ("dark", expected("dark"))


def test_a_window_that_was_told_its_style_keeps_it(system: System, qtbot: QtBot) -> None:
    with opened("storage", "light") as window:
        system.change(DARK, HIGH)
        assert (theme.shown(), ground(window)) == ("light", expected("light"))
