"""The progress of a part, as a stretch of the whole."""

from typing import TypeVar

from engine.events import Job, Progress

T = TypeVar("T")


def stretch(job: Job[T], begin: int, end: int, total: int, note: str) -> Job[T]:
    """The same job, whose own 0…1 is `begin`…`end` of `total`, and which never goes back."""
    reached = begin
    try:
        while True:
            event = next(job)
            if isinstance(event, Progress):
                share = min(event.done / event.total, 1.0) if event.total else 0.0
                reached = max(reached, begin + round((end - begin) * share))
                event = Progress(reached, total, note)
            yield event
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        job.close()
