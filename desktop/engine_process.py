"""The engine in its own process: it may die, and the window says why and goes on.

It starts after what was asked for is shown; what it is told before it is there waits for it.
"""

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop import engine_side, exit_codes, traces
from desktop.background import Reader
from desktop.engine_side import (
    Advance,
    Asked,
    Close,
    Ended,
    Happened,
    Holds,
    Open,
    Quit,
    Told,
)
from engine.courtesy import EAGER, Courtesy
from engine.errors import SetupError, YoError
from engine.events import Job
from engine.settings import Settings

PATIENCE = 5.0
"""Seconds that a job has to end after it was asked to; then the process is killed."""
_SOON = 20
"""Milliseconds until the process starts: by then the window shows what it is started for."""


_NO_START = "Close other programs, then ask for it again. All that was saved is there."


class EngineProcess(QObject):
    """Starts the process with the first job, and anew after it died."""

    happened = Signal(int, object)
    """(job, engine event)"""
    ended = Signal(int, object)
    """(job, Ended)"""
    died = Signal(object)
    """A SetupError that says why; every job that was open there is lost."""
    changed = Signal()
    """The process started or went, or holds other things in memory."""

    def __init__(
        self, parent: QObject | None = None, *, settings: Callable[[], Settings] = Settings
    ) -> None:
        """`settings` are asked for with each start of the process."""
        super().__init__(parent)
        self._settings = settings
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._reader: Reader | None = None
        self._open: set[int] = set()
        self._closing: set[int] = set()
        self._killed_by_us = False
        self._memory_kills = 0
        self._leaving = False
        self._unsent: list[Asked] = []
        """What the next process is to be told; this one is not there yet, or goes."""
        self._advanced: tuple[int | None, bool] = (None, False)
        self.holds = Holds()
        """What the process has told last of what it has in memory."""
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.unload)

    @property
    def pid(self) -> int | None:
        """The process's id while it lives."""
        return self._process.pid if self._process else None

    def open(self, job: int, start: Callable[..., Job[Any]], args: tuple[object, ...]) -> None:
        """Make `start(*args)` a job there, not advanced yet."""
        self._idle.stop()
        self._open.add(job)
        self._send(Open(job, start, args))
        QTimer.singleShot(_SOON, self, self._prepare)

    def advance(self, job: int | None, *, long: bool = False) -> None:
        """Let this job go on and every other rest; a long one leaves other programs room."""
        self._advanced = (job, long)
        self.heed()

    def heed(self) -> None:
        """Do as the settings say now, also with the job that goes on already, or without work."""
        self._wait_idle()
        job, long = self._advanced
        if self._process is not None or self._open:
            courtesy = Courtesy.of(self._settings()) if long else EAGER
            self._send(Advance(job, courtesy))

    def close_job(self, job: int) -> None:
        """Ask a job to end; where it has not within five seconds, the process is killed."""
        self._closing.add(job)
        self._send(Close(job))
        QTimer.singleShot(round(PATIENCE * 1000), self, partial(self._insist, job))

    def unload(self) -> None:
        """Have the process go, and give its memory back, where no job is open."""
        if not self._open and self._process is not None and not self._leaving:
            self._send(Quit())
            self._leaving = True
            QTimer.singleShot(round(PATIENCE * 1000), self, partial(self._hurry, self._process))

    def quit(self, patience: float = PATIENCE) -> None:
        """End the process and wait for that; jobs have `patience` seconds to leave things in order.

        Nothing is emitted for jobs that were open.
        """
        process, self._open, self._closing = self._process, set(), set()
        if process is not None:
            self._send(Quit())
            process.join(patience)
            if process.exitcode is None:
                process.kill()
                process.join()
            self._let_go()
        self._unsent = []

    def _prepare(self) -> None:
        """Have Python's own process that watches over others, in a turn before there is another."""
        if self._process is None and self._open:
            if os.name == "posix":
                from multiprocessing import resource_tracker  # noqa: PLC0415 - with the first job

                resource_tracker.ensure_running()
            QTimer.singleShot(1, self, self._start)

    def _start(self) -> None:
        """Begin a process, where none is there and one is needed."""
        if self._process is not None or not self._open:
            return
        self._memory_kills = exit_codes.memory_kills()
        try:
            self._process, self._pipe = _begun(self._settings())
        except OSError as error:
            self._lose(SetupError(f"The engine does not start: {error}.", remedy=_NO_START))
            return
        self._killed_by_us = False
        self._reader = Reader(self._pipe, self)
        self._reader.arrived.connect(self._on_arrived)
        self._reader.broke.connect(self._on_broke)
        self._reader.start()
        unsent, self._unsent = self._unsent, []
        for asked in unsent:
            self._send(asked)
        self.changed.emit()

    def _send(self, asked: Asked) -> None:
        if self._pipe is None or self._leaving:
            self._unsent.append(asked)
            return
        with suppress(OSError):  # it died; the reader notices as well and tells
            self._pipe.send(asked)

    def _on_arrived(self, told: Told) -> None:
        if self.sender() is not self._reader:
            return
        match told:
            case Holds():
                self.holds = told
                self.changed.emit()
            case Happened(number, event):
                if number in self._open - self._closing:
                    self.happened.emit(number, event)
            case Ended(number) if number in self._open:
                self._forget(number)
                self.ended.emit(number, told)

    def _forget(self, job: int) -> None:
        self._open.discard(job)
        self._closing.discard(job)
        self._wait_idle()

    def _wait_idle(self) -> None:
        """Go after a while without a job, where the person wants that."""
        after = self._settings().unload_after
        if self._open or self._process is None or after == "never":
            self._idle.stop()
        else:
            self._idle.start(int(after) * 60_000)

    def _insist(self, job: int) -> None:
        """The job that was asked to end has not: end the process."""
        if job in self._closing and self._process is not None:
            self._killed_by_us = True
            self._process.kill()

    def _hurry(self, process: BaseProcess) -> None:
        """It was to go and has not: another one may be waited for."""
        if process is self._process:
            process.kill()

    def _on_broke(self) -> None:
        """The process has gone by itself, or was killed."""
        if self.sender() is not self._reader or self._process is None:
            return
        process, waited_for = self._process, self._leaving
        process.join(PATIENCE)
        error = self._reason(process.exitcode)
        self._let_go()
        if waited_for:  # what is open is for the next one
            self._start()
            self.changed.emit()
        else:
            self._lose(error)

    def _lose(self, error: YoError) -> None:
        """No job goes on: those that were to end have ended, of the others it is told."""
        closing, lost = self._closing, self._open - self._closing
        self._open, self._closing, self._unsent = set(), set(), []
        for number in closing:
            self.ended.emit(number, Ended(number, cancelled=True))
        if lost:
            self.died.emit(error)
        self.changed.emit()

    def _reason(self, code: int | None) -> YoError:
        if self._killed_by_us:
            return SetupError(
                "The engine had to be restarted, because it did not stop within five seconds.",
                remedy="Start again what was running; all that was saved is there.",
            )
        return exit_codes.in_words(
            code, out_of_memory=exit_codes.memory_kills() > self._memory_kills
        )

    def _let_go(self) -> None:
        """Close our end; the process has gone, so the reader has ended or ends now."""
        if self._process is not None:
            traces.tell(self._process.pid)
        if self._reader is not None:
            self._reader.wait()
            self._reader.deleteLater()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = self._reader = None
        self._leaving, self.holds = False, Holds()
        self._idle.stop()


def _begun(settings: Settings) -> tuple[BaseProcess, Connection]:
    """A new process, and our end of the pipe to it. OSError where the system gives none."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    given = (there, os.getpid(), settings)
    process = spawn.Process(target=engine_side.serve, args=given, name="engine")
    try:
        process.start()
    except OSError:
        here.close()
        raise
    finally:
        there.close()
    return process, here
