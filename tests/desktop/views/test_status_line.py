"""The lower edge of the window: what the engine holds, and giving it back."""

import os

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.context import Context
from desktop.engine_side import Holds
from desktop.state.engine_state import EngineState
from desktop.state.jobs import JobKind
from desktop.views.status_line import StatusLine
from engine.events import Job, Progress
from engine.model.memory import GpuMemory
from tests.desktop.scripted_engine import ScriptedEngine


def endless() -> Job[None]:
    """A job that ends only when it is asked to."""
    while True:
        yield Progress(1, 2)


def shown(context: Context, engine: ScriptedEngine, qtbot: QtBot) -> StatusLine:
    """The line alone, over a scripted engine."""
    line = StatusLine(context.queue, EngineState(engine, context.settings), ())
    qtbot.addWidget(line)
    line.show()
    return line


def test_what_is_loaded_and_what_is_taken_is_told_when_the_engine_says_so(
    context: Context, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    line = shown(context, engine, qtbot)
    engine.holds = Holds(("mini (TensorRT)",), GpuMemory(9_800_000_000, 12_000_000_000))
    engine.changed.emit()
    assert line.model.text() == "Model: mini, loaded"
    assert line.model.toolTip() == "In memory: mini (TensorRT)"
    assert "GPU 9.8 GB of 12.0 GB" in line.memory.text()


def test_a_job_that_counts_the_bytes_of_large_weights_is_shown_in_percent(
    context: Context, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    line = shown(context, engine, qtbot)

    def reading() -> Job[None]:
        while True:
            yield Progress(3_525_000_000, 14_100_000_000, "Reading the files")

    job = context.queue.add("Verify", JobKind.CHECK, reading)
    qtbot.waitUntil(lambda: "25 %" in line.job.text())
    assert line.bar.value() / line.bar.maximum() == pytest.approx(0.25)
    job.cancel()
    qtbot.waitUntil(lambda: job.over)


def test_memory_is_given_back_at_once_where_no_job_is_open(
    context: Context, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    line = shown(context, engine, qtbot)
    assert not line.unload.isVisible()
    engine.pid = os.getpid()
    engine.changed.emit()
    qtbot.mouseClick(line.unload, Qt.MouseButton.LeftButton)
    assert engine.asked == [("unload", None)]
    job = context.queue.add("Learn Mila", JobKind.LEARN, endless)
    assert not line.unload.isEnabled()
    job.cancel()
    qtbot.waitUntil(line.unload.isEnabled)
