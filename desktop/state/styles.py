"""Styles that a prompt can take: what there is, and one's own added and removed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.state.errands import Errands
from engine.errors import YoError
from engine.gallery.store import Gallery
from engine.gallery.styles import Style, Styles, styled


class StylesState(QObject):
    """The list as it was last read. All of it is read and changed beside the window."""

    changed = Signal()
    failed = Signal(object)
    """A YoError: a name or its words are unfit."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """`folder` is that of the library."""
        super().__init__(parent)
        self._folder = folder
        self._errands = Errands(self)
        self._errands.failed.connect(self._on_failed)
        self.known: tuple[Style, ...] = ()

    def load(self) -> None:
        """Read the list."""
        self._change(lambda _: None)

    def add(self, name: str, words: str) -> None:
        """Keep a style of one's own."""
        self._change(lambda styles: styles.add(name, words))

    def remove(self, name: str) -> None:
        """Forget a style of one's own."""
        self._change(lambda styles: styles.remove(name))

    def applied(self, prompt: str, style: Style) -> str:
        """The prompt with the style's words."""
        return styled(prompt, [style])

    def _change(self, change: Callable[[Styles], object]) -> None:
        self._errands.run(partial(_changed, self._folder, change), self._on_known)

    def _on_known(self, known: tuple[Style, ...]) -> None:
        self.known = known
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, YoError):
            raise error
        self.failed.emit(error)


def _changed(folder: Path, change: Callable[[Styles], object]) -> tuple[Style, ...]:
    """Runs aside: change the list, and read it."""
    with Gallery(folder) as gallery:
        change(gallery.styles)
        return tuple(gallery.styles.all())
