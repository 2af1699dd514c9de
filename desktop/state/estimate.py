"""How long the current phase of a job will take, from its pace so far."""

from engine.events import Progress


class Estimate:
    """Fed with progress and the time; rests are not counted."""

    def __init__(self) -> None:
        self._note: str | None = None
        self._first = 0
        self._event: Progress | None = None
        self._worked = 0.0
        self._since: float | None = None

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
        self._event = event

    def left(self, now: float) -> float | None:
        """Seconds of work that are left of the phase; None while nothing was measured."""
        if self._event is None or self._event.done <= self._first:
            return None
        pace = self._elapsed(now) / (self._event.done - self._first)
        return pace * max(0, self._event.total - self._event.done)

    def _elapsed(self, now: float) -> float:
        return self._worked + (now - self._since if self._since is not None else 0.0)
