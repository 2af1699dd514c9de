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
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from engine.events import Event, Job, Measured, Noticed, Progress, Said

T = TypeVar("T")

LINE_EVERY = 5.0
"""Seconds between two lines where stderr is a file or a pipe."""


class Display(Protocol):
    """Shows how far a job is."""

    def progress(self, event: Progress, measured: str) -> None:
        """Show `event`; `measured` is the latest number of each name, in words."""
        ...

    def line(self, text: str) -> None:
        """Show a sentence that stays."""
        ...

    def close(self) -> None:
        """Leave the terminal as it was."""
        ...


def watch(job: Job[T], *, speak: bool = True) -> T:
    """Run the job to its end and return its result; KeyboardInterrupt after Ctrl-C closed it.

    With `speak`, streamed words are written to stdout as they come.
    """
    display = BarDisplay(sys.stderr) if sys.stderr.isatty() else LineDisplay(sys.stderr)
    measured: dict[str, float] = {}
    try:
        with _interruptible() as asked_to_stop:
            while not asked_to_stop.is_set():
                _show(next(job), display, measured, speak)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        job.close()
        display.close()
    raise KeyboardInterrupt


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
            sys.stdout.write(text)
            sys.stdout.flush()
        case _:
            pass


class BarDisplay:
    """A bar that redraws itself, for a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.completed:.0f}/{task.total:.0f}"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[measured]}", style="dim", markup=False),
            console=Console(file=stream),
            transient=True,
        )
        self._task: TaskID | None = None
        self._note = ""

    def progress(self, event: Progress, measured: str) -> None:
        """Move the bar; a new note starts a new one."""
        if self._task is None or event.note != self._note:
            self.close()
            self._bar.start()
            self._note = event.note
            self._task = self._bar.add_task(event.note or "Working", total=event.total, measured="")
        self._bar.update(self._task, completed=event.done, total=event.total, measured=measured)

    def line(self, text: str) -> None:
        """Print above the bar."""
        self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._task is not None:
            self._bar.stop()
            self._bar.remove_task(self._task)
            self._task = None


class LineDisplay:
    """A line every few seconds, for a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._note: str | None = None
        self._begun = self._shown = 0.0

    def progress(self, event: Progress, measured: str) -> None:
        """Write a line when the note changes, at its end, and now and then between."""
        now = time.monotonic()
        if event.note != self._note:
            self._note, self._begun, self._shown = event.note, now, -LINE_EVERY
        if now - self._shown < LINE_EVERY and event.done < event.total:
            return
        self._shown = now
        words = [f"{event.note or 'Working'}: {event.done}/{event.total}"]
        words += [remaining(event, now - self._begun)] if 0 < event.done < event.total else []
        self.line(", ".join([*words, measured] if measured else words))

    def line(self, text: str) -> None:
        """Write a sentence."""
        self._stream.write(f"{text}\n")
        self._stream.flush()

    def close(self) -> None:
        """Nothing to take away."""


def remaining(event: Progress, elapsed: float) -> str:
    """The estimate of what is left after `elapsed` seconds: `about 2:05 left`."""
    minutes, seconds = divmod(round(elapsed / event.done * (event.total - event.done)), 60)
    return f"about {minutes}:{seconds:02} left"


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
