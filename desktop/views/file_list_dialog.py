"""Shows every file before it goes; nothing is removed that was not listed here."""

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
from engine.paths import home


class FileListDialog(QDialog):
    """The files of one clean-up, and the question."""

    agreed = Signal(object)
    """The CleanUp that may be done."""

    def __init__(
        self, offer: CleanUp, title: str, loss: str, parent: QWidget | None = None
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
        for path in offer.files:
            self.files.addItem(path.relative_to(home()).as_posix())
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

    def _agree(self) -> None:
        self.agreed.emit(self._offer)
        self.accept()
