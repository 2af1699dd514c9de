"""The licences of base models that were accepted, to be read again at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.state.accepted_licences import AcceptedLicence, accepted_licences
from desktop.views.problem_dialog import show_problem
from engine.errors import YoError


def show_licences(parent: QWidget, fingerprint: str = "") -> None:
    """Open the dialog, at the licence of one model where that is named."""
    try:
        found = accepted_licences()
    except YoError as error:
        show_problem(parent, error)
        return
    dialog = LicencesDialog(found, parent, fingerprint)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


class LicencesDialog(QDialog):
    """A list of models and days, and the text of the one that is chosen."""

    def __init__(
        self,
        found: Sequence[AcceptedLicence],
        parent: QWidget | None = None,
        fingerprint: str = "",
    ) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(self.tr("Accepted licences"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.addItems([one.title for one in self._found])
        self.list.setMaximumHeight(theme.SPACE.lines(8))
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text of the licence"))
        nothing = QLabel(self.tr("No base model was brought yet, so no licence was accepted."))
        nothing.setWordWrap(True)
        nothing.setVisible(not self._found)
        for widget in (self.list, self.text):
            widget.setVisible(bool(self._found))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (nothing, self.list, self.text, buttons):
            layout.addWidget(part)
        self.resize(theme.room(self, 38, 30))
        self.list.currentRowChanged.connect(self._show)
        wanted = [row for row, one in enumerate(self._found) if one.fingerprint == fingerprint]
        self.list.setCurrentRow(wanted[0] if wanted else 0)

    def _show(self, row: int) -> None:
        self.text.setPlainText(self._found[row].text if row >= 0 else "")
