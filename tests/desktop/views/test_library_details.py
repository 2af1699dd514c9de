"""The panel beside the library's grid: what a person edits about a concept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import thumbnails
from desktop.context import Context
from desktop.state.library import LibraryState
from desktop.views.consent_dialog import ConsentDialog
from desktop.views.library_details import LibraryDetails
from engine.learning.consent import NOTICE, STATEMENT
from engine.learning.keeping import open_library
from tests.desktop import learned


@pytest.fixture
def details(context: Context, tmp_path: Path, qtbot: QtBot) -> Iterator[LibraryDetails]:
    """Bo's, shown; there is a cup as well."""
    learned.add(tmp_path, "Bo", "dog")
    learned.add(tmp_path, "Cup", kind="object")
    state = LibraryState(context)
    page = QWidget()
    qtbot.addWidget(page)
    made = LibraryDetails(state, thumbnails.shared(), context, page)
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show()
    state.read()
    qtbot.waitUntil(lambda: state.model.rowCount() == 2)
    select(made, "Bo", qtbot)
    yield made
    qtbot.waitUntil(lambda: not state._errands.busy)


def select(details: LibraryDetails, name: str, qtbot: QtBot) -> None:
    """Select a concept and wait until all about it is known."""
    details._state.select_name(name)
    qtbot.waitUntil(lambda: details._state.details is not None)


def test_edited_words_are_kept(details: LibraryDetails, qtbot: QtBot) -> None:
    tags = next(one for one in details.findChildren(QLineEdit) if one.accessibleName() == "Tags")
    tags.setText("family, dog")
    tags.editingFinished.emit()
    details.findChild(QPlainTextEdit).setPlainText("Likes sausages")
    qtbot.waitUntil(
        lambda: (
            details._state.details is not None
            and details._state.details.card.notes == "Likes sausages"
        )
    )
    with open_library() as library:
        assert library.card("Bo").tags == ("dog", "family")


def test_notes_stay_with_the_concept_they_were_typed_for(
    details: LibraryDetails, qtbot: QtBot
) -> None:
    details.findChild(QPlainTextEdit).setPlainText("Likes sausages")
    select(details, "Cup", qtbot)
    qtbot.waitUntil(lambda: not details._state._errands.busy)
    with open_library() as library:
        assert [library.card(name).notes for name in ("Bo", "Cup")] == ["Likes sausages", ""]


def choose_person(details: LibraryDetails, qtbot: QtBot) -> ConsentDialog:
    """Say that the selected concept is a person; the question that comes."""
    kinds = next(one for one in details.findChildren(QComboBox) if one.accessibleName() == "Kind")
    row = kinds.findText("Person")
    kinds.setCurrentIndex(row)
    kinds.activated.emit(row)
    return details.findChildren(ConsentDialog)[-1]


def test_a_concept_becomes_a_person_only_once_the_statement_is_true(
    details: LibraryDetails, qtbot: QtBot
) -> None:
    dialog = choose_person(details, qtbot)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert STATEMENT in words and NOTICE in words
    keep = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("Keep"))
    assert not keep.isEnabled()
    dialog.findChild(QCheckBox).click()
    qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Stated on" in details._consent.text())
    assert STATEMENT in details._consent.text()
    assert details._consent.isVisible()
    with open_library() as library:
        card = library.card("Bo")
    assert card.entry.kind == "person"
    assert card.consent is not None and card.consent.statement == STATEMENT


def test_a_concept_stays_what_it_was_where_the_statement_is_refused(
    details: LibraryDetails, qtbot: QtBot
) -> None:
    choose_person(details, qtbot).reject()
    assert details._kind.currentText() == "Pet"
    assert not details._consent.isVisible()
    qtbot.waitUntil(lambda: not details._state._errands.busy)
    with open_library() as library:
        assert library.find("Bo").kind == "pet"
