"""A row of small photos that wraps; each can be chosen by mouse or keys."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop import theme
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails

_PATH = int(Qt.ItemDataRole.UserRole)
_WORDS = int(Qt.ItemDataRole.UserRole) + 1


class PhotoStrip(QListWidget):
    """Shows photos; `chosen` tells the path that was activated."""

    chosen = Signal(object)

    def __init__(
        self,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
        *,
        lines: float = 3.5,
        rows: int = 2,
    ) -> None:
        """Each photo is `lines` lines of text high; at most `rows` rows are shown, or with 0, all
        there is room for.
        """
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._most = 0
        """The height in pixels that all of its rows may take; 0: as much as there is."""
        side = SPACE.lines(lines)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(QSize(side, side))
        self.setSpacing(SPACE.xs)
        if rows:
            self._most = rows * (side + 3 * SPACE.s) + 2 * SPACE.s
            self.setMaximumHeight(self._most)
        else:  # captions are of several lengths
            self.setGridSize(QSize(side + SPACE.lines(2), side + SPACE.lines(1.5)))
        self.itemActivated.connect(self._on_activated)
        thumbnails.ready.connect(self._on_ready)

    def show_files(
        self, photos: Sequence[tuple[Path, str]], action: str = "", captions: Sequence[str] = ()
    ) -> None:
        """Show these photos with what is said of each, and perhaps words below them.

        `action` is what activating one does, where it does something.
        """
        if list(photos) == [self._shown(row) for row in range(self.count())]:
            return
        self.clear()
        for number, (path, words) in enumerate(photos, start=1):
            item = QListWidgetItem(captions[number - 1] if captions else "")
            item.setData(_PATH, path)
            item.setData(_WORDS, words)
            item.setToolTip(f"{words}\n{action}".strip())
            name = self.tr("Photo {number}: {words}").format(number=number, words=words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            item.setIcon(self._icon(path))
            if self.gridSize().isValid():
                item.setSizeHint(self.gridSize())  # a picture that comes later shifts nothing
            self.addItem(item)

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Take no more height than the photos do."""
        super().doItemsLayout()
        if self._most and self.count():
            all_rows = self.contentsSize().height() + 2 * self.frameWidth() + SPACE.xs
            self.setFixedHeight(min(self._most, all_rows))

    def _path(self, row: int) -> Path | None:
        item = self.item(row)
        found = item.data(_PATH) if item else None
        return found if isinstance(found, Path) else None

    def _shown(self, row: int) -> tuple[Path | None, str]:
        item = self.item(row)
        return self._path(row), str(item.data(_WORDS)) if item else ""

    def _icon(self, path: Path) -> QIcon:
        side = round(self.iconSize().width() * self.devicePixelRatioF())
        view = self._thumbnails.get(path, side)
        return theme.icon("image") if view is None else theme.photo_icon(_square(view, side))

    def _on_ready(self, path: Path) -> None:
        for row in range(self.count()):
            if self._path(row) == path:
                self.item(row).setIcon(self._icon(path))

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PATH))


def _square(view: QPixmap, side: int) -> QPixmap:
    """Its middle, `side` pixels wide and high: small pictures stand in line with large ones."""
    least = min(view.width(), view.height())
    left, top = (view.width() - least) // 2, (view.height() - least) // 2
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return view.copy(left, top, least, least).scaled(side, side, keep, smooth)
