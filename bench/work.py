"""Something is done in a window, and it is measured for how long the window answers nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from PySide6.QtWidgets import QApplication

from bench.bars import Bar
from desktop.app import TURN
from desktop.collecting import Collector
from desktop.views.main_window import MainWindow
from desktop.watchdog import Block, Watchdog

SIZE = (1180, 760)
"""Of the window, in device-independent pixels."""
BLOCK = 50.0
"""Milliseconds without an answer."""
AFTER = 0.5
"""Seconds in which what was begun comes to its end."""


class Work:
    """The window is shown, and collects garbage and shares Python's lock as the app does."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        sys.setswitchinterval(TURN)
        self._app, self._watchdog = app, Watchdog()
        Collector(window)
        window.resize(*SIZE)
        window.show()

    @contextmanager
    def measured(self) -> Iterator[None]:
        """Measure what is done inside, and for a while after it."""
        self._watchdog.start()
        yield
        self.rest(AFTER)
        self._watchdog.stop()

    def rest(self, seconds: float) -> None:
        """Let the loop turn for so long, at least once."""
        until = time.perf_counter() + seconds
        self._app.processEvents()
        self.until(lambda: time.perf_counter() > until)

    def until(self, so: Callable[[], bool], seconds: float = 60.0) -> None:
        """Let the loop turn until something is so; TimeoutError where it never is."""
        ends = time.perf_counter() + seconds
        while not so():
            if time.perf_counter() > ends:
                raise TimeoutError("the window does not get there")
            self._app.processEvents()
            time.sleep(0.001)

    def bar(self, name: str) -> Bar:
        """The longest block of what was measured last; how much of it was work is shown."""
        blocks = self._watchdog.blocks
        worst = max(blocks, key=lambda block: block.seconds, default=Block(0.0, 0.0, 0.0))
        blocked, worked = 1000 * worst.seconds, 1000 * worst.worked
        click.echo(f"{name}: {blocked:.0f} ms without an answer, {worked:.0f} ms of work")
        return Bar(name=f"blocked while {name}", figure=blocked, bound=BLOCK, at_most=True,
                   unit="ms")  # fmt: skip
