"""Pages come into their frames over some turns of the loop, and lose nothing they are asked for."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.loading import Loader
from desktop.state.navigation import Place
from desktop.views.page_stack import PageStack


class Leaf(QWidget):
    """A page that remembers what it was opened on, with a field that Tab reaches."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[object] = []
        self.field = QLineEdit()
        layout = QHBoxLayout(self)
        layout.addWidget(QLabel("Words"))
        layout.addWidget(self.field)

    def open(self, what: object) -> None:
        self.opened.append(what)


@pytest.fixture
def built() -> list[Leaf]:
    """The pages that were built, in order."""
    return []


@pytest.fixture
def stack(qtbot: QtBot, built: list[Leaf]) -> PageStack:
    """A shown stack of three places, of which none was visited."""

    def build() -> Leaf:
        built.append(Leaf())
        return built[-1]

    shown = PageStack(dict.fromkeys((Place.LIBRARY, Place.TEACH, Place.CHAT), build))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_the_frame_is_shown_at_once_and_the_page_follows(
    stack: PageStack, built: list[Leaf], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(stack.opened):
        stack.show_place(Place.TEACH, 7)
        assert stack.currentWidget().isVisible() and built == []
    assert built[0].opened == [7] and built[0].isVisible()


def test_the_loop_turns_between_building_placing_and_opening(
    stack: PageStack, built: list[Leaf], qtbot: QtBot
) -> None:
    seen: set[tuple[int, bool, bool]] = set()
    others = QTimer(interval=0)
    others.timeout.connect(
        lambda: (
            seen.add((len(built), any(b.isVisible() for b in built), any(built[0].opened)))
            if built
            else None
        )
    )
    others.start()
    with qtbot.waitSignal(stack.opened):
        stack.show_place(Place.TEACH, 7)
    others.stop()
    assert {(1, False, False), (1, True, False)} <= seen


def test_in_a_window_that_is_not_shown_a_page_is_there_at_once(
    stack: PageStack, built: list[Leaf]
) -> None:
    stack.hide()
    stack.show_place(Place.TEACH, 7)
    assert built[0].opened == [7]


def test_whoever_asks_for_a_page_gets_it_with_all_that_was_wanted_of_it(stack: PageStack) -> None:
    stack.show_place(Place.TEACH, 1)
    stack.show_place(Place.CHAT, 2)
    stack.show_place(Place.TEACH, 3)
    page = stack.page(Place.TEACH)
    assert isinstance(page, Leaf) and page.opened == [1, 3]
    assert page.isVisible()


def test_a_page_that_is_no_longer_looked_at_is_opened_after_the_one_that_is(
    stack: PageStack, built: list[Leaf], qtbot: QtBot
) -> None:
    stack.show_place(Place.TEACH, "files")
    stack.show_place(Place.CHAT, None)
    qtbot.waitUntil(lambda: len(built) == 2 and all(leaf.opened for leaf in built))
    assert [leaf.opened for leaf in built] == [[None], ["files"]]
    assert built[0].isVisible() and not built[1].isVisible()


def test_nothing_is_built_before_what_pages_are_made_of_is_loaded(
    stack: PageStack, built: list[Leaf], qtbot: QtBot
) -> None:
    loader = Loader(["json.tool"])
    stack.wait_for(loader)
    with qtbot.waitSignal(loader.over):
        stack.show_place(Place.TEACH, 7)
        assert built == []
    qtbot.waitUntil(lambda: bool(built) and built[0].opened == [7])


def test_the_keyboard_goes_to_the_first_control_of_a_page_that_came(
    stack: PageStack, built: list[Leaf], qtbot: QtBot
) -> None:
    stack.page(Place.LIBRARY)
    stack.activateWindow()
    built[0].field.setFocus()
    stack.show_place(Place.TEACH, None)
    qtbot.waitUntil(lambda: len(built) == 2 and built[1].field.hasFocus())


def test_a_page_that_cannot_be_built_is_told_once_and_tried_at_the_next_visit(
    qtbot: QtBot,
) -> None:
    tries: list[bool] = []

    def build() -> QWidget:
        tries.append(True)
        if len(tries) == 1:
            raise ValueError("no")
        return Leaf()

    stack = PageStack({Place.TEACH: build})
    qtbot.addWidget(stack)
    stack.show()
    with qtbot.captureExceptions() as caught:
        stack.show_place(Place.TEACH, None)
        qtbot.wait(50)
    assert [str(one[1]) for one in caught] == ["no"]
    with qtbot.waitSignal(stack.opened):
        stack.show_place(Place.TEACH, None)
    assert len(tries) == 2
