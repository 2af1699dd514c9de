"""Words that name concepts: completion, chips and what the model is told."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.state.mentions import Mentionable
from desktop.widgets.concept_edit import ConceptChips, ConceptEdit

KNOWN = [
    Mentionable(name="Bo", kind="pet", version=2),
    Mentionable(name="Bo 2", kind="pet", version=1),
    Mentionable(name="Mila", kind="person", version=1),
]


@pytest.fixture
def edit(qtbot: QtBot) -> ConceptEdit:
    """A field that knows three concepts, shown and focused."""
    edit = ConceptEdit()
    edit.set_concepts(KNOWN)
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    return edit


def test_typing_an_at_sign_and_a_letter_offers_names_and_enter_takes_one(
    edit: ConceptEdit, qtbot: QtBot
) -> None:
    submitted: list[object] = []
    edit.submitted.connect(lambda: submitted.append(1))
    qtbot.keyClicks(edit, "a photo of @m")
    assert edit._popup.isVisible()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text == "a photo of @Mila "
    assert [one.name for one in edit.mentioned] == ["Mila"]
    assert submitted == []


def test_escape_hides_the_names_and_leaves_the_words(edit: ConceptEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "@b")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not edit._popup.isVisible()
    assert edit.text == "@b"


def test_enter_submits_and_shift_enter_begins_a_line(edit: ConceptEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "hello")
    qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(edit.submitted, timeout=1000):
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text == "hello\n"


def test_the_model_is_told_names_without_the_mark(edit: ConceptEdit) -> None:
    edit.set_text("@Bo 2 and @bo in the snow, mail me@bo")
    assert edit.spoken == "Bo 2 and bo in the snow, mail me@bo"
    assert [one.name for one in edit.mentioned] == ["Bo 2", "Bo"]


def test_a_kept_prompt_gets_its_mention_back(edit: ConceptEdit) -> None:
    edit.set_text("a photo of Mila at sea", ["Mila"])
    assert edit.text == "a photo of @Mila at sea"
    assert [one.name for one in edit.mentioned] == ["Mila"]


def test_a_concept_is_mentioned_once(edit: ConceptEdit) -> None:
    edit.set_text("Look:")
    edit.mention("Bo")
    edit.mention("Bo")
    assert edit.text == "Look: @Bo "


def test_mentions_are_told_when_they_change_and_only_then(edit: ConceptEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(edit.mentions_changed, timeout=1000):
        edit.set_text("@Bo")
    with qtbot.assertNotEmitted(edit.mentions_changed):
        edit.set_text("@Bo in the snow")


def test_chips_show_name_and_version_and_can_be_pressed(qtbot: QtBot) -> None:
    chips = ConceptChips()
    qtbot.addWidget(chips)
    chips.show_concepts(KNOWN[:1])
    (chip,) = [child for child in chips.children() if child.objectName() == "Bo"]
    assert chip.accessibleName() == "Bo, version 2"
    with qtbot.waitSignal(chips.chosen, timeout=1000) as asked:
        chip.click()
    assert asked.args == ["Bo"]
    chips.show_concepts([])
    assert chips.isHidden()
