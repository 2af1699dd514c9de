"""The engine in a real process of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import engine_process
from desktop.engine_process import EngineProcess
from desktop.problems import EngineCrashError, UnexpectedError
from desktop.state.backing_up import BackupState
from desktop.state.jobs import JobKind, JobStatus, Queue
from engine.backup.contents import opened
from engine.errors import InputError, SetupError
from engine.events import Job, Said
from engine.settings import Settings
from tests.desktop import process_jobs
from tests.desktop.learned import add
from tests.desktop.real_engine import (
    NEEDS_SIGNALS,
    SECONDS,
    begun,
    gone,
    over,
    process,
    queue,
)

__all__ = ["process", "queue"]


def test_a_job_runs_over_there_and_brings_its_result(qtbot: QtBot, queue: Queue) -> None:
    job = over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 3))
    assert (job.status, job.result) == (JobStatus.DONE, 3)
    assert job.progress is not None and job.progress.note == "Counting"


def test_a_backup_is_written_over_there(qtbot: QtBot, queue: Queue, tmp_path: Path) -> None:
    add(tmp_path, "Bo")
    state = BackupState(queue)
    state.start("Backup", tmp_path / "b.zip", True)
    assert state.job is not None and state.busy
    over(qtbot, state.job)
    assert (state.job.status, state.busy) == (JobStatus.DONE, False)
    with opened(tmp_path / "b.zip") as (_, backup):
        assert backup == state.job.result


def test_streamed_words_arrive_whole_and_in_order(qtbot: QtBot, queue: Queue) -> None:
    words = "Mila sleeps on the sofa." * 20
    job = queue.add("Speak", JobKind.CHAT, process_jobs.spoken, words)
    heard: list[str] = []
    job.happened.connect(lambda event: heard.append(event.text if type(event) is Said else ""))
    over(qtbot, job)
    assert "".join(heard) == words


@pytest.mark.parametrize("times", range(5))
def test_after_a_stop_an_answer_takes_one_more_step_at_most_and_says_nothing_more(
    qtbot: QtBot, queue: Queue, tmp_path: Path, times: int
) -> None:
    asked, late = tmp_path / "asked", tmp_path / "late"
    job = begun(qtbot, queue.add("Speak", JobKind.CHAT, process_jobs.speaking, asked, late))
    for _ in range(times):
        with qtbot.waitSignal(job.happened, timeout=SECONDS):
            pass
    heard: list[object] = []
    job.cancel()
    asked.touch()
    job.happened.connect(heard.append)
    assert over(qtbot, job).status is JobStatus.CANCELLED
    assert heard == []
    assert not late.exists() or late.read_text() == "x"


def test_a_paused_job_keeps_its_place_while_another_one_runs(qtbot: QtBot, queue: Queue) -> None:
    long = begun(qtbot, queue.add("Long", JobKind.LEARN, process_jobs.counted, 400))
    long.pause()
    short = over(qtbot, queue.add("Short", JobKind.CHAT, process_jobs.spoken, "Hello"))
    assert short.result == "Hello" and long.status is JobStatus.PAUSED
    assert long.progress is not None
    rested = long.progress.done
    long.resume()
    assert rested < begun(qtbot, long).progress.done < rested + 20  # type: ignore[union-attr]
    long.cancel()
    assert over(qtbot, long).status is JobStatus.CANCELLED


def test_a_cancelled_job_leaves_things_in_order(qtbot: QtBot, queue: Queue, tmp_path: Path) -> None:
    left = tmp_path / "left"
    job = begun(qtbot, queue.add("Tidy", JobKind.DRAW, process_jobs.tidy, left))
    job.cancel()
    assert over(qtbot, job).status is JobStatus.CANCELLED
    assert left.read_text() == "in order"


def test_a_failure_arrives_with_its_remedy(qtbot: QtBot, queue: Queue) -> None:
    job = over(qtbot, queue.add("Refuse", JobKind.LEARN, process_jobs.refusing))
    assert isinstance(job.error, InputError)
    assert (str(job.error), job.error.remedy) == ("This photo is too small.", "Take a larger one.")


@pytest.mark.parametrize("start", [process_jobs.buggy, process_jobs.unsendable])
def test_a_bug_arrives_with_its_trace(
    start: Callable[..., Job[None]], qtbot: QtBot, queue: Queue
) -> None:
    job = over(qtbot, queue.add("Bug", JobKind.LEARN, start))
    assert isinstance(job.error, UnexpectedError)
    assert "Traceback" in job.error.trace
    assert over(qtbot, queue.add("On", JobKind.CHECK, process_jobs.counted, 1)).result == 1


def test_too_little_memory_is_no_bug(qtbot: QtBot, queue: Queue) -> None:
    job = over(qtbot, queue.add("Big", JobKind.DRAW, process_jobs.out_of_memory))
    assert isinstance(job.error, SetupError) and "memory" in str(job.error)


@NEEDS_SIGNALS
def test_a_killed_engine_is_named_and_starts_again_with_the_next_job(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    job = begun(qtbot, queue.add("Long", JobKind.DRAW, process_jobs.counted, 400))
    assert process.pid is not None
    first = process.pid
    os.kill(first, signal.SIGKILL)
    assert over(qtbot, job).status is JobStatus.FAILED
    assert "killed from outside" in str(job.error)
    again = over(qtbot, queue.add("Again", JobKind.DRAW, process_jobs.counted, 2))
    assert again.result == 2 and process.pid != first


def test_a_crash_is_told_with_its_exit_code(qtbot: QtBot, queue: Queue) -> None:
    job = over(qtbot, queue.add("Crash", JobKind.DRAW, process_jobs.crashing, 7))
    assert "exit code 7" in str(job.error)


@NEEDS_SIGNALS
def test_a_crash_of_a_driver_leaves_its_trace_in_the_log_and_no_file(
    qtbot: QtBot, queue: Queue, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    job = over(qtbot, queue.add("Break", JobKind.DRAW, process_jobs.breaking))
    assert isinstance(job.error, EngineCrashError) and "SIGSEGV" in str(job.error)
    assert "The engine broke down" in caplog.text and "in breaking" in caplog.text
    assert list((home / "logs").iterdir()) == []


@pytest.mark.parametrize(
    "start", [process_jobs.losing_the_gpu, process_jobs.losing_the_gpu_at_once]
)
def test_a_gpu_that_answers_no_more_is_said_and_the_next_job_has_a_new_engine(
    start: Callable[[], Job[None]],
    qtbot: QtBot,
    queue: Queue,
    process: EngineProcess,
    caplog: pytest.LogCaptureFixture,
) -> None:
    learning = begun(qtbot, queue.add("Learn", JobKind.LEARN, process_jobs.counted, 20))
    first = process.pid
    learning.pause()
    lost = queue.add("Draw", JobKind.DRAW, start)
    following = queue.add("Next", JobKind.DRAW, process_jobs.counted, 1)
    assert "GPU stopped answering" in str(over(qtbot, lost).error)
    assert isinstance(lost.error, EngineCrashError)
    assert "CUDA error" in caplog.text
    assert over(qtbot, following).result == 1 and process.pid != first
    assert learning.status is JobStatus.PAUSED
    learning.resume()
    assert over(qtbot, learning).result == 20


def test_a_gpu_that_is_lost_while_a_job_ends_takes_no_other_job_with_it(
    qtbot: QtBot, queue: Queue
) -> None:
    job = begun(qtbot, queue.add("Draw", JobKind.DRAW, process_jobs.losing_the_gpu_when_closed))
    following = queue.add("Next", JobKind.DRAW, process_jobs.counted, 1)
    job.cancel()
    assert over(qtbot, job).status is JobStatus.CANCELLED
    assert over(qtbot, following).result == 1


def test_an_engine_that_ends_in_order_leaves_no_file(
    qtbot: QtBot, queue: Queue, process: EngineProcess, home: Path
) -> None:
    over(qtbot, queue.add("Count", JobKind.CHECK, process_jobs.counted, 1))
    assert (home / "logs" / f"crash-engine-{process.pid}.txt").exists()
    process.quit()
    assert list((home / "logs").iterdir()) == []


def test_an_engine_that_begins_without_the_gpu_sees_none(qtbot: QtBot, home: Path) -> None:
    process = EngineProcess(settings=lambda: Settings(without_gpu=True))
    queue = Queue(process)
    name = "CUDA_VISIBLE_DEVICES"
    job = over(qtbot, queue.add("Look", JobKind.CHECK, process_jobs.environment, name))
    assert job.result == ""
    process.quit()


@NEEDS_SIGNALS
def test_a_paused_learning_goes_on_in_a_new_engine(
    qtbot: QtBot, queue: Queue, process: EngineProcess
) -> None:
    learning = begun(qtbot, queue.add("Learn", JobKind.LEARN, process_jobs.counted, 40))
    learning.pause()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: process.pid is None, timeout=SECONDS)
    assert learning.status is JobStatus.PAUSED
    learning.resume()
    assert over(qtbot, learning).result == 40


def test_a_job_that_will_not_stop_is_killed_and_the_next_one_runs(
    qtbot: QtBot, queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_process, "PATIENCE", 0.3)
    left = tmp_path / "asked"
    job = begun(qtbot, queue.add("Stubborn", JobKind.DRAW, process_jobs.stubborn, left))
    following = queue.add("Next", JobKind.DRAW, process_jobs.counted, 1)
    job.cancel()
    assert over(qtbot, job).status is JobStatus.CANCELLED
    assert left.exists()
    assert over(qtbot, following).result == 1


def test_quitting_leaves_no_process_and_things_in_order(
    qtbot: QtBot, queue: Queue, process: EngineProcess, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    begun(qtbot, queue.add("Tidy", JobKind.LEARN, process_jobs.tidy, left))
    assert process.pid is not None
    pid = process.pid
    process.quit()
    assert left.read_text() == "in order"
    assert process.pid is None and gone(pid)


def test_the_engine_is_offline_and_loads_nothing_heavy_by_itself(
    qtbot: QtBot, queue: Queue
) -> None:
    offline = queue.add("Look", JobKind.CHECK, process_jobs.environment, "HF_HUB_OFFLINE")
    assert over(qtbot, offline).result == "1"
    names = ("torch", "PySide6.QtWidgets", "PySide6.QtGui")
    heavy = queue.add("Look", JobKind.CHECK, process_jobs.loaded, *names)
    assert over(qtbot, heavy).result == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_when_the_window_is_killed_the_engine_goes_too(tmp_path: Path) -> None:
    script = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.engine_process import EngineProcess
from desktop.state.jobs import JobKind, Queue
from tests.desktop import process_jobs

if __name__ == "__main__":
    app = QCoreApplication([])
    process = EngineProcess()
    queue = Queue(process)
    job = queue.add("Long", JobKind.LEARN, process_jobs.counted, 10_000)
    job.happened.connect(lambda event: print(process.pid, flush=True))
    app.exec()
"""
    file = tmp_path / "window.py"
    file.write_text(script)
    root = Path(__file__).resolve().parents[2]
    paths = os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": paths}
    window = subprocess.Popen(
        [sys.executable, str(file)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert window.stdout is not None
    pid = int(window.stdout.readline())
    window.kill()
    window.wait()
    window.stdout.close()
    until = time.monotonic() + 10
    while not gone(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert gone(pid)
