"""Photos that go with the next message: read, cleaned and kept in memory until it is said."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import background
from engine.chats.entries import NewPicture
from engine.chats.photos import attached
from engine.errors import YoError


class Attachments(QObject):
    """One photo at most: the model looks at one with each message. A newer one takes its place."""

    changed = Signal()
    replaced = Signal()
    """A photo took the place of another, or more were given than one."""
    failed = Signal(object)
    """A YoError: the file is no photo."""
    refused = Signal(object)
    """The names, a list, of what was brought and is no photo by its name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photo: NewPicture | None = None
        self._wanted = 0

    def add_files(self, paths: Sequence[Path]) -> None:
        """Attach the first of these files."""
        if not paths:
            return
        if len(paths) > 1 or self.photo is not None:
            self.replaced.emit()
        self._read(partial(attached, paths[0]))

    def add(self, read: Callable[[], NewPicture]) -> None:
        """Attach what `read` gives when it is called beside the window."""
        if self.photo is not None:
            self.replaced.emit()
        self._read(read)

    def take(self) -> tuple[NewPicture, ...]:
        """What goes with the message that is said now; nothing is attached any more."""
        taken = () if self.photo is None else (self.photo,)
        self.remove()
        return taken

    def remove(self) -> None:
        """Attach nothing."""
        self._wanted += 1
        if self.photo is not None:
            self.photo = None
            self.changed.emit()

    def _read(self, read: Callable[[], NewPicture]) -> None:
        self._wanted += 1
        pending = background.run(read)
        pending.done.connect(partial(self._on_read, self._wanted))
        pending.failed.connect(self._on_failed)

    def _on_read(self, wanted: int, photo: NewPicture) -> None:
        if wanted == self._wanted:  # else another one was attached meanwhile
            self.photo = photo
            self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, YoError):
            raise error
        self.failed.emit(error)
