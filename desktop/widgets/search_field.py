"""A line to look for something: with a sign, and a button that empties it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from desktop import theme


class SearchField(QLineEdit):
    """Its own buttons have names for screen readers, which Qt leaves out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        before = set(self.findChildren(QToolButton))
        self.setClearButtonEnabled(True)
        for button in set(self.findChildren(QToolButton)) - before:
            button.setAccessibleName(self.tr("Clear"))
            button.setToolTip(self.tr("Clear"))
        sign = QAction(theme.icon("search"), self.tr("Search"), self)
        sign.triggered.connect(self.setFocus)
        self.addAction(sign, QLineEdit.ActionPosition.LeadingPosition)
