"""The gallery's pictures as a Qt model: all ids at once, their facts page by page, read aside."""

from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.state.errands import Errands
from engine.gallery.picture import Picture
from engine.gallery.store import Gallery

PAGE = 64
"""Pictures whose facts are read at once."""
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_BEGINS = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchWrap


class PictureRole(IntEnum):
    """What a row tells besides Qt's own roles."""

    PICTURE = Qt.ItemDataRole.UserRole + 1
    """A Picture; None until its page was read."""
    ID = Qt.ItemDataRole.UserRole + 2


class PictureModel(QAbstractListModel):
    """A list of pictures. A row is known by its id at once and by its facts a moment later."""

    read = Signal()
    """More facts are known, or others than before."""
    failed = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """`folder` is the library's."""
        super().__init__(parent)
        self._folder = folder
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._known: dict[str, Picture] = {}
        self._asked: set[str] = set()
        self._pages: list[int] = []
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read_pages)

    @property
    def ids(self) -> list[str]:
        """The id of every row."""
        return list(self._ids)

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many pictures there are."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row tells; asking for facts that are not known yet has them read."""
        if not index.isValid():
            return None
        picture = self._id_known(self._ids[index.row()])
        match role:
            case PictureRole.PICTURE:
                return picture
            case PictureRole.ID:
                return self._ids[index.row()]
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return "" if picture is None else picture.prompt
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.tr("Loading") if picture is None else self.words(picture)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, and dragged out of the window."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def match(
        self,
        start: Index,
        role: int,
        value: object,
        hits: int = 1,
        flags: Qt.MatchFlag = _BEGINS,
    ) -> list[QModelIndex]:
        """Pictures whose prompt begins so, from `start` on and round again; what was read of them.

        Whoever types in the wall looks for one like this: to ask for each would have all read.
        """
        if role != Qt.ItemDataRole.DisplayRole:
            return super().match(start, role, value, hits, flags)
        typed = str(value).casefold()
        known = (one for one in self._known.values() if one.prompt.casefold().startswith(typed))
        rows = sorted(self._rows[one.id] for one in known)
        ahead = [row for row in rows if row >= start.row()]
        found = [*ahead, *rows[: len(rows) - len(ahead)]]
        return [self.index(row) for row in (found if hits < 0 else found[:hits])]

    def words(self, picture: Picture) -> str:
        """A picture for those who do not see it."""
        said = [picture.prompt, self.tr("seed {seed}").format(seed=picture.seed)]
        if picture.favourite:
            said.append(self.tr("favourite"))
        if picture.rating:
            said.append(self.tr("%n star(s)", "", picture.rating))
        if picture.missing:
            said.append(self.tr("its file is gone"))
        return ", ".join(said)

    def row_of(self, picture: str) -> int:
        """The row of this id; -1 where it is not shown."""
        return self._rows.get(picture, -1)

    def picture(self, row: int) -> Picture | None:
        """The picture of a row, where its facts are known."""
        return self._known.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def show_ids(self, ids: Sequence[str]) -> None:
        """Show these in place of the former ones; what both have stays selected."""
        new, old = list(ids), self._ids
        begin = _shared(old, new)
        end = _shared(old[begin:][::-1], new[begin:][::-1])
        gone, come = len(old) - begin - end, len(new) - begin - end
        if gone and come:
            self.beginResetModel()
            self._take(new)
            self.endResetModel()
        elif come:
            self.beginInsertRows(QModelIndex(), begin, begin + come - 1)
            self._take(new)
            self.endInsertRows()
        elif gone:
            self.beginRemoveRows(QModelIndex(), begin, begin + gone - 1)
            self._take(new)
            self.endRemoveRows()

    def reread(self, ids: Sequence[str]) -> None:
        """Read what is known of these anew: a label was changed."""
        asked = self._asked & set(ids)  # the others are read when they are looked at
        rows = [self._rows[one] for one in asked if one in self._rows]
        self._asked -= asked
        for page in {row // PAGE for row in rows}:
            self._ask(page)

    def _take(self, ids: list[str]) -> None:
        self._ids = ids
        self._rows = {one: row for row, one in enumerate(ids)}
        self._known = {one: self._known[one] for one in self._known if one in self._rows}
        self._asked &= self._rows.keys()

    def _id_known(self, picture: str) -> Picture | None:
        known = self._known.get(picture)
        if known is None and picture not in self._asked:
            self._ask(self._rows[picture] // PAGE)
        return known

    def _ask(self, page: int) -> None:
        wanted = self._ids[page * PAGE : (page + 1) * PAGE]
        self._asked.update(wanted)
        self._pages.append(page)
        self._soon.start()

    def _read_pages(self) -> None:
        pages, self._pages = list(dict.fromkeys(self._pages)), []
        for page in reversed(pages):  # the newest is what is looked at now
            wanted = self._ids[page * PAGE : (page + 1) * PAGE]
            if wanted:
                self._errands.run(partial(read_pictures, self._folder, wanted), self._on_read)

    def _on_read(self, pictures: list[Picture]) -> None:
        rows = [self._rows[one.id] for one in pictures if one.id in self._rows]
        self._known.update((one.id, one) for one in pictures if one.id in self._rows)
        if rows:
            first, last = self.index(min(rows)), self.index(max(rows))
            self.dataChanged.emit(first, last)
        self.read.emit()


def read_pictures(folder: Path, ids: Sequence[str]) -> list[Picture]:
    """The facts of these pictures; runs aside."""
    with Gallery(folder) as gallery:
        return gallery.pictures(ids)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
