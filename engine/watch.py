"""A job as a person at a terminal sees it: progress and ETA on stderr, spoken words on stdout.

Ctrl-C closes the job between two events, so that it can leave things in order; a second Ctrl-C
does not wait for that.
"""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol, TextIO, TypeVar

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from engine.courtesy import EAGER, Courtesy, Rests
from engine.estimate import Estimate, Left
from engine.events import Event, Job, Measured, Noticed, Progress, Said

T = TypeVar("T")

LINE_EVERY = 5.0
"""Seconds between two lines where stderr is a file or a pipe."""


class Display(Protocol):
    """Shows how far a job is; a phase is known by its note, and may be left and come again."""

    def progress(self, event: Progress, measured: str) -> None:
        """Show `event`; `measured` is the latest number of each name, in words."""
        ...

    def line(self, text: str) -> None:
        """Show a sentence that stays."""
        ...

    def close(self) -> None:
        """Leave the terminal as it was."""
        ...


def watch(job: Job[T], *, speak: bool = True, courtesy: Courtesy = EAGER) -> T:
    """Run the job to its end and return its result; KeyboardInterrupt after Ctrl-C closed it.

    With `speak`, streamed words are written to stdout as they come. `courtesy` says how much of the
    time it works.
    """
    display = BarDisplay(sys.stderr) if sys.stderr.isatty() else LineDisplay(sys.stderr)
    measured: dict[str, float] = {}
    rests = Rests(courtesy)
    try:
        with _interruptible() as asked_to_stop:
            while not asked_to_stop.is_set():
                begun = time.monotonic()
                event = next(job)
                rests.worked(begun, time.monotonic())
                _show(event, display, measured, speak)
                _rest(rests, asked_to_stop, display)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        job.close()
        display.close()
    raise KeyboardInterrupt


def _rest(rests: Rests, asked_to_stop: threading.Event, display: Display) -> None:
    while (seconds := rests.left(time.monotonic())) and not asked_to_stop.wait(seconds):
        if news := rests.news():
            display.line(news.text)


def _show(event: Event, display: Display, measured: dict[str, float], speak: bool) -> None:
    match event:
        case Progress():
            words = ", ".join(f"{name} {value:.3g}" for name, value in measured.items())
            display.progress(event, words)
        case Measured(name, value):
            measured[name] = value
        case Noticed(text):
            display.line(text)
        case Said(text) if speak:
            display.close()
            sys.stdout.write(printable(text))
            sys.stdout.flush()
        case _:
            pass


class BarDisplay:
    """A bar that redraws itself, for a terminal: one for each phase, the current one is seen."""

    def __init__(self, stream: TextIO) -> None:
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.completed:.0f}/{task.total:.0f}"),
            TextColumn("{task.fields[left]}", markup=False),
            TextColumn("{task.fields[measured]}", style="dim", markup=False),
            console=Console(file=stream),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}
        self._phases = _Phases()

    def progress(self, event: Progress, measured: str) -> None:
        """Move the bar of this phase, and hide the others."""
        self._bar.start()
        if event.note not in self._tasks:
            self._tasks[event.note] = self._bar.add_task(words_of(event), left="", measured="")
        for note, task in self._tasks.items():
            self._bar.update(task, visible=note == event.note)
        self._bar.update(
            self._tasks[event.note],
            completed=event.done,
            total=event.total,
            left=self._phases.left(event, time.monotonic()),
            measured=measured,
        )

    def line(self, text: str) -> None:
        """Print above the bar."""
        self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()


class LineDisplay:
    """A line every few seconds, for a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begun: set[str] = set()
        self._phases = _Phases()
        self._shown = 0.0

    def progress(self, event: Progress, measured: str) -> None:
        """Write a line at the beginning of a phase, and now and then."""
        now = time.monotonic()
        left = self._phases.left(event, now)
        if event.note in self._begun and now - self._shown < LINE_EVERY:
            return
        self._shown = now
        self._begun.add(event.note)
        said = (f"{words_of(event)}: {event.done}/{event.total}", left, measured)
        self.line(", ".join(filter(None, said)))

    def line(self, text: str) -> None:
        """Write a sentence."""
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing to take away."""


class _Phases:
    """How long each phase still takes; one may be left and come again."""

    def __init__(self) -> None:
        self._estimates: dict[str, Estimate] = {}

    def left(self, event: Progress, now: float) -> str:
        """What is left of the phase of this event, in words; what interrupts it is counted in."""
        estimate = self._estimates.setdefault(event.note, Estimate())
        estimate.go(now)
        estimate.see(event, now)
        return remaining(estimate.left(now))


def words_of(event: Progress) -> str:
    """The phase in words, as the beginning of a line."""
    note = event.note or "working"
    return note[0].upper() + note[1:]


def printable(text: str) -> str:
    """Words of a model without the control characters that could steer a terminal."""
    return "".join(c if c in "\n\t" or c.isprintable() else "\ufffd" for c in text)


def remaining(left: Left | None) -> str:
    """`2:05 to 2:40 left`, or `about 2:05 left` where both are the same; empty where unknown."""
    if left is None:
        return ""
    least, most = (
        f"{seconds // 60}:{seconds % 60:02}" for seconds in map(round, (left.least, left.most))
    )
    return f"about {most} left" if least == most else f"{least} to {most} left"


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one is a KeyboardInterrupt as usual."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked  # only the main thread hears of Ctrl-C
        return

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)
