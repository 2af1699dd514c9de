"""Asks for the statement about a human being where a concept of the library becomes one."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.person_statement import PersonStatement


class ConsentDialog(QDialog):
    """Can be accepted once the statement is agreed to."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("“{name}” is a person").format(name=name))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        keep = buttons.button(QDialogButtonBox.StandardButton.Ok)
        keep.setText(self.tr("Keep the statement"))
        keep.setEnabled(False)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        statement = PersonStatement()
        statement.stated.connect(keep.setEnabled)
        self.setMinimumWidth(theme.room(self, 26, 1).width())
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE.m)
        layout.addWidget(statement)
        layout.addWidget(buttons)


def ask_consent(
    parent: QWidget, name: str, agreed: Callable[[], None], refused: Callable[[], None]
) -> ConsentDialog:
    """Open the question, without waiting for it; one of the two is called."""
    dialog = ConsentDialog(name, parent)
    dialog.accepted.connect(agreed)
    dialog.rejected.connect(refused)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
