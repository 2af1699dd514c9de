"""What the engine's process was doing when it broke down in code that is not Python.

The process keeps a file for Python's faulthandler, which can still write when nothing else can, and
for what has cost it its GPU; the window takes what is in it over to its log, without what is
private, and removes the file.
"""

import faulthandler
import logging
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engine.paths import home
from engine.storage import Part

_log = logging.getLogger("engine")


@contextmanager
def kept() -> Iterator[None]:
    """Have a crash of this process leave its trace; nothing stays where none happens."""
    path = _file(os.getpid())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8")
    except OSError:  # a full or read-only disk is no reason not to work
        yield
        return
    faulthandler.enable(file)
    try:
        yield
    finally:
        faulthandler.disable()
        file.close()
        path.unlink(missing_ok=True)


def leave(error: BaseException) -> None:
    """Write what ends this process at once, for the window to log."""
    with suppress(OSError), _file(os.getpid()).open("a", encoding="utf-8") as file:
        traceback.print_exception(error, file=file)


def tell(pid: int | None) -> None:
    """Log the trace that the process `pid` has left, if any; the log takes out what is private."""
    if pid is None:
        return
    path = _file(pid)
    with suppress(OSError):
        trace = path.read_text(encoding="utf-8", errors="replace").strip()
        path.unlink()
        if trace:
            _log.error("The engine broke down:\n%s", trace)


def _file(pid: int) -> Path:
    """Named as the window's own, so that the next start finds it where both broke down."""
    return home() / Part.LOGS / f"crash-engine-{pid}.txt"
