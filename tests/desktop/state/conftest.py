"""What tests of teaching share: an empty form, and one in which nothing is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.state import photo_tray
from desktop.state.teaching import TeachingState
from engine import jobs
from tests.desktop import learned
from tests.desktop.taught import forecasting


@pytest.fixture
def state(
    context: Context, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TeachingState]:
    """An empty form in an empty library."""
    monkeypatch.setattr(photo_tray, "check_photos", learned.looking)
    monkeypatch.setattr(jobs, "learn", learned.learning)
    monkeypatch.setattr(jobs, "forecast", forecasting)
    monkeypatch.setattr(jobs, "try_out", learned.trying)
    made = TeachingState(context)
    yield made
    errands = [made._errands, made.tray._errands]
    errands += [one._errands for one in made.lessons.all]
    qtbot.waitUntil(lambda: not any(one.busy for one in errands))


@pytest.fixture
def ready(state: TeachingState, tmp_path: Path, qtbot: QtBot) -> TeachingState:
    """Two photos of Bo; nothing is missing."""
    state.tray.add([learned.photo(tmp_path / f"{n}.png", 80 * n) for n in range(2)])
    qtbot.waitUntil(lambda: len(state.tray.reports) == 2 and not state.tray.checking)
    state.fill_in(name="Bo")
    state.choose_kind("pet")
    qtbot.waitUntil(lambda: not state.tray.checking)
    return state
