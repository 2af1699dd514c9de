"""The page of storage."""

from pathlib import Path
from typing import Any

from desktop.context import Context
from desktop.state.storage import StorageState
from desktop.views.file_list_dialog import FileListDialog
from desktop.views.storage_page import StoragePage
from tests.desktop.views.models_screen import SECONDS, button


def test_files_are_listed_before_they_go(context: Context, home: Path, qtbot: Any) -> None:
    (home / "logs").mkdir()
    (home / "logs" / "desktop.log").write_text("slow")
    state = StorageState()
    page = StoragePage(state, context)
    qtbot.addWidget(page)
    page.open(None)
    qtbot.waitUntil(lambda: bool(state.offers), timeout=SECONDS)
    page.show()
    button(page, "Show files…").click()
    dialog = page.findChild(FileListDialog)
    assert dialog is not None
    first = dialog.files.item(0)
    assert first is not None
    assert first.text() == "logs/desktop.log"
    assert (home / "logs" / "desktop.log").exists()
    dialog.remove.click()
    qtbot.waitUntil(lambda: not (home / "logs" / "desktop.log").exists(), timeout=SECONDS)
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
