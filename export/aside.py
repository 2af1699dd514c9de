"""Work that says nothing for long, beside a job that waits for it and can stop waiting."""

from collections.abc import Callable, Generator
from threading import Thread
from typing import TypeVar

E = TypeVar("E")
T = TypeVar("T")

PAUSE = 0.2
"""Seconds between two chances to stop waiting."""


def aside(work: Callable[[], T], event: E) -> Generator[E, None, T]:
    """Yield `event` until `work` is done, then return its result or raise its error.

    Closing stops the waiting at once; what runs goes on to its end unheard, so `work` must not
    write files.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # it is raised again where it is waited for
            errors.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        yield event
        thread.join(PAUSE)
    if errors:
        raise errors[0]
    return results[0]
