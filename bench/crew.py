"""Several processes at one bench. Each opens what it needs once, and keeps its own records."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeAlias

from engine.errors import SetupError
from engine.events import Job, Progress

Call: TypeAlias = tuple[Any, ...]

_LOOK_EVERY = 1.0
"""Seconds between two looks at what is done: so soon Ctrl-C is heard."""


def always(call: Call) -> bool:
    """Nothing has to be done before this call."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """So many processes, which begin nothing after `ends` (of `time.monotonic`)."""

    jobs: int
    note: str = "Measuring"
    ends: float | None = None

    def work(
        self,
        task: Callable[..., object],
        calls: Sequence[Call],
        ready: Callable[[Call], bool] = always,
    ) -> Job[int]:
        """Call `task`, a function of a module, with each of `calls`; how many were made.

        They are begun in order, but for one that is not `ready` yet: it waits until another one is
        done. What a call raises is raised here, once the calls that were begun are done.
        SetupError where the rest waits for nothing.
        """
        left, running, done = list(calls), set[Future[object]](), 0
        with ProcessPoolExecutor(self.jobs, mp_context=get_context("spawn")) as pool:
            while True:
                while len(running) < self.jobs and (call := self._next(left, ready)):
                    running.add(pool.submit(task, *call))
                if not running:
                    break
                yield Progress(done, len(calls), self.note)
                ended, running = wait(running, _LOOK_EVERY, FIRST_COMPLETED)
                done += len(ended)
                for one in ended:
                    one.result()
        if left and not self._over:
            raise SetupError("What is left waits for records that nothing makes.", remedy=_REMEDY)
        return done

    def _next(self, left: list[Call], ready: Callable[[Call], bool]) -> Call | None:
        """The first call that may begin, taken out of those that are left."""
        if self._over:
            return None
        call = next((one for one in left if ready(one)), None)
        if call is not None:
            left.remove(call)
        return call

    @property
    def _over(self) -> bool:
        return self.ends is not None and time.monotonic() > self.ends


_REMEDY = "Delete the results folder, or name the experiments that they belong to."
