"""How far a job is, on a bar.

Qt counts no further than to 2³¹, and weights have more bytes. And it paints a bar that moves at
once, with all of the window that waits for being painted: it is for the loop to say when.
"""

from PySide6.QtWidgets import QProgressBar

from engine.events import Progress

_MOST = 2**31 - 1


def show_progress(bar: QProgressBar, progress: Progress | None) -> None:
    """Show a job's latest progress; None is a bar that is busy, and says no number."""
    done, total = (progress.done, progress.total) if progress else (0, 0)
    shrunk = total // _MOST + 1
    bar.setUpdatesEnabled(False)
    bar.setRange(0, total // shrunk)
    bar.setValue(done // shrunk)
    bar.setUpdatesEnabled(True)
