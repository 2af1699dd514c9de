"""Shows every file before it goes; nothing is removed that was not listed here."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.state.job_words import size
from engine.cleaning import CleanUp
from engine.former_folder import Former
from engine.paths import home

MOST = 1000
"""Files that are named."""


class FileListDialog(QDialog):
    """The files of one clean-up, or of the former folder, and the question."""

    agreed = Signal(object)
    """The CleanUp or Former that may be done away with."""

    def __init__(
        self, offer: CleanUp | Former, title: str, loss: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._offer = offer
        self.setWindowTitle(self.tr("Remove files"))
        words = QLabel(
            self.tr("{what}: %n file(s), {size}", "", len(offer.files)).format(
                what=title, size=size(offer.bytes)
            )
        )
        words.setWordWrap(True)
        self.files = QListWidget()
        self.files.setAccessibleName(self.tr("Files that will be removed"))
        self._list(offer.folder if isinstance(offer, Former) else home())
        buttons = QDialogButtonBox()
        self.remove = buttons.addButton(
            self.tr("Remove"), QDialogButtonBox.ButtonRole.DestructiveRole
        )
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        layout.addWidget(theme.as_heading(words))
        layout.addWidget(theme.as_note(QLabel(loss)))
        layout.addWidget(self.files)
        layout.addWidget(buttons)
        self.resize(theme.room(self, 34, 22))
        self.remove.clicked.connect(self._agree)
        buttons.rejected.connect(self.reject)

    def _list(self, folder: Path) -> None:
        """By their names in the folder; of very many the first ones."""
        for path in self._offer.files[:MOST]:
            self.files.addItem(path.relative_to(folder).as_posix())
        if (more := len(self._offer.files) - MOST) > 0:
            self.files.addItem(self.tr("… and %n more", "", more))

    def _agree(self) -> None:
        self.agreed.emit(self._offer)
        self.accept()
