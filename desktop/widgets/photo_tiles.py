"""The photos of a lesson as tiles: the part that is meant, and the light of each as a sign."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop import sentences
from desktop.state import concept_words
from desktop.state.photo_tray import Box, PhotoTray, TrayPhoto
from desktop.theme import SPACE, photo_icon
from desktop.thumbnails import Thumbnails
from desktop.widgets.light_sign import paint_light
from engine.vision.findings import Finding, PhotoReport

_PATH = int(Qt.ItemDataRole.UserRole)
_LINES = 5.0
_SIGN = 0.25  # of the tile's side


class PhotoTiles(QListWidget):
    """Several can be selected, to be left out together."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        side = SPACE.lines(_LINES)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setIconSize(QSize(side, side))
        self.setGridSize(QSize(side + SPACE.lines(4.5), side + SPACE.lines(1.8)))
        self.setWordWrap(True)

    def show_photos(self, tray: PhotoTray) -> None:
        """Show the photos of the tray; the current one stays."""
        paths = [photo.path for photo in tray.photos]
        if paths != [self.item(row).data(_PATH) for row in range(self.count())]:
            self._fill(paths)
        for row, photo in enumerate(tray.photos):
            self._show(self.item(row), photo, tray)

    def current_path(self) -> Path | None:
        """The photo that is looked at; None where there is none."""
        item = self.currentItem()
        return item.data(_PATH) if item else None

    def selected_paths(self) -> list[Path]:
        """The photos that are selected."""
        return [item.data(_PATH) for item in self.selectedItems()]

    def _fill(self, paths: list[Path]) -> None:
        current = self.current_path()
        self.clear()
        for path in paths:
            item = QListWidgetItem()
            item.setData(_PATH, path)
            item.setSizeHint(self.gridSize())  # a picture and words that come later shift nothing
            self.addItem(item)
        self.setCurrentRow(paths.index(current) if current in paths else 0)

    def _show(self, item: QListWidgetItem, photo: TrayPhoto, tray: PhotoTray) -> None:
        report = tray.reports.get(photo.path)
        item.setIcon(photo_icon(self._tile(photo, report, tray.crop_of(photo))))
        word = concept_words.light(report.light) if report else self.tr("Looking")
        item.setText(word)
        item.setToolTip("\n".join((photo.path.name, *in_words(report, tray))))
        spoken = self.tr("Photo {number}: {light}").format(number=self.row(item) + 1, light=word)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _tile(self, photo: TrayPhoto, report: PhotoReport | None, box: Box | None) -> QPixmap:
        """The part that is meant, with its light as a sign in the corner."""
        ratio = self.devicePixelRatioF()
        side = round(self.iconSize().width() * ratio)
        tile = QPixmap(side, side)
        tile.fill(self.palette().alternateBase().color())
        view = self._thumbnails.get(photo.path, side)
        painter = QPainter(tile)
        if view is not None:
            keep, smooth = Qt.AspectRatioMode, Qt.TransformationMode.SmoothTransformation
            part = _part(view, report, box).scaled(tile.size(), keep.KeepAspectRatio, smooth)
            painter.drawPixmap((side - part.width()) // 2, (side - part.height()) // 2, part)
        if report is not None:
            size = side * _SIGN
            corner = QRectF(side - size * 1.15, side - size * 1.15, size, size)
            paint_light(painter, corner, report.light, self.palette())
        painter.end()
        tile.setDevicePixelRatio(ratio)
        return tile


def in_words(report: PhotoReport | None, tray: PhotoTray) -> list[str]:
    """What is to be said about a photo of the tray: reason and fix of each finding."""
    if report is None:
        return []
    if not report.findings:
        return [concept_words.light(report.light)]
    return [_sentence(finding, tray) for finding in report.findings]


def _sentence(finding: Finding, tray: PhotoTray) -> str:
    """Reason and fix, and between them which photo is meant where that is another one."""
    said = [sentences.translated(finding.reason), sentences.translated(finding.fix)]
    paths = [photo.path for photo in tray.photos]
    if finding.other is not None and finding.other in paths:
        words = _tr("It is photo {number}, {file}.")
        number = paths.index(finding.other) + 1
        said.insert(1, words.format(number=number, file=finding.other.name))
    return " ".join(said)


def _part(view: QPixmap, report: PhotoReport | None, box: Box | None) -> QPixmap:
    """The part of a view that is meant, where the view shows the whole photo."""
    if report is None or box is None or not report.width:
        return view
    if abs(view.width() * report.height - view.height() * report.width) > report.width * 2:
        return view  # the view of a very long photo lacks its ends
    scale = view.width() / report.width
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return view.copy(left, top, max(1, right - left), max(1, bottom - top))


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhotoTiles", text)
