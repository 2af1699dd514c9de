"""The real engine with a tiny checkpoint, behind the real pipe: paused, stopped and killed."""

import os
import signal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.engine_process import EngineProcess
from desktop.state.jobs import JobHandle, JobKind, JobStatus, Queue
from engine import jobs
from engine.events import Preview
from engine.gallery.drawing import MOST_PICTURES, DrawRequest
from engine.gallery.store import Gallery
from engine.settings import Settings
from tests.desktop.real_engine import NEEDS_SIGNALS, over, process, queue

__all__ = ["process", "queue"]

SECONDS = 240_000
"""Milliseconds: the engine's process imports torch first."""
FEW, MANY = (1, 2), tuple(range(MOST_PICTURES))


@pytest.fixture
def settings(tiny_checkpoint: Path) -> Settings:
    """The tiny checkpoint on the CPU."""
    return Settings(checkpoint=str(tiny_checkpoint), device="cpu", threads=1)


def drawing(queue: Queue, seeds: tuple[int, ...], settings: Settings) -> JobHandle:
    """Ask for one picture a seed."""
    request = DrawRequest(prompts=("A photo of a red cup.",), seeds=seeds)
    return queue.add("Draw", JobKind.DRAW, jobs.draw, request, settings)


def seen(qtbot: QtBot, job: JobHandle) -> None:
    """Wait until a piece of a picture was seen."""
    looks: list[Preview] = []
    job.happened.connect(lambda event: looks.append(event) if type(event) is Preview else None)
    qtbot.waitUntil(lambda: bool(looks) or job.over, timeout=SECONDS)
    assert not job.over, getattr(job.error, "trace", job.error)


def kept(home: Path) -> int:
    """How many pictures with their files the gallery has."""
    with Gallery(home / "library") as gallery:
        return sum(one.path.is_file() for one in gallery.pictures(gallery.ids()))


@NEEDS_SIGNALS
def test_drawing_survives_a_pause_a_stop_and_a_kill(
    qtbot: QtBot, queue: Queue, process: EngineProcess, settings: Settings, home: Path
) -> None:
    long = drawing(queue, MANY, settings)
    seen(qtbot, long)
    long.pause()
    short = over(qtbot, drawing(queue, FEW, settings), SECONDS)
    assert short.status is JobStatus.DONE, short.error
    assert isinstance(short.result, list) and len(short.result) == len(FEW)
    assert long.status is JobStatus.PAUSED

    long.resume()
    seen(qtbot, long)
    long.cancel()
    assert over(qtbot, long, SECONDS).status is JobStatus.CANCELLED

    killed = drawing(queue, MANY, settings)
    seen(qtbot, killed)
    before = kept(home)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    assert over(qtbot, killed, SECONDS).status is JobStatus.FAILED
    assert kept(home) >= before >= len(FEW)

    again = over(qtbot, drawing(queue, FEW, settings), SECONDS)
    assert again.status is JobStatus.DONE
    assert kept(home) >= before + len(FEW)
