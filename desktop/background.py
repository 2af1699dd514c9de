"""The only place that starts threads: small work beside the window, and the reader of a pipe."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from types import TracebackType
from typing import TypeAlias

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Signal

from engine.files import refused

Hook: TypeAlias = Callable[[type[BaseException], BaseException, TracebackType | None], None]
"""What `sys.excepthook` is given."""


class Pending(QObject):
    """Small work that goes on elsewhere. It signals in the thread that asked for it."""

    done = Signal(object)
    """What the function returned."""
    failed = Signal(object)
    """The exception that it raised; what the disk refused is a SetupError."""
    _over = Signal(object, object)

    def __init__(self, function: Callable[[], object]) -> None:
        super().__init__()
        self._function = function
        self._started = False
        self._over.connect(self._settle)  # queued: the pool's thread emits it
        _open.add(self)
        QTimer.singleShot(0, self.start)  # after the caller has connected

    def work(self) -> None:
        """Call the function; in the pool's thread."""
        try:
            result = self._function()
        except Exception as error:
            self._tell(None, refused(error) or error)
        else:
            self._tell(result, None)

    def start(self) -> None:
        """Begin, where that has not happened yet."""
        if not self._started:
            self._started = True
            QThreadPool.globalInstance().start(self.work)

    def _tell(self, result: object, error: Exception | None) -> None:
        with suppress(RuntimeError):  # the window has gone meanwhile
            self._over.emit(result, error)

    def _settle(self, result: object, error: Exception | None) -> None:
        _open.discard(self)
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)


_open: set[Pending] = set()
"""Keeps what nobody else holds alive until it has told its result."""


def run(function: Callable[..., object], *args: object) -> Pending:
    """Call `function(*args)` in a pool of threads; connect to the result at once.

    The function must not touch widgets, and opens its own database connection.
    """
    return Pending(partial(function, *args))


def wait_for_all(seconds: float) -> bool:
    """Wait until the pool is idle, at the end of the app; False where time ran out."""
    for pending in list(_open):  # what was asked for last has not had a turn of the loop
        pending.start()
    return QThreadPool.globalInstance().waitForDone(round(seconds * 1000))


def set_hook(hook: Hook | None) -> None:
    """Have `hook` told of what nobody catches in a thread; None is Python's own again."""
    if hook is None:
        threading.excepthook = threading.__excepthook__
        return

    def caught(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    threading.excepthook = caught


class Reader(QThread):
    """Reads messages from the engine's pipe, as they come."""

    arrived = Signal(object)
    broke = Signal()
    """The other side is gone."""

    def __init__(self, pipe: Connection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pipe = pipe

    def run(self) -> None:
        """Read until the pipe ends."""
        try:
            while True:
                self.arrived.emit(self._pipe.recv())
        except (EOFError, OSError):
            self.broke.emit()
