"""Running jobs in tests."""

from typing import TypeVar

from engine.events import Job

T = TypeVar("T")


def finish(job: Job[T]) -> T:
    """Run a job to its end and give its result."""
    try:
        while True:
            next(job)
    except StopIteration as done:
        result: T = done.value
        return result
