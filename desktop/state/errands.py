"""Small work aside that must keep its order: one after the other, as it was asked for."""

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import background
from desktop.background import Pending


class Errands(QObject):
    """Runs functions in the pool, never two at once."""

    failed = Signal(object)
    """The exception that one of them raised; the next one runs all the same."""
    idle = Signal()
    """Nothing is left to do."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Callable[[], object], Callable[[Any], None] | None]] = deque()
        self._then: Callable[[Any], None] | None = None
        self._pending: Pending | None = None

    @property
    def busy(self) -> bool:
        """Whether something runs or waits."""
        return self._pending is not None or bool(self._waiting)

    def run(
        self, function: Callable[[], object], then: Callable[[Any], None] | None = None
    ) -> None:
        """Call `function` aside when its turn comes, then `then` with its result in this thread."""
        self._waiting.append((function, then))
        self._start()

    def _start(self) -> None:
        if self._pending is None and self._waiting:
            function, self._then = self._waiting.popleft()
            self._pending = background.run(function)
            self._pending.done.connect(self._on_done)
            self._pending.failed.connect(self._on_failed)

    def _on_done(self, result: object) -> None:
        then, self._then, self._pending = self._then, None, None
        if then is not None:
            then(result)
        self._next()

    def _on_failed(self, error: Exception) -> None:
        self._then, self._pending = None, None
        self.failed.emit(error)
        self._next()

    def _next(self) -> None:
        self._start()
        if not self.busy:
            self.idle.emit()
