from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.widgets.search_field import SearchField


def test_both_buttons_of_a_search_have_names_and_one_empties_it(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    field.show()
    field.setText("sea")
    buttons = {one.accessibleName() or one.text(): one for one in field.findChildren(QToolButton)}
    assert set(buttons) == {"Clear", "Search"}
    buttons["Clear"].click()
    assert field.text() == ""
