"""What a contact sheet is to show is asked for in a dialog."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import drawing as state_module
from desktop.state.drawing import DrawingState
from desktop.state.mentions import Mentionable
from desktop.views.sheet_dialog import SheetDialog
from tests.desktop.drawn import drawing


@pytest.fixture
def state(context: Context, monkeypatch: pytest.MonkeyPatch) -> DrawingState:
    """Drawing by a job that needs no model."""
    monkeypatch.setattr(state_module.jobs, "draw", drawing)
    return DrawingState(context.home, context.queue, context.settings)


def test_a_sheet_says_how_many_pictures_it_will_be(state: DrawingState, qtbot: QtBot) -> None:
    state.set(count=3, seed=1)
    two = [Mentionable(name="Bo", kind="pet", version=2, versions=(1, 2))]
    dialog = SheetDialog(state, "Bo at sea\n\nBo in snow", two)
    qtbot.addWidget(dialog)
    assert dialog.prompts == ["Bo at sea", "Bo in snow"] and dialog.versions == [2]
    dialog._versions.item(0).setCheckState(Qt.CheckState.Checked)
    assert "12" in dialog._sum.text()
    dialog._on_accepted()
    assert state.batch is not None and state.batch.request.versions == (1, 2)
