"""Albums of the gallery as such: renamed, or removed while their pictures stay."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.state.errands import Errands
from desktop.state.notices import Notices
from engine.gallery.query import Query
from engine.gallery.store import Gallery


class Albums(QObject):
    """Writes aside, in order with all else that is done to the gallery."""

    changed = Signal(str, str)
    """An album's former name and its present one; empty where it was not there, or is not."""

    def __init__(
        self, folder: Path, errands: Errands, notices: Notices, parent: QObject | None = None
    ) -> None:
        """`folder` is the library's; `errands` tells what fails."""
        super().__init__(parent)
        self._folder, self._errands, self._notices = folder, errands, notices

    def rename(self, album: str, name: str) -> None:
        """Call an album `name`; fails where that is unfit or another album's."""
        work = partial(_renamed, self._folder, album, name)
        self._errands.run(work, lambda name: self.changed.emit(album, name))

    def remove(self, album: str) -> None:
        """Forget an album, empty or not; for ten seconds it can be brought back."""
        self._errands.run(partial(_removed, self._folder, album), partial(self._on_removed, album))

    def _on_removed(self, album: str, pictures: list[str]) -> None:
        text = self.tr("Album “{name}” removed; its pictures stay").format(name=album)
        bring_back = partial(self._bring_back, album, pictures)
        self._notices.offer_undo(text, commit=_nothing, undo=bring_back)
        self.changed.emit(album, "")

    def _bring_back(self, album: str, pictures: list[str]) -> None:
        work = partial(_put, self._folder, album, pictures)
        self._errands.run(work, lambda _: self.changed.emit("", album))


def _renamed(folder: Path, album: str, name: str) -> str:
    with Gallery(folder) as gallery:
        gallery.labels.rename_album(album, name)
    return name.strip()


def _removed(folder: Path, album: str) -> list[str]:
    """Ids of the pictures that it had."""
    with Gallery(folder) as gallery:
        pictures = gallery.ids(Query(album=album))
        gallery.labels.delete_album(album)
    return pictures


def _put(folder: Path, album: str, pictures: list[str]) -> None:
    with Gallery(folder) as gallery:
        gallery.labels.put(pictures, album)


def _nothing() -> None:
    """It was removed at once: there is nothing more to do."""
