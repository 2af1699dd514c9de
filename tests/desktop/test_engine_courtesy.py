"""Long jobs leave other programs room; whoever is waited for does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine_process import EngineProcess
from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobKind, JobStatus, Queue
from desktop.state.settings import SettingsState
from engine.settings import Settings
from tests.desktop import process_jobs
from tests.desktop.real_engine import begun, over
from tests.desktop.scripted_engine import ScriptedEngine, playing


@pytest.fixture
def settings(home: Path) -> SettingsState:
    """Long jobs work a quarter of the time."""
    return SettingsState(Settings(duty="25"))


@pytest.fixture
def process(qapp: object, settings: SettingsState) -> Iterator[EngineProcess]:
    """An engine process that heeds these settings."""
    started = EngineProcess(settings=lambda: settings.value)
    yield started
    started.quit()


def test_only_what_nobody_waits_for_is_long(engine: ScriptedEngine, queue: Queue) -> None:
    for kind in JobKind:
        job = queue.add("Work", kind, playing, [])
        assert engine.long is (kind in (JobKind.LEARN, JobKind.COMPILE))
        job.pause()


def test_a_resting_job_is_stopped_at_once(qtbot: QtBot, process: EngineProcess) -> None:
    told: list[object] = []
    job = begun(qtbot, Queue(process).add("Learn", JobKind.LEARN, process_jobs.stepping, 1.0))
    job.happened.connect(told.append)
    job.cancel()
    assert over(qtbot, job).status is JobStatus.CANCELLED
    assert told == []  # its next step would have come after three seconds


def test_a_change_of_mind_holds_for_the_job_that_runs(
    qtbot: QtBot, process: EngineProcess, settings: SettingsState
) -> None:
    state = EngineState(process, settings)
    settings.change(duty="100")
    job = begun(qtbot, Queue(process).add("Learn", JobKind.LEARN, process_jobs.stepping, 0.5))
    settings.change(duty="25")
    for _ in range(2):  # the step that was being made, and the first one that is measured
        begun(qtbot, job)
    told: list[object] = []
    job.happened.connect(told.append)
    qtbot.wait(800)
    assert told == []
    settings.change(duty="100")
    begun(qtbot, job)
    job.cancel()
    over(qtbot, job)
    assert state.alive
