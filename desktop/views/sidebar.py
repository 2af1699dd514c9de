"""The places of the window, as a list at its side."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from desktop import theme
from desktop.state.navigation import Place

_ROLE = Qt.ItemDataRole.UserRole


class Sidebar(QListWidget):
    """One row a place. Narrow, it shows the icons alone."""

    chosen = Signal(object)
    """The Place that the person chose."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Places"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(theme.icon_size())
        self.setUniformItemSizes(True)
        self.setSpacing(theme.SPACE.lines(0.12))
        self.setAutoFillBackground(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._narrow = False
        self.currentItemChanged.connect(self._on_current)

    def add(self, place: Place, title: str, icon_name: str) -> None:
        """One more place, at the end."""
        item = QListWidgetItem(theme.icon(icon_name), title)
        item.setData(_ROLE, place)
        item.setToolTip(title)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, title)
        item.setSizeHint(QSize(0, theme.SPACE.lines(2)))
        self.addItem(item)
        self.refresh()

    def show_place(self, place: Place) -> None:
        """Mark the place that is shown, without choosing it."""
        for row in range(self.count()):
            if self.item(row).data(_ROLE) == place:
                self.blockSignals(True)
                self.setCurrentRow(row)
                self.blockSignals(False)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or with words."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.refresh()

    def refresh(self) -> None:
        """Fit the width to what is shown."""
        items = [self.item(row) for row in range(self.count())]
        measure = self.fontMetrics().horizontalAdvance
        widest = 0 if self._narrow else max((measure(one.toolTip()) for one in items), default=0)
        self.setFixedWidth(widest + self.iconSize().width() + theme.SPACE.lines(3.1))
        for item in items:
            item.setText("" if self._narrow else item.toolTip())

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(Place(item.data(_ROLE)))
