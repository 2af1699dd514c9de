"""Storage and logs as states: looked at aside, cleaned as listed, saved as shown."""

import zipfile
from pathlib import Path
from typing import Any

from desktop.state.logs import LogsState
from desktop.state.storage import StorageState
from engine.errors import YoError
from engine.events import finish
from engine.moving import move
from tests.desktop.learned import add

SECONDS = 20_000


def test_what_was_listed_is_removed_and_looked_at_again(home: Path, qtbot: Any) -> None:
    (home / "logs").mkdir()
    log = home / "logs" / "desktop.log"
    log.write_text("2026 WARNING desktop: slow")
    state = StorageState()
    state.look()
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
    assert state.total == log.stat().st_size
    (offer,) = state.offers
    with qtbot.waitSignal(state.cleaned, timeout=SECONDS) as done:
        state.clean(offer)
    assert done.args[0].removed == 1
    qtbot.waitUntil(lambda: state.offers == () and not state.busy, timeout=SECONDS)


def test_the_sheets_that_are_shown_are_those_that_are_saved(
    home: Path, tmp_path: Path, qtbot: Any
) -> None:
    state = LogsState()
    state.look()
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
    out = tmp_path / "out.zip"
    with qtbot.waitSignal(state.saved, timeout=SECONDS):
        state.save(out)
    with zipfile.ZipFile(out) as file:
        saved = {name: file.read(name).decode() for name in file.namelist()}
    assert saved == {sheet.name: sheet.text for sheet in state.sheets}


def test_a_folder_that_cannot_be_written_is_told(home: Path, tmp_path: Path, qtbot: Any) -> None:
    state = LogsState()
    with qtbot.waitSignal(state.failed, timeout=SECONDS) as failed:
        state.save(tmp_path / "nowhere" / "out.zip")
    assert isinstance(failed.args[0], YoError)


def test_a_former_folder_is_looked_at_again_where_something_came_into_it(
    home: Path, tmp_path: Path, qtbot: Any
) -> None:
    add(tmp_path, "Bo")
    finish(move(tmp_path / "drive"))
    state = StorageState()
    state.look()
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
    listed = state.former
    assert listed is not None
    (home / "letter.txt").write_text("mine")
    with qtbot.waitSignal(state.failed, timeout=SECONDS):
        state.erase_former(listed)
    qtbot.waitUntil(lambda: not state.busy, timeout=SECONDS)
    assert state.former is not None
    assert {*state.former.files} - {*listed.files} == {home / "letter.txt"}
    with qtbot.waitSignal(state.erased, timeout=SECONDS):
        state.erase_former(state.former)
    qtbot.waitUntil(lambda: state.former is None and not state.busy, timeout=SECONDS)
