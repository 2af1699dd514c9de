"""The engine's process begins with the first job, a turn of the loop later, or says why not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine_process import EngineProcess
from desktop.state.jobs import JobKind, JobStatus, Queue
from tests.desktop import process_jobs
from tests.desktop.real_engine import over, process, queue

__all__ = ["process", "queue"]


@contextmanager
def no_more_files() -> Iterator[None]:
    """The system gives this process no further file or pipe."""
    import resource

    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


def test_the_engine_starts_when_the_loop_turns_and_hears_what_was_said_before(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    stopped = queue.add("Stop", JobKind.CHECK, process_jobs.counted, 400)
    kept = queue.add("Count", JobKind.CHECK, process_jobs.counted, 3)
    stopped.cancel()
    assert process.pid is None
    assert over(qtbot, kept).result == 3
    assert stopped.status is JobStatus.CANCELLED


def test_an_engine_that_is_not_needed_any_more_does_not_start(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    queue.add("Count", JobKind.CHECK, process_jobs.counted, 3)
    process.quit()
    qtbot.wait(50)
    assert process.pid is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_an_engine_that_cannot_start_is_told_and_the_next_job_runs(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    job, stopped = (
        queue.add("Count", JobKind.CHECK, process_jobs.counted, 3),
        queue.add("Stop", JobKind.CHECK, process_jobs.counted, 3),
    )
    stopped.cancel()
    with no_more_files():
        process._start()
    assert (job.status, stopped.status) == (JobStatus.FAILED, JobStatus.CANCELLED)
    assert job.error is not None and "does not start" in str(job.error)
    assert process.pid is None
    assert over(qtbot, queue.add("Again", JobKind.CHECK, process_jobs.counted, 3)).result == 3
