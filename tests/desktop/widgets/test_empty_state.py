from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.widgets.empty_state import EmptyState


def test_an_empty_page_says_what_belongs_there_and_offers_one_first_step(qtbot: QtBot) -> None:
    empty = EmptyState("images")
    qtbot.addWidget(empty)
    empty.say("Nothing was drawn yet", "Pictures come here.")
    assert empty.text() == "Nothing was drawn yet\nPictures come here."
    first, second = QPushButton("Draw"), QPushButton("Import")
    empty.add_button(first)
    empty.add_button(second)
    assert first.property("primary") and not second.property("primary")
    empty.resize(600, 400)
    empty.show()
    assert first.x() < second.x()


def test_without_more_to_say_there_is_no_empty_line(qtbot: QtBot) -> None:
    empty = EmptyState("images")
    qtbot.addWidget(empty)
    empty.say("Reading the library")
    assert empty.text() == "Reading the library"
