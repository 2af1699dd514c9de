"""Small views of pictures for lists: there at once when known, else made aside and announced."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from desktop import background
from engine.errors import YoError
from engine.thumbnails import kept_side, thumbnail

AT_ONCE = 2
"""Views that are made at the same time; more would only take the engine's cores."""
MOST_WAITING = 240
"""Views that wait; what was asked for before them has scrolled away, and will be asked again."""
MOST_PIXELS = 24 * 2**20
"""Kept in memory: about 100 MB."""


@dataclass(frozen=True, slots=True)
class _Wish:
    path: Path
    side: int


@dataclass(frozen=True, slots=True)
class _Made:
    wish: _Wish
    image: QImage | None
    """None where the picture cannot be read."""


class Thumbnails(QObject):
    """Views of pictures by path. One for the whole window, used in its thread."""

    ready = Signal(object)
    """A path whose view can be had now, or of which is known that it never can."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: OrderedDict[_Wish, QPixmap] = OrderedDict()
        self._pixels = 0
        self._unreadable: set[Path] = set()
        self._waiting: OrderedDict[_Wish, None] = OrderedDict()
        self._made: set[_Wish] = set()

    def get(self, path: Path, side: int) -> QPixmap | None:
        """The view whose shorter side has at least `side` device pixels; None until `ready`.

        It keeps the picture's shape, at most twice as long as wide, and is never enlarged.
        """
        wish = _Wish(path, kept_side(side))
        if wish in self._known:
            self._known.move_to_end(wish)
            return self._known[wish]
        if path not in self._unreadable and wish not in self._made:
            self._waiting[wish] = None
            self._waiting.move_to_end(wish)
            self._start()
        return None

    def unreadable(self, path: Path) -> bool:
        """Whether the file was looked at and is no sound picture."""
        return path in self._unreadable

    def forget(self, path: Path) -> None:
        """Let go of what is in memory about a picture that was changed or erased."""
        self._unreadable.discard(path)
        for wish in [wish for wish in self._known if wish.path == path]:
            self._drop(wish)

    def _start(self) -> None:
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)
        while self._waiting and len(self._made) < AT_ONCE:
            wish, _ = self._waiting.popitem()  # the newest is what is looked at now
            self._made.add(wish)
            background.run(_make, wish).done.connect(self._on_done)

    def _on_done(self, made: _Made) -> None:
        self._made.discard(made.wish)
        if made.image is None:
            self._unreadable.add(made.wish.path)
        else:
            self._keep(made.wish, QPixmap.fromImage(made.image))
        self._start()
        self.ready.emit(made.wish.path)

    def _keep(self, wish: _Wish, view: QPixmap) -> None:
        self._known[wish] = view
        self._pixels += view.width() * view.height()
        while self._pixels > MOST_PIXELS and len(self._known) > 1:
            self._drop(next(iter(self._known)))

    def _drop(self, wish: _Wish) -> None:
        view = self._known.pop(wish)
        self._pixels -= view.width() * view.height()


def shared() -> Thumbnails:
    """The one of the running application; made when it is first asked for."""
    app = QCoreApplication.instance()
    found = app.findChild(Thumbnails) if app else None
    return found if found is not None else Thumbnails(app)


def _make(wish: _Wish) -> _Made:
    """Runs aside; a picture that cannot be read is no failure here."""
    try:
        image = QImage.fromData(thumbnail(wish.path, wish.side))
    except (YoError, OSError, MemoryError):
        return _Made(wish, None)
    return _Made(wish, None if image.isNull() else image)
