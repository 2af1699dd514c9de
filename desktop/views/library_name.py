"""Asks for another name where a concept that is added has the name of one that is there."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from desktop.state.library import TakenName


def ask_name(parent: QWidget, taken: TakenName) -> QInputDialog:
    """Open the question; where it is answered, the concept is added under that name."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_tr("The name is taken"))
    words = _tr("There is a concept “{name}” already. Keep the new one as:")
    dialog.setLabelText(words.format(name=taken.name))
    dialog.setTextValue(taken.suggested)
    dialog.setOkButtonText(_tr("Keep"))
    dialog.setCancelButtonText(_tr("Cancel"))
    dialog.textValueSelected.connect(taken.add_as)
    dialog.open()
    return dialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("NameDialog", text)
