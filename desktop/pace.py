"""Thins what a fast job says to what a person can follow, before it crosses the pipe."""

from dataclasses import dataclass, field

from engine.events import Event, Preview, Progress, Said

SHORTEST = 1 / 30
"""Seconds between two pieces of an answer, or two steps of a bar."""
PREVIEW_SHORTEST = 1 / 12
"""Seconds between two looks at the same picture; each is an image that must travel."""


@dataclass(slots=True)
class Pace:
    """Joins words, keeps the latest progress, and leaves out previews that come too fast."""

    _sent: float = float("-inf")
    _held: Event | None = None
    _previews: dict[int, float] = field(default_factory=dict)

    def release(self, event: Event, now: float) -> list[Event]:
        """What to send at `now` (seconds) of what was held and of this event."""
        if isinstance(event, Preview):
            return [*self.flush(), *self._preview(event, now)]
        before, here = self._joined(event)
        thinned = isinstance(here, Said) or (isinstance(here, Progress) and here.done < here.total)
        if thinned and now - self._sent < SHORTEST:
            self._held = here
            return before
        self._sent = now
        return [*before, here]

    def flush(self) -> list[Event]:
        """What was held: the job rests, ends or says something else."""
        held, self._held = self._held, None
        return [] if held is None else [held]

    def _joined(self, event: Event) -> tuple[list[Event], Event]:
        """What must go first, and this event with what was held of its kind."""
        held, self._held = self._held, None
        match held, event:
            case Said(before), Said(text):
                return [], Said(before + text)
            case Progress(note=old), Progress(note=new) if old == new:
                return [], event
        return ([] if held is None else [held]), event

    def _preview(self, event: Preview, now: float) -> list[Event]:
        last = self._previews.get(event.index, float("-inf"))
        if event.done < 1 and 0 <= now - last < PREVIEW_SHORTEST:
            return []
        self._previews[event.index] = now
        return [event]
