"""Asks which concept the selected one is the same as."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QInputDialog, QWidget

from desktop.state.library import LibraryState
from engine.concepts.cards import Card


def ask_merge(parent: QWidget, state: LibraryState, card: Card) -> QInputDialog:
    """Open the question; where it is answered, the state merges."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_tr("Merge"))
    words = _tr("“{name}” is the same as this one, and becomes part of it with all it has:")
    dialog.setLabelText(words.format(name=card.entry.name))
    dialog.setComboBoxItems(state.others(card))
    dialog.setOkButtonText(_tr("Merge"))
    dialog.textValueSelected.connect(lambda name: state.merge(card, name))
    dialog.open()
    return dialog


def _tr(text: str) -> str:
    return QCoreApplication.translate("MergeDialog", text)
