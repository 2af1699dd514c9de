"""Runs work in a process of its own and watches, from outside, how much memory that takes."""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_INTERVAL = 0.02
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Peak:
    """The most that a process and its children held at one moment, in bytes; and how long it took.

    `anonymous` (RssAnon) is what only they hold; `resident` (RssAnon + RssFile + RssShmem) also
    counts mapped files, which the system drops when it needs room.
    """

    anonymous: int
    resident: int
    seconds: float


def watched(work: Callable[..., T], *arguments: Any) -> tuple[T | None, Peak]:
    """`work(*arguments)` in a new process: its result and the peak. Linux only.

    The result is None where the process was killed, as the system does when memory runs out; what
    `work` raises is raised here. Everything must be picklable.
    """
    ours, theirs = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_inside, args=(theirs, work, arguments)
    )
    began = time.monotonic()
    process.start()
    theirs.close()
    anonymous = resident = 0
    while not ours.poll(_INTERVAL):
        held = [memory(pid) for pid in _family(process.pid or 0)]
        anonymous = max(anonymous, sum(one for one, _ in held))
        resident = max(resident, sum(one for _, one in held))
    peak = Peak(anonymous, resident, time.monotonic() - began)
    try:
        result, error = ours.recv()
    except EOFError:  # it ended without a word
        result, error = None, None
    process.join()
    if error is not None:
        raise error
    return result, peak


def memory(pid: int | str = "self") -> tuple[int, int]:
    """RssAnon and the whole RSS of a process in bytes; zeros where it is gone."""
    try:
        text = (_PROC / str(pid) / "status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0, 0
    lines = (line.split() for line in text.splitlines() if line.startswith("Rss"))
    sizes = {name.rstrip(":"): int(size) * 1024 for name, size, _ in lines}
    return sizes.get("RssAnon", 0), sum(sizes.values())


def _family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in (_PROC / str(pid) / "task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _inside(pipe: Connection, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    try:
        pipe.send((work(*arguments), None))
    except Exception as error:  # the border of the process
        pipe.send((None, error))
