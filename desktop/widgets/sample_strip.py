"""What the snapshots of a learning drew, side by side: the same words and seeds over time."""

from collections.abc import Mapping, Sequence

from PIL.Image import Image
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.state import concept_words
from desktop.theme import SPACE, photo_icon

_EPOCH = int(Qt.ItemDataRole.UserRole)
_LINES = 5.5
_GAP = 2  # points between two drawings of an epoch


class SampleStrip(QListWidget):
    """One item for each epoch, with all its drawings; `chosen` tells the epoch."""

    chosen = Signal(int)
    """Clicked, or reached and opened by keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = SPACE.lines(_LINES)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(QSize(self._side, self._side))
        self.setSpacing(SPACE.xs)
        self.setFixedHeight(self._side + SPACE.lines(4))
        self.setAccessibleName(self.tr("Drawings over time"))
        self.itemActivated.connect(self._on_chosen)
        self.itemClicked.connect(self._on_chosen)
        self._shown: dict[int, tuple[int, ...]] = {}

    def show_samples(
        self,
        samples: Mapping[int, Sequence[Image]],
        scores: Mapping[int, Mapping[str, float]],
        embedder: str = "",
    ) -> None:
        """Show the drawings of these epochs with their scores; what is shown already stays."""
        if not set(self._shown) <= set(samples):
            self.clear()
            self._shown.clear()
        self._make_room(max(map(len, samples.values()), default=1))
        for epoch in sorted(samples):
            keys = tuple(map(id, samples[epoch]))
            item = self._item(epoch)
            if self._shown.get(epoch) != keys:
                item.setIcon(photo_icon(_beside(samples[epoch], self._side)))
                self._shown[epoch] = keys
            item.setText(concept_words.epoch(epoch))
            item.setToolTip(concept_words.scores(scores.get(epoch, {}), embedder, "; "))
            spoken = f"{item.text()}; {item.toolTip()}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _make_room(self, drawings: int) -> None:
        wanted = QSize(drawings * self._side + (drawings - 1) * _GAP, self._side)
        if wanted != self.iconSize():
            self.setIconSize(wanted)

    def _item(self, epoch: int) -> QListWidgetItem:
        """The item of an epoch, in the order of epochs, where it is or was made just now."""
        row = sum(1 for known in self._shown if known < epoch)
        if epoch in self._shown:
            return self.item(row)
        item = QListWidgetItem()
        item.setData(_EPOCH, epoch)
        self.insertItem(row, item)
        self.scrollToItem(item)
        return item

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_EPOCH))


def _beside(pictures: Sequence[Image], side: int) -> QPixmap:
    """Drawings in a row, each as large as the strip has room for."""
    views = [pixmap(picture, side) for picture in pictures]
    whole = QPixmap(len(views) * side + (len(views) - 1) * _GAP, side)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    for place, view in enumerate(views):
        fitted = view.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(place * (side + _GAP), (side - fitted.height()) // 2, fitted)
    painter.end()
    return whole


def pixmap(picture: Image, side: int) -> QPixmap:
    """A drawing as a view of at least `side` points; small ones are enlarged without smoothing."""
    rgb = picture.convert("RGB")
    image = QImage(
        rgb.tobytes(), rgb.width, rgb.height, 3 * rgb.width, QImage.Format.Format_RGB888
    ).copy()
    times = max(1, -(-side // rgb.width))
    return QPixmap.fromImage(image.scaled(rgb.width * times, rgb.height * times))
