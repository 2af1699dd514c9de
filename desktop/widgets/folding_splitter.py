"""Parts side by side, and one above the other where a window is too narrow for that."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class FoldingSplitter(QSplitter):
    """Asks for no more width than its widest part: with larger text, what is beside goes below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as the widest part can be; folded, as high as all parts would like to be."""
        height = super().minimumSizeHint().height()
        if self.orientation() is Qt.Orientation.Vertical:
            height = max(height, sum(part.sizeHint().height() for part in self._parts()))
        return QSize(max(self._widths(), default=0), height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold, or lay side by side again."""
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        """A part that needs more or less room than before may fold it as well."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()
        return done

    def _fold(self) -> None:
        widths = self._widths()
        needed = sum(widths) + self.handleWidth() * max(0, len(widths) - 1)
        fits = self.width() >= needed
        wanted = Qt.Orientation.Horizontal if fits else Qt.Orientation.Vertical
        if self.orientation() is not wanted:
            self.setOrientation(wanted)

    def _widths(self) -> list[int]:
        """What each part that is shown needs at least, in device-independent pixels."""
        parts = self._parts()
        return [max(part.minimumWidth(), part.minimumSizeHint().width()) for part in parts]

    def _parts(self) -> list[QWidget]:
        """Those that are shown."""
        parts = (self.widget(number) for number in range(self.count()))
        return [part for part in parts if part is not None and not part.isHidden()]
