"""Stop answers and drawings at any moment, then rest: how soon each is obeyed, what rest costs."""

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox

from bench.journeys import eyes
from bench.journeys.hands import click_on, click_row, key, press, write
from bench.journeys.steps import Rest, Script, Step, Trip, until
from desktop.state.answering import Answering
from desktop.state.chat import ChatState
from desktop.state.drawing import Batch
from desktop.state.jobs import JobHandle, JobStatus
from desktop.state.navigation import Place

STOPS = (40, 4)
"""How many, and how many where it is only to be seen that it works."""
SETTLE, SECONDS = 3.0, (20.0, 3.0)
"""Of rest before it is measured, and measured."""
LATEST = 0.4
"""Seconds into a drawing, at which the stop comes at most."""
LATEST_WORD = 0.03
"""The same after the first word of an answer: the mini model says few."""
TRIES = 10
"""Answers for each stop at most: one that is whole before its stop is asked for again."""


def journey(trip: Trip) -> Script:
    """What it took, in seconds: `stop` of a drawing, `stop an answer`.

    `rest` gets percent of one core for window and engine.
    """
    dice = random.Random(0)
    yield press("Leave out")
    yield from stop_answers(trip.figures.setdefault("stop an answer", []), trip.quick, dice)
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


def stop_answers(took: list[float], quick: bool, dice: random.Random) -> Script:
    """Ask, have it answered again and again, and press Stop soon after the first word."""
    yield click_row("Places", list(Place).index(Place.CHAT))
    yield click_on(QPlainTextEdit, "Message")
    yield from write("Tell me of a dog, a cat and a red car.")
    yield press("Send")
    yield until("it is answered", lambda: (chat := talk()) and chat.shown[1:] and not coming())
    for _ in range(TRIES * STOPS[quick]):
        if len(took) >= STOPS[quick]:
            return
        yield key("Ctrl+R")
        moment = dice.uniform(0, LATEST_WORD)
        stop = partial(stop_soon, moment=moment, told=took.append)
        yield Step("stop the answer", coming, stop)
        yield until("it has stopped", lambda: not coming())


def stop_soon(answer: Answering, moment: float, told: Callable[[float], None]) -> None:
    """Press Stop so many seconds after the first word, unless the answer is whole by then."""

    def begun() -> None:
        answer.grew.disconnect(begun)
        QTimer.singleShot(round(1000 * moment), answer, stop)

    def stop() -> None:
        if answer.handle.status is JobStatus.RUNNING:
            _press("Esc", answer.handle, told)

    answer.grew.connect(begun)
    if answer.draft.text:
        answer.grew.emit()


def talk() -> ChatState | None:
    """The open chat."""
    window = eyes.window()
    page = window.page(Place.CHAT) if window is not None else None
    return page._state.chat if page is not None else None  # type: ignore[attr-defined]


def coming() -> Answering | None:
    """The answer that is coming in it."""
    chat = talk()
    return chat.answering if chat is not None else None


def stop_one(took: list[float], moment: float) -> Script:
    """Draw, and press Stop at a moment after the first row is seen."""
    yield press("Draw")
    yield until("it draws", lambda: (batch := current()) and batch.cells[0].done > 0)
    since = time.monotonic()
    yield until("a moment passes", lambda: time.monotonic() - since > moment)
    stop = partial(_press, "Ctrl+.", told=took.append)
    yield Step("stop drawing", running, lambda batch: stop(batch.job))
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


def _press(keys: str, job: JobHandle, told: Callable[[float], None]) -> None:
    """Press what stops the job, and tell the seconds until it had ended."""
    began = time.perf_counter()
    job.ended.connect(lambda: told(time.perf_counter() - began))
    window = eyes.window()
    assert window is not None
    QTest.keySequence(window.windowHandle(), keys)


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
