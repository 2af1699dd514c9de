"""The gallery: every picture that was drawn, with what drew it and what a person says of it.

Files are written before the change that lists them and removed after the change that forgets them,
as in the library, whose list it shares. A file that somebody removed is noticed, not lost: the
picture can be decoded again from its codes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL.Image import Image

from engine import thumbnails
from engine.concepts.database import LibraryDatabase, OverDatabase
from engine.concepts.files import began
from engine.concepts.tables import now
from engine.errors import InputError, YoError
from engine.gallery.files import PictureFiles
from engine.gallery.labels import Labels
from engine.gallery.picture import NewPicture, Picture
from engine.gallery.query import Query, statement
from engine.gallery.styles import Styles
from engine.gallery.tables import PictureTables
from engine.paths import home

TO_UNDO = timedelta(minutes=1)
"""How long a hidden picture stays after whoever hid it is gone; an undo is open for less."""
_SHORT = 8  # characters of an id, as people see it


class Gallery(OverDatabase):
    """An open gallery. Several processes may have one open; each thread opens its own."""

    labels: Labels
    styles: Styles

    def __init__(self, folder: Path) -> None:
        """Open or make the gallery of the library in `folder`.

        SetupError where the folder cannot be written, FormatError where the list is damaged or
        was made by a newer version.
        """
        self._files = PictureFiles(folder)
        self._db = LibraryDatabase(folder / "library.db", may_be_new=not began(folder))
        self._tables = PictureTables(self._db, self._files.folder)
        self.labels = Labels(self._db)
        self.styles = Styles(self._db)

    def add(self, new: NewPicture) -> Picture:
        """Keep a finished picture. SetupError where the disk refuses."""
        with self._change():
            picture = self._tables.insert(new, self._files.keep(new.picture))
        return self._tables.pictures([picture])[0]

    def ids(self, query: Query | None = None) -> list[str]:
        """The ids of all pictures that the query finds, in its order."""
        sql, values = statement(query or Query())
        return [picture for picture, *_ in self._db.tuples(sql, *values)]

    def pictures(self, ids: Sequence[str]) -> list[Picture]:
        """These pictures in this order; ids that are gone are left out."""
        return self._tables.pictures(ids)

    def in_order(self, ids: Sequence[str]) -> list[Picture]:
        """These pictures in the order they were drawn in; ids that are gone are left out."""
        return self._tables.pictures(self._tables.in_order(ids))

    def find(self, start: str) -> Picture:
        """The one picture whose id begins so. InputError where there is none, or more than one."""
        found = self._tables.beginning_with(start) if start else []
        if len(found) != 1:
            what = "No picture's id begins" if not found else f"{len(found)} pictures' ids begin"
            raise InputError(
                f"{what} with “{start}”.", remedy="Look at the list, and give more of the id."
            )
        return self._tables.pictures(found)[0]

    def codes(self, picture: str) -> tuple[int, ...]:
        """The codes of the picture with this id, row by row."""
        return self._tables.codes(picture)

    def prompts(self, concept: str = "", limit: int = 50) -> list[str]:
        """Different wishes of the pictures of the concept with this id, or of all; latest first.

        As they were written, with wildcards. They go with their pictures: nothing else has them.
        """
        return self._tables.prompts(concept, limit)

    def hide(self, ids: Sequence[str]) -> None:
        """Delete pictures so that it can be undone: `restore` or `erase` follows."""
        with self._db.change():
            self._tables.hide(ids, now())

    def restore(self, ids: Sequence[str]) -> None:
        """Undo `hide`; those that were erased since stay so."""
        with self._db.change():
            self._tables.hide(ids, "")

    def erase(self, ids: Sequence[str]) -> int:
        """Erase pictures for good: rows, files, small views, and their words in the log.

        Returns how many they were.
        """
        with self._db.change():
            files = self._tables.delete(ids)
        self._files.remove(files)
        thumbnails.forget(self._files.folder / file for file in files)
        self._db.forget_log()
        return len(files)

    def recover(self, picture: Picture, pixels: Image) -> None:
        """Write the file of a missing picture again, as it was decoded from its codes."""
        with self._change():
            if self._tables.pictures([picture.id]):
                self._files.keep(pixels, picture.path.name)
                self._tables.set_missing(sorted(self._tables.missing() - {picture.id}))

    def tidy(self) -> list[str]:
        """Erase what was deleted and not undone, and files that nothing lists; find missing files.

        Returns the ids of pictures whose file is gone. SetupError while another process changes
        things.
        """
        late, ahead = self._late()
        if ahead:  # the clock was set back: their minute begins now
            self.hide(ahead)
        if late:
            self.erase(late)
        gone, unlisted = self._compared()
        if set(gone) != self._tables.missing() or unlisted:
            with self._db.change(patience=0):  # the one writer: nobody keeps a picture meanwhile
                gone, unlisted = self._compared()
                self._files.remove(unlisted)
                thumbnails.forget(self._files.folder / file for file in unlisted)
                self._tables.set_missing(gone)
        return gone

    def _compared(self) -> tuple[list[str], set[str]]:
        """Ids of pictures without a file, and names of files without a picture."""
        present, listed = self._files.names(), self._tables.files()
        gone = sorted(one for one, file in listed.items() if file not in present)
        return gone, present - set(listed.values())

    def _late(self) -> tuple[list[str], list[str]]:
        """Hidden pictures whose undo is over, and those that were hidden later than now."""
        here = datetime.now(UTC)
        hidden = {one: datetime.fromisoformat(at) for one, at in self._tables.hidden().items()}
        late = [one for one, at in hidden.items() if at < here - TO_UNDO]
        return late, [one for one, at in hidden.items() if at > here]

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One change of rows and files; where it fails, its files go as well."""
        try:
            with self._db.change():
                yield
        except BaseException:
            with suppress(YoError):  # the first trouble is the one to tell
                self.tidy()
            raise


def open_gallery() -> Gallery:
    """The person's gallery; close it, or use it in a `with`."""
    return Gallery(home() / "library")


def short(picture: Picture) -> str:
    """The picture's id as people see it: its beginning."""
    return picture.id[:_SHORT]
