"""The page of logs."""

from typing import Any

from desktop.context import Context
from desktop.state.logs import LogsState
from desktop.views.logs_page import LogsPage
from tests.desktop.views.models_screen import SECONDS


def test_the_logs_show_what_would_be_saved(context: Context, qtbot: Any) -> None:
    state = LogsState()
    page = LogsPage(state, context)
    qtbot.addWidget(page)
    assert not page.save.isEnabled()
    page.open(None)
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
    assert page.save.isEnabled()
    assert page.text.toPlainText() == state.sheets[0].text
    page.names.setCurrentRow(1)
    assert page.text.toPlainText() == state.sheets[1].text
