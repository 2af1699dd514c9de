"""What a window that was killed left behind goes at the next start, before anybody misses it."""

from contextlib import suppress
from pathlib import Path

from desktop.state import drafts
from desktop.state.outgoing import Outgoing
from engine import cleaning
from engine.errors import YoError


def sweep(home: Path) -> None:
    """Erase copies and drafts of a former window, and what killed processes left; runs aside.

    A folder that cannot be written is told by whoever needs it.
    """
    with suppress(YoError, OSError):
        Outgoing(home).erase()
        drafts.erase(home)
        cleaning.sweep()
