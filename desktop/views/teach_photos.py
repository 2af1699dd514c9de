"""The photos of a lesson: added, judged by a light with reason and fix, and cropped."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.context import Context
from desktop.pasted import png_of
from desktop.state import opening
from desktop.state.opening import PICTURES
from desktop.state.photo_tray import Box, PhotoTray, TrayPhoto
from desktop.theme import SPACE
from desktop.thumbnails import Thumbnails
from desktop.widgets.action_button import tool_button
from desktop.widgets.crop_editor import CropEditor
from desktop.widgets.photo_tiles import PhotoTiles, in_words


class TeachPhotos(QWidget):
    """Takes photos by dialog, folder, drop and paste; nothing is changed in the files."""

    def __init__(
        self, tray: PhotoTray, context: Context, thumbnails: Thumbnails, page: QWidget
    ) -> None:
        """What brings photos has keys that work in all of `page`."""
        super().__init__()
        self._tray, self._context, self._thumbnails = tray, context, thumbnails
        self._list = PhotoTiles(thumbnails)
        self._crop = CropEditor()
        self._said = QLabel(wordWrap=True, textInteractionFlags=_READABLE)
        self._summary = theme.as_note(QLabel())
        self._unchecked = theme.as_note(QLabel(wordWrap=True))
        self._empty = theme.as_note(QLabel(alignment=Qt.AlignmentFlag.AlignCenter))
        self._cropped: tuple[Path | None, bool, Box | None] = (None, False, None)
        """What the editor shows: which photo, whether its view has come, and the suggestion."""
        self._add_actions(page)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.refresh()

    def refresh(self) -> None:
        """Show the tray as it is now."""
        self._list.show_photos(self._tray)
        self._undo_action.setEnabled(self._tray.can_undo)
        self._redo_action.setEnabled(self._tray.can_redo)
        self._remove_action.setEnabled(bool(self._list.selected_paths()))
        self._empty.setVisible(not self._tray.photos)
        self._body.setVisible(bool(self._tray.photos))
        self._summary.setText(self._summary_words())
        unchecked = [sentences.translated(sentence) for sentence in self._tray.unchecked]
        self._unchecked.setText(" ".join(unchecked))
        self._unchecked.setVisible(bool(unchecked))
        self._show_current()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take photo files, folders and pictures; of others it is said why they are not taken."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Add them."""
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _add_actions(self, page: QWidget) -> None:
        add = self._context.actions.add
        self._row_actions = [
            add(self, "teach.add_photos", self._ask_files, scope=page),
            add(self, "teach.add_folder", self._ask_folder, scope=page),
            add(self, "teach.paste", self._paste, scope=page),
        ]
        self._remove_action = add(self, "teach.remove", self._remove)
        self._whole_action = add(self, "teach.whole", self._take_whole, scope=page)
        self._undo_action = add(self, "teach.undo", self._tray.undo)
        self._redo_action = add(self, "teach.redo", self._tray.redo)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        others = (self._remove_action, self._whole_action, self._undo_action, self._redo_action)
        for action in (*self._row_actions, *others):
            bar.addWidget(tool_button(action, words=action in self._row_actions))
        bar.addStretch()
        self._list.setAccessibleName(self.tr("Photos"))
        self._said.setMinimumHeight(SPACE.lines(3))
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setText(
            self.tr(
                "Drop photos or a folder here, paste one, or add them with the buttons above.\n"
                "Three to ten photos from several sides do best."
            )
        )
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._said)
        column.addWidget(self._crop, 1)
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._body.addWidget(self._list)
        self._body.addWidget(below)
        self._body.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._unchecked)
        layout.addWidget(self._summary)

    def _connect(self) -> None:
        self._tray.changed.connect(self.refresh)
        self._thumbnails.ready.connect(self._on_ready)
        self._list.currentItemChanged.connect(self._show_current)
        self._list.itemSelectionChanged.connect(self._on_selection)
        self._crop.changed.connect(self._on_cropped)

    def _summary_words(self) -> str:
        tray = self._tray
        said = [self.tr("%n photo(s)", "", len(tray.photos))] if tray.photos else []
        if tray.located:
            said.append(
                self.tr("Where they were taken is removed from %n of the copies", "", tray.located)
            )
        if tray.photos:
            said.append(self.tr("Your files stay as they are"))
        return " · ".join(said)

    def _show_current(self) -> None:
        photo = self._current()
        report = self._tray.reports.get(photo.path) if photo else None
        self._said.setText("\n".join(in_words(report, self._tray)))
        self._crop.setEnabled(photo is not None and report is not None and report.width > 0)
        self._whole_action.setEnabled(self._crop.isEnabled())
        if photo is None or report is None or not report.width:
            return
        side = round(max(self._crop.width(), self._crop.height()) * self.devicePixelRatioF())
        view = self._thumbnails.get(photo.path, side)
        box = self._tray.crop_of(photo)
        if self._cropped != (photo.path, view is not None, report.crop):
            size = (report.width, report.height)
            self._crop.show_photo(view or QPixmap(), size, report.crop)
            self._cropped = (photo.path, view is not None, report.crop)
        if box is not None and box != self._crop.box:
            self._crop.set_box(box)

    def _current(self) -> TrayPhoto | None:
        path = self._list.current_path()
        return next((photo for photo in self._tray.photos if photo.path == path), None)

    def _on_ready(self, path: Path) -> None:
        if any(photo.path == path for photo in self._tray.photos):
            self.refresh()

    def _on_selection(self) -> None:
        self._remove_action.setEnabled(bool(self._list.selected_paths()))

    def _on_cropped(self, box: object) -> None:
        photo = self._current()
        if photo is not None and isinstance(box, tuple):
            self._tray.crop(photo.path, box)

    def _take_whole(self) -> None:
        if photo := self._current():
            self._tray.crop(photo.path, None)

    def _ask_files(self) -> None:
        endings = " ".join(f"*{ending}" for ending in sorted(PICTURES))
        pattern = self.tr("Photos ({endings})").format(endings=endings)
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Add photos"), "", pattern)
        if names:
            self._tray.add([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Add a folder of photos"))
        if name:
            self._tray.add([Path(name)])

    def _paste(self) -> None:
        self._take(QGuiApplication.clipboard().mimeData())

    def _take(self, data: QMimeData) -> None:
        """Add what was dropped or pasted, and say what could not be added."""
        paths, others = opening.sorted_out(data, _is_photo)
        if paths:
            self._tray.add(paths)
        elif data.hasImage():  # a browser's picture comes with the link that it is from
            image = QImage(data.imageData())
            if not image.isNull():
                self._tray.paste(png_of(image))
            return
        if others:
            self._context.notices.say(opening.only_photos(others, folders=True))

    def _remove(self) -> None:
        self._tray.remove(self._list.selected_paths())


_READABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


def _is_photo(path: Path) -> bool:
    return path.is_dir() or opening.is_picture(path)
