"""Running jobs in tests."""

from typing import TypeVar

from engine.events import Event, Job

T = TypeVar("T")


def heard(job: Job[T]) -> tuple[list[Event], T]:
    """The events of a job, and its result."""
    events: list[Event] = []
    while True:
        try:
            events.append(next(job))
        except StopIteration as done:
            return events, done.value
