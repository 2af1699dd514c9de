"""What the snapshots of a learning drew, side by side: the same words and seed over time."""

from collections.abc import Mapping, Sequence

from PIL.Image import Image
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.state import concept_words
from desktop.theme import SPACE, photo_icon

_EPOCH = int(Qt.ItemDataRole.UserRole)
_LINES = 5.5


class SampleStrip(QListWidget):
    """One picture for each epoch, the first drawing of each; `chosen` tells the epoch."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = SPACE.lines(_LINES)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(QSize(side, side))
        self.setSpacing(SPACE.xs)
        self.setFixedHeight(side + SPACE.lines(4))
        self.setAccessibleName(self.tr("Drawings over time"))
        self.itemActivated.connect(self._on_activated)
        self._shown: dict[int, int] = {}

    def show_samples(
        self, samples: Mapping[int, Sequence[Image]], scores: Mapping[int, Mapping[str, float]]
    ) -> None:
        """Show the drawings of these epochs with their scores; what is shown already stays."""
        if not set(self._shown) <= set(samples):
            self.clear()
            self._shown.clear()
        for epoch in sorted(samples):
            key = id(samples[epoch][0])
            item = self._item(epoch)
            if self._shown.get(epoch) != key:
                item.setIcon(photo_icon(pixmap(samples[epoch][0], self.iconSize().width())))
                self._shown[epoch] = key
            item.setText(self.tr("Epoch {number}").format(number=epoch))
            item.setToolTip(_scores(scores.get(epoch, {})))
            spoken = f"{item.text()}; {item.toolTip()}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _item(self, epoch: int) -> QListWidgetItem:
        for row in range(self.count()):
            if self.item(row).data(_EPOCH) == epoch:
                return self.item(row)
        item = QListWidgetItem()
        item.setData(_EPOCH, epoch)
        self.addItem(item)
        self.scrollToItem(item)
        return item

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_EPOCH))


def pixmap(picture: Image, side: int) -> QPixmap:
    """A drawing as a view of at least `side` points; small ones are enlarged without smoothing."""
    rgb = picture.convert("RGB")
    image = QImage(
        rgb.tobytes(), rgb.width, rgb.height, 3 * rgb.width, QImage.Format.Format_RGB888
    ).copy()
    times = max(1, -(-side // rgb.width))
    return QPixmap.fromImage(image.scaled(rgb.width * times, rgb.height * times))


def _scores(scores: Mapping[str, float]) -> str:
    return "; ".join(
        f"{concept_words.score(name)} {concept_words.number(value)}"
        for name, value in scores.items()
    )
