"""Work on chats beside the window, piece after piece: the disk never holds the window up."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from desktop import background
from engine.chats.store import ChatStore
from engine.errors import YoError

Work = Callable[[ChatStore], Any]
Then = Callable[[Any], None]
Otherwise = Callable[[], None]


def _nothing(result: object = None) -> None:
    """What follows where nobody waits for a result, or for a failure."""


class Keeper(Protocol):
    """Does work on a store of chats, in the order it is asked for."""

    def do(self, work: Work, then: Then = _nothing, otherwise: Otherwise = _nothing) -> None:
        """Call `work(store)`, later `then(its result)` here.

        Where it fails, `otherwise()` is called instead, and a YoError goes to `failed`.
        """
        ...

    def close(self) -> None:
        """Nothing more is asked."""
        ...


class LibraryKeeper(QObject):
    """Over the person's library: each piece of work opens the store in a thread of the pool."""

    failed = Signal(object)
    """A YoError: the disk is full, the library is newer, …"""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._waiting: deque[tuple[Work, Then, Otherwise]] = deque()
        self._then: Then | None = None
        self._otherwise: Otherwise = _nothing

    @property
    def idle(self) -> bool:
        """Whether all that was asked is done."""
        return self._then is None and not self._waiting

    def do(self, work: Work, then: Then = _nothing, otherwise: Otherwise = _nothing) -> None:
        """Call `work(store)` in the pool after what was asked before."""
        self._waiting.append((work, then, otherwise))
        self._next()

    def close(self) -> None:
        """What was asked is still done; its results are not told."""
        self._waiting = deque((work, _nothing, _nothing) for work, *_ in self._waiting)

    def _next(self) -> None:
        if self._then is not None or not self._waiting:
            return
        work, self._then, self._otherwise = self._waiting.popleft()
        pending = background.run(_with_store, self._folder, work)
        pending.done.connect(self._on_done)
        pending.failed.connect(self._on_failed)

    def _on_done(self, result: object) -> None:
        then, self._then = self._then, None
        try:
            if then is not None:
                then(result)
        finally:
            self._next()

    def _on_failed(self, error: Exception) -> None:
        self._then, otherwise = None, self._otherwise
        self._next()
        otherwise()
        if not isinstance(error, YoError):
            raise error
        self.failed.emit(error)


class MemoryKeeper(QObject):
    """Over a store in memory: at once, here, and nothing is ever written."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = ChatStore.temporary()

    def do(self, work: Work, then: Then = _nothing, otherwise: Otherwise = _nothing) -> None:
        """Call `work(store)` now."""
        try:
            result = work(self._store)
        except YoError as error:
            otherwise()
            self.failed.emit(error)
            return
        then(result)

    def close(self) -> None:
        """Forget all."""
        self._store.close()


def _with_store(folder: Path, work: Work) -> object:
    with ChatStore.open(folder) as store:
        return work(store)
