"""The inside of the engine's process: holds several jobs open and advances one of them.

Messages come and go through one pipe. Its end ends the process, so nothing outlives the window.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

from desktop import exit_codes, traces
from desktop.pace import Pace
from desktop.problems import in_problem
from engine.courtesy import EAGER, Courtesy, Rests
from engine.errors import YoError
from engine.events import Event, Job
from engine.gpu_errors import Trouble, trouble
from engine.graphics import hold
from engine.model.memory import GpuMemory, gpu_memory
from engine.offline import stay_offline
from engine.settings import Settings

_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's prctl(2)."""
EVERY = 2.0
"""Seconds between two looks at the memory while a job runs."""
_POLITENESS = 5
"""Niceness: the window and other apps of the person go before the engine."""


@dataclass(frozen=True, slots=True)
class Open:
    """Make `start(*args)` a job."""

    job: int
    start: Callable[..., Job[Any]]
    args: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Advance:
    """Work on this job, or on none, and leave other programs room."""

    job: int | None
    courtesy: Courtesy = EAGER


@dataclass(frozen=True, slots=True)
class Close:
    """End this job."""

    job: int


@dataclass(frozen=True, slots=True)
class Happened:
    """A job yielded an event."""

    job: int
    event: Event


@dataclass(frozen=True, slots=True)
class Ended:
    """A job is over: with its result, or an error, or because it was closed."""

    job: int
    result: object | None = None
    error: YoError | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """What this process has in memory now."""

    models: tuple[str, ...] = ()
    """Base models, as `engine.jobs.open_models` names them."""
    gpu: GpuMemory | None = None


@dataclass(frozen=True, slots=True)
class Quit:
    """Let every job leave things in order, and go."""


Asked: TypeAlias = Open | Advance | Close | Quit
Told: TypeAlias = Happened | Ended | Holds


def serve(pipe: Connection, parent: int, settings: Settings) -> None:
    """Do what is asked through `pipe` until it ends; `parent` is the window's process id.

    `settings` say which GPU is used, for as long as this process lives.
    """
    stay_offline()
    _end_with(parent)
    _be_polite()
    with traces.kept():
        hold(settings)
        engine = _Engine(pipe)
        try:
            with suppress(EOFError, OSError):  # the window is gone
                engine.work()
        except Exception as error:
            if trouble(error) is not Trouble.LOST:
                raise
            traces.leave(error)
            os._exit(exit_codes.GPU_LOST)  # no job can be closed: each would ask the GPU again
        engine.close()
    os._exit(0)  # the system frees all at once; drivers taking leave can take long, or crash


class _Engine:
    """The open jobs."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._jobs: dict[int, Job[Any]] = {}
        self._current: int | None = None
        self._pace = Pace()
        self._told, self._looked = Holds(), float("-inf")
        self._rests = Rests(EAGER)

    def work(self) -> None:
        """Answer messages, and advance the current job between two of them."""
        while True:
            while self._current not in self._jobs or self._pipe.poll():
                self._tell_holds()
                asked = self._pipe.recv()
                if isinstance(asked, Quit):
                    return
                self._obey(asked)
            if rest := self._rests.left(time.monotonic()):
                self._rest(rest, self._current)
                continue
            self._step(self._current, self._jobs[self._current])
            if time.monotonic() - self._looked > EVERY:
                self._tell_holds()

    def close(self) -> None:
        """Let every job leave things in order."""
        for job in self._jobs.values():
            with suppress(Exception):  # nobody is left to be told
                job.close()

    def _obey(self, asked: Open | Advance | Close) -> None:
        match asked:
            case Open(number, start, args):
                self._open(number, start, args)
            case Advance(number, courtesy):
                self._flush()
                if (number, courtesy) != (self._current, self._rests.courtesy):
                    self._rests = Rests(courtesy)
                self._current = number
            case Close(number):
                self._flush()
                self._close(number)

    def _open(self, number: int, start: Callable[..., Job[Any]], args: tuple[object, ...]) -> None:
        try:
            self._jobs[number] = start(*args)
        except Exception as error:
            self._tell(Ended(number, error=_in_words(error)))

    def _close(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return  # it had ended by itself meanwhile, and has told so
        error: YoError | None = None
        try:
            job.close()
        except Exception as failure:
            error = _in_words(failure)
        self._tell(Ended(number, error=error, cancelled=True))

    def _rest(self, seconds: float, number: int) -> None:
        """Listen for so long instead of working; a message ends it, and then it is looked again."""
        self._flush()
        if news := self._rests.news():
            self._tell(Happened(number, news))
        self._pipe.poll(seconds)

    def _step(self, number: int, job: Job[Any]) -> None:
        begun = time.monotonic()
        try:
            for event in self._pace.release(next(job), time.monotonic()):
                self._tell(Happened(number, event))
        except StopIteration as done:
            self._end(Ended(number, result=done.value))
        except (EOFError, BrokenPipeError):
            raise
        except Exception as error:
            self._end(Ended(number, error=_in_words(error)))
        self._rests.worked(begun, time.monotonic())

    def _end(self, ended: Ended) -> None:
        self._flush()
        del self._jobs[ended.job]
        self._tell(ended)

    def _flush(self) -> None:
        for event in self._pace.flush():
            if self._current is not None:
                self._tell(Happened(self._current, event))

    def _tell_holds(self) -> None:
        """Say what is in memory, where that has changed."""
        self._looked = time.monotonic()
        jobs = sys.modules.get("engine.jobs")  # who has not loaded it has opened nothing
        holds = Holds(jobs.open_models() if jobs else (), gpu_memory())
        if holds != self._told:
            self._told = holds
            self._pipe.send(holds)

    def _tell(self, told: Happened | Ended) -> None:
        try:
            self._pipe.send(told)
        except (OSError, EOFError):
            raise
        except Exception as error:  # a result that cannot travel
            self._pipe.send(Ended(told.job, error=_in_words(error)))


def _in_words(error: Exception) -> YoError:
    """What crosses to the window; an error that has cost this process its GPU ends it instead."""
    if trouble(error) is Trouble.LOST:
        raise error
    return in_problem(error)


def _end_with(parent: int) -> None:
    """Have the system end this process with the window, also in the middle of a long step."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at the terminal is the window's
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:  # it went before we could ask
            os._exit(1)


def _be_polite() -> None:
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_POLITENESS)
