"""The engine in a real process, for tests: begun with the first job, and gone with the test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine_process import EngineProcess
from desktop.state.jobs import JobHandle, Queue

SECONDS = 20_000
"""Milliseconds that a process may take to start on a busy machine."""
NEEDS_SIGNALS = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


@pytest.fixture
def process(qapp: object, home: Path) -> Iterator[EngineProcess]:
    """An engine process that does not outlive its test."""
    started = EngineProcess()
    yield started
    started.quit()


@pytest.fixture
def queue(process: EngineProcess) -> Queue:
    """A queue over the real process."""
    return Queue(process)


def over(qtbot: QtBot, job: JobHandle, timeout: int = SECONDS) -> JobHandle:
    """Wait until a job has ended."""
    qtbot.waitUntil(lambda: job.over, timeout=timeout)
    return job


def begun(qtbot: QtBot, job: JobHandle) -> JobHandle:
    """Come back as a job, which was just asked for, tells its first event: it does not wait."""
    with qtbot.waitSignal(job.happened, timeout=SECONDS):
        pass
    return job


def gone(pid: int) -> bool:
    """Whether no process of this id runs any more; one that nobody has waited for yet is gone."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"
