"""When the engine's process goes and gives its memory back, and what it tells of it."""

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from desktop import engine_process
from desktop.engine_process import EngineProcess
from desktop.engine_side import Holds
from desktop.state.jobs import JobKind, JobStatus, Queue
from engine.settings import Settings
from tests.desktop import process_jobs
from tests.desktop.real_engine import NEEDS_SIGNALS, SECONDS, begun, over, process, queue

__all__ = ["process", "queue"]


def test_an_idle_engine_gives_its_memory_back(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 1))
    assert process.pid is not None
    process.unload()
    qtbot.waitUntil(lambda: process.pid is None, timeout=SECONDS)


def test_a_job_that_comes_while_the_engine_goes_gets_one_of_its_own(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 1))
    before = process.pid
    process.unload()
    again = over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 2))
    assert again.result == 2
    assert process.pid not in (None, before)


@NEEDS_SIGNALS
def test_nobody_waits_for_an_engine_that_goes_and_does_not_come_to_an_end(
    qtbot: QtBot, queue: Queue, process: EngineProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "PATIENCE", 0.3)
    over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 1))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    process.unload()
    again = over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 2))
    assert again.result == 2


def test_an_engine_that_was_ended_while_it_went_is_followed_by_another_one(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 1))
    process.unload()
    process.quit()
    assert process.pid is None
    assert over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 2)).result == 2


def test_a_job_that_comes_while_the_engine_goes_can_be_stopped(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 1))
    process.unload()
    job = queue.add("Long", JobKind.LEARN, process_jobs.counted, 10_000)
    job.cancel()
    assert over(qtbot, job).status is JobStatus.CANCELLED


@pytest.mark.parametrize(("after", "minutes"), [("10", 10), ("1", 1), ("never", None)])
def test_an_engine_without_work_goes_by_itself_when_the_person_has_said(
    after: str, minutes: int | None, qtbot: QtBot, home: Path
) -> None:
    process = EngineProcess(settings=lambda: Settings(unload_after=after))
    over(qtbot, Queue(process).add("Count", JobKind.CHECK, process_jobs.counted, 1))
    (clock,) = process.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert clock.isActive() is (minutes is not None)
    if minutes is not None:
        assert clock.interval() == minutes * 60_000
        clock.timeout.emit()
        qtbot.waitUntil(lambda: process.pid is None, timeout=SECONDS)
    process.quit()


def test_another_choice_holds_for_an_engine_that_is_without_work_already(
    qtbot: QtBot, home: Path
) -> None:
    chosen = ["10"]
    process = EngineProcess(settings=lambda: Settings(unload_after=chosen[0]))
    over(qtbot, Queue(process).add("Count", JobKind.CHECK, process_jobs.counted, 1))
    (clock,) = process.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    chosen[:] = ["never"]
    process.heed()
    assert not clock.isActive()
    chosen[:] = ["1"]
    process.heed()
    assert clock.isActive() and clock.interval() == 60_000
    process.quit()


def test_the_engine_tells_what_it_has_in_memory_and_forgets_it_when_it_goes(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    over(qtbot, queue.add("Open", JobKind.CHECK, process_jobs.holding, "mini (PyTorch on cpu)"))
    qtbot.waitUntil(lambda: bool(process.holds.models), timeout=SECONDS)
    assert process.holds == Holds(("mini (PyTorch on cpu)",))
    process.unload()
    qtbot.waitUntil(lambda: process.pid is None, timeout=SECONDS)
    assert process.holds == Holds()


def test_an_engine_with_a_paused_job_is_not_unloaded(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    job = begun(qtbot, queue.add("Long", JobKind.LEARN, process_jobs.counted, 400))
    job.pause()
    pid = process.pid
    process.unload()
    over(qtbot, queue.add("Short", JobKind.CHAT, process_jobs.spoken, "Hello"))
    assert process.pid == pid
