"""Stop drawings at any moment, then rest: how soon each stop is obeyed, and what rest costs."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox

from bench.journeys import eyes
from bench.journeys.hands import click_on, click_row, key, press, write
from bench.journeys.steps import Rest, Script, Step, Trip, until
from desktop.state.drawing import Batch
from desktop.state.jobs import JobStatus
from desktop.state.navigation import Place

STOPS = (40, 4)
"""How many, and how many where it is only to be seen that it works."""
SETTLE, SECONDS = 3.0, (20.0, 3.0)
"""Of rest before it is measured, and measured."""
LATEST = 0.4
"""Seconds into a drawing, at which the stop comes at most."""


def journey(trip: Trip) -> Script:
    """`stop` gets seconds for each stop, `rest` percent of one core for window and engine."""
    dice = random.Random(0)
    yield press("Leave out")
    yield click_row("Places", list(Place).index(Place.DRAW))
    yield until("words can be written", lambda: eyes.has_focus("What to draw"))
    yield from write("A photo of a dog")
    yield click_on(QSpinBox, "How many pictures")
    yield key("Ctrl+A")
    yield from write("64")
    for _ in range(STOPS[trip.quick]):
        yield from stop_one(trip.figures.setdefault("stop", []), dice.uniform(0, LATEST))
    yield Rest(SETTLE, lambda: None)
    before = time.monotonic(), spent()
    yield Rest(SECONDS[trip.quick], lambda: trip.figures.update(rest=[percent(*before)]))
    yield key("Ctrl+Q")


def stop_one(took: list[float], moment: float) -> Script:
    """Draw, and press Stop at a moment after the first row is seen."""
    yield press("Draw")
    yield until("it draws", lambda: (batch := current()) and batch.cells[0].done > 0)
    since = time.monotonic()
    yield until("a moment passes", lambda: time.monotonic() - since > moment)
    yield Step("stop drawing", running, lambda batch: _stop(batch, took.append))
    yield until("it has stopped", lambda: (batch := current()) and batch.job.over)


def current() -> Batch | None:
    """What is drawn, or was drawn last."""
    window = eyes.window()
    page = window.page(Place.DRAW) if window is not None else None
    return page._state.batch if page is not None else None  # type: ignore[attr-defined]


def running() -> Batch | None:
    """What is drawn now."""
    batch = current()
    return batch if batch is not None and batch.job.status is JobStatus.RUNNING else None


def spent() -> float:
    """Seconds that the window's and the engine's processes have computed. Linux only."""
    engines = [child.pid or 0 for child in multiprocessing.active_children()]
    return sum(_seconds(pid) for pid in (os.getpid(), *engines))


def percent(began: float, before: float) -> float:
    """Of one core, since then."""
    return 100 * (spent() - before) / (time.monotonic() - began)


def _stop(batch: Batch, told: Callable[[float], None]) -> None:
    began = time.perf_counter()
    batch.job.ended.connect(lambda: told(time.perf_counter() - began))
    window = eyes.window()
    assert window is not None
    QTest.keySequence(window.windowHandle(), "Ctrl+.")


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
