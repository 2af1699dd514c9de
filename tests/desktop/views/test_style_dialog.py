"""Words that a person adds to a prompt again and again, in a dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state.drawing import DrawingState
from desktop.views.style_dialog import StyleDialog


@pytest.fixture
def state(context: Context) -> DrawingState:
    """Drawing over an empty library."""
    return DrawingState(context.home, context.queue, context.settings)


def test_a_style_of_ones_own_is_kept_and_removed(state: DrawingState, qtbot: QtBot) -> None:
    dialog = StyleDialog(state.styles)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(state.styles.known), timeout=5000)
    bundled = len(state.styles.known)
    found = dialog.findChild(QListView)
    name, words = (
        next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == called)
        for called in ("Name of a new style", "Words of a new style")
    )
    remove = next(one for one in dialog.findChildren(QPushButton) if one.text() == "&Remove")
    assert found is not None and not remove.isEnabled()
    qtbot.keyClicks(name, "Evening")
    qtbot.keyClicks(words, "in a golden light")
    qtbot.keyClick(words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(state.styles.known) == bundled + 1, timeout=5000)
    assert found.currentIndex().data() == "Evening · in a golden light"
    assert name.text() == words.text() == "" and dialog.isVisible()
    qtbot.keyClicks(name, "EVENING")
    qtbot.keyClicks(words, "another light")
    with qtbot.waitSignal(state.styles.failed, timeout=5000):
        qtbot.keyClick(words, Qt.Key.Key_Return)
    assert words.text() == "another light", "what was typed is not lost where its name is taken"
    remove.click()
    qtbot.waitUntil(lambda: len(state.styles.known) == bundled, timeout=5000)
    assert not remove.isEnabled()


def test_a_name_that_is_taken_is_told(state: DrawingState, qtbot: QtBot) -> None:
    with qtbot.waitSignal(state.styles.failed, timeout=5000) as failed:
        state.styles.add("at night", "in the dark")
    assert "already" in str(failed.args[0])
