"""What this app is: its name and version, its own licence, and those of base models."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.identity import installed_version
from desktop.views.licences_dialog import show_licences


class AboutDialog(QDialog):
    """A few lines that can be copied, and a way to the licences that were accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Yo'Chameleon"))
        name = theme.as_title(QLabel(QApplication.applicationDisplayName()))
        self.version = QLabel(self.tr("Version {version}").format(version=installed_version()))
        self.version.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words = (
            self.tr("Your own concepts, on your own computer. Nothing leaves it."),
            self.tr("Apache License 2.0. Icons: Lucide, ISC License."),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.licences = buttons.addButton(
            self.tr("Licences of base models…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.licences.clicked.connect(self._show_licences)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout()
        column.setSpacing(theme.SPACE.s)
        for label in (name, self.version, *map(QLabel, words)):
            column.addWidget(label)
        column.addStretch()
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE.m)
        picture = QLabel()
        picture.setPixmap(theme.app_icon().pixmap(theme.icon_size(4)))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(line)
        layout.addWidget(buttons)

    def _show_licences(self) -> None:
        show_licences(self)
