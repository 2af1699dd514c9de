"""How long the current phase of a job still takes, from its pace so far and how even that was."""

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from engine.events import Progress

RECENT = 64
"""Steps, or pieces of news where those come faster, that tell how even the pace is."""
_FEWEST = 3  # that tell it at all
_SURE = 1.645  # standard deviations on either side: nine times in ten


@dataclass(frozen=True, slots=True)
class Left:
    """Seconds: nine times in ten between these, were the steps to come like those before."""

    least: float
    most: float


class Estimate:
    """Fed with progress and the time; rests are not counted."""

    def __init__(self) -> None:
        self._note: str | None = None
        self._first = 0
        self._event: Progress | None = None
        self._worked = 0.0
        self._since: float | None = None
        self._marks: deque[tuple[int, float]] = deque(maxlen=RECENT + 1)
        """Units done, and the seconds of work until then."""

    def go(self, now: float) -> None:
        """The job works from `now` (seconds) on."""
        if self._since is None:
            self._since = now

    def rest(self, now: float) -> None:
        """The job rests from `now` on."""
        self._worked = self._elapsed(now)
        self._since = None

    def see(self, event: Progress, now: float) -> None:
        """The job is this far; a phase that begins, or begins again, is measured anew."""
        earlier = self._event.done if self._event else 0
        if event.note != self._note or event.done < earlier:
            self._note, self._first, self._worked = event.note, event.done, 0.0
            self._since = None if self._since is None else now
            self._marks.clear()
        self._event = event
        if not self._marks or event.done > self._marks[-1][0]:
            self._marks.append((event.done, self._elapsed(now)))

    def left(self, now: float) -> Left | None:
        """The work that is left of the phase; None while nothing was measured."""
        if self._event is None or self._event.done <= self._first:
            return None
        pace = self._elapsed(now) / (self._event.done - self._first)
        units = max(0, self._event.total - self._event.done)
        middle, apart = pace * units, _SURE * self._deviation(units)
        return Left(max(0.0, middle - apart), middle + apart)

    def _deviation(self, units: int) -> float:
        """Of the seconds that so many more units take; 0 while it is not known.

        Units differ from each other, which evens out among many; and their mean is known only as
        well as the recent ones tell it, which does not.
        """
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(self._marks)]
        if len(steps) < _FEWEST:
            return 0.0
        counted = sum(count for count, _ in steps)
        mean = sum(seconds for _, seconds in steps) / counted
        squares = sum(count * (seconds / count - mean) ** 2 for count, seconds in steps)
        return sqrt(squares / (len(steps) - 1) * (units + units**2 / counted))

    def _elapsed(self, now: float) -> float:
        return self._worked + (now - self._since if self._since is not None else 0.0)
