"""Every screen for people who do not see it, read other ways, or see it very large.

What Qt tells screen readers is asked of Qt itself; tests/desktop/test_at_spi.py asks over the bus.
"""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from desktop import palettes, theme
from desktop.views.main_window import MainWindow
from tests.desktop.test_theme import contrast
from tests.desktop.whole_window import SCENES, interfaces, shown

Role = QAccessible.Role
SILENT = {
    Role.Client, Role.Window, Role.Dialog, Role.LayeredPane, Role.Splitter, Role.Grip,
    Role.Grouping, Role.ScrollBar, Role.StatusBar, Role.MenuBar, Role.PopupMenu, Role.Separator,
    Role.StaticText, Role.Border, Role.Pane, Role.Graphic, Role.ToolTip,
}  # fmt: skip
"""What only holds other things, or is read by itself, needs no name while it takes no focus."""
SMALL = (640, 360)
"""Points of a screen of 1920 × 1080 at 300 %, which the window must still fit into."""
MIDDLE = (960, 500)
"""Points of a screen of 1920 × 1080 at 200 % within the system's frame, for dialogs."""
READABLE = 4.5


@pytest.fixture(params=SCENES, scope="module")
def screen(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QWidget]:
    """Each screen of the window in turn."""
    with shown(request.param) as widget:
        yield widget


def described(one: QAccessibleInterface) -> str:
    thing, parent = one.object(), one.parent()
    above = parent.object() if parent is not None else None
    return f"{one.role()} {type(thing).__name__} in {type(above).__name__}"


def test_every_control_has_a_name_and_a_role(screen: QWidget) -> None:
    found = list(interfaces(screen))
    assert len(found) > 4
    nameless = [
        described(one)
        for one in found
        if not one.text(QAccessible.Text.Name).strip()
        and (one.role() not in SILENT or one.state().focusable)
    ]
    assert nameless == []
    assert [described(one) for one in found if one.role() is Role.NoRole] == []


def test_a_choice_says_what_is_chosen_beside_what_it_is_about(screen: QWidget) -> None:
    """On Linux the name of a combo box is its value: a label or a description must say the rest."""
    silent = [
        described(one)
        for one in interfaces(screen)
        if one.role() is Role.ComboBox
        and not one.text(QAccessible.Text.Description)
        and not one.relations()
    ]
    assert silent == []


def test_pictures_and_icons_that_can_be_pressed_have_words(screen: QWidget) -> None:
    wordless = [
        type(button).__name__
        for button in screen.findChildren(QAbstractButton)
        if button.isVisibleTo(screen) and not (button.accessibleName() or button.text())
    ]
    assert wordless == []


def chain(screen: QWidget) -> list[QWidget]:
    """What Tab goes through, once around."""
    takes = Qt.FocusPolicy.TabFocus
    begun = widget = screen
    found = []
    for _ in range(10_000):
        widget = widget.nextInFocusChain()
        if not isValid(widget):  # Qt made it, and Python knows one that was there before
            continue
        usable = widget.isVisibleTo(screen) and widget.isEnabled() and widget.focusProxy() is None
        if usable and widget.focusPolicy() & takes:
            found.append(widget)
        if widget is begun:
            return found
    raise AssertionError("the chain does not end")


def test_tab_goes_through_a_screen_as_one_reads_it(screen: QWidget) -> None:
    """Within one panel the next control is never wholly above the one before it."""
    places = [(one, QRect(one.mapTo(screen, QPoint(0, 0)), one.size())) for one in chain(screen)]
    back = [
        f"{type(two).__name__} {two.accessibleName()!r} after {type(one).__name__} "
        f"{one.accessibleName()!r}"
        for (one, first), (two, second) in pairwise(places)
        if one.parentWidget() is two.parentWidget() and second.bottom() < first.top()
    ]
    assert back == []


def written(screen: QWidget) -> list[tuple[str, QRect]]:
    """Texts that are in sight and can be used, with their place."""
    found = []
    for widget in screen.findChildren(QWidget):
        if not isinstance(widget, QLabel | QPushButton | QToolButton) or not widget.isEnabled():
            continue
        seen = widget.visibleRegion().boundingRect()
        if widget.isVisibleTo(screen) and widget.text().strip() and seen.height() > 8:
            found.append((widget.text(), QRect(widget.mapTo(screen, seen.topLeft()), seen.size())))
    return found


def strongest(picture: Image.Image) -> float:
    """The contrast of a text's ground, which is its commonest colour, with its strongest pixel."""
    counted = picture.getcolors(picture.width * picture.height) or []
    ground = QColor(*max(counted)[1])
    return max((contrast(ground, QColor(*colour)) for _, colour in counted), default=0.0)


@pytest.mark.parametrize("style", palettes.STYLES)
def test_what_is_written_can_be_read_in_every_style(screen: QWidget, style: str) -> None:
    main = screen.window() if isinstance(screen.window(), MainWindow) else screen.parentWidget()
    assert isinstance(main, MainWindow)
    main.context.settings.change(theme=style)
    QApplication.processEvents()
    assert theme.shown() == style
    image = screen.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    whole = Image.frombuffer(
        "RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB",
        image.bytesPerLine(), 1,
    )  # fmt: skip
    ratio = image.width() / screen.width()
    faint = {}
    for text, place in written(screen):
        box = (place.left(), place.top(), place.right() + 1, place.bottom() + 1)
        reached = strongest(whole.crop(tuple(round(edge * ratio) for edge in box)))
        if reached < READABLE:
            faint[text] = round(reached, 2)
    main.context.settings.change(theme="light")
    assert faint == {}


def test_a_screen_of_large_scale_holds_it(screen: QWidget) -> None:
    least = screen.minimumSizeHint().expandedTo(screen.minimumSize())
    room = MIDDLE if isinstance(screen, QDialog) else SMALL
    assert least.width() <= room[0] and least.height() <= room[1]
    if isinstance(screen, QDialog):
        there = screen.screen().availableSize()
        assert screen.width() < there.width() and screen.height() < there.height()


def test_from_right_to_left_the_sides_are_changed(screen: QWidget, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        qapp.processEvents()
        kept = [
            type(one).__name__
            for one in screen.findChildren(QWidget)
            if one.layoutDirection() is not Qt.LayoutDirection.RightToLeft
        ]
        assert kept == []
        if isinstance(screen, MainWindow):
            assert screen.sidebar.x() > screen.stack.x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        qapp.processEvents()
