"""Asks what a contact sheet is to show: prompts, seeds, versions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.state.drawing import MOST_AT_ONCE, DrawingState
from desktop.state.mentions import Mentionable


class SheetDialog(QDialog):
    """Each line is a prompt; every prompt is drawn with every seed and version."""

    def __init__(
        self,
        state: DrawingState,
        prompt: str,
        concepts: Sequence[Mentionable],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Contact sheet"))
        self._state, self._concepts = state, list(concepts)
        self._prompts = QPlainTextEdit(prompt)
        self._prompts.setTabChangesFocus(True)
        self._prompts.setAccessibleName(self.tr("Prompts, one in each line"))
        self._seeds = QSpinBox()
        theme.as_field(self._seeds)
        self._seeds.setRange(1, MOST_AT_ONCE)
        self._seeds.setValue(state.count)
        self._versions = QListWidget()
        self._versions.setAccessibleName(self.tr("Versions of the concept"))
        self._sum = theme.as_note(QLabel())
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Draw"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._offer_versions()
        self._lay_out()
        self._prompts.textChanged.connect(self.refresh)
        self._seeds.valueChanged.connect(self.refresh)
        self._versions.itemChanged.connect(self.refresh)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self.refresh()

    @property
    def prompts(self) -> list[str]:
        """What is to be drawn."""
        lines = self._prompts.toPlainText().splitlines()
        return [line.strip() for line in lines if line.strip()]

    @property
    def versions(self) -> list[int]:
        """Versions of the first concept; empty for the one in use."""
        items = [self._versions.item(row) for row in range(self._versions.count())]
        chosen = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [int(item.data(Qt.ItemDataRole.UserRole)) for item in chosen]

    def refresh(self) -> None:
        """Say how many pictures it will be."""
        count = len(self.prompts) * self._seeds.value() * max(1, len(self.versions))
        self._sum.setText(self.tr("%n picture(s)", "", count))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(count > 0)

    def _offer_versions(self) -> None:
        first = self._concepts[0] if self._concepts else None
        for number in first.versions if first else ():
            item = QListWidgetItem(self.tr("Version {number}").format(number=number))
            item.setData(Qt.ItemDataRole.UserRole, number)
            in_use = first is not None and number == first.version
            item.setCheckState(Qt.CheckState.Checked if in_use else Qt.CheckState.Unchecked)
            self._versions.addItem(item)
        self._versions.setVisible(self._versions.count() > 1)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Prompts, one in each line"), self._prompts)
        form.addRow(self.tr("&Seeds"), self._seeds)
        if self._versions.count() > 1:
            form.addRow(self.tr("&Versions"), self._versions)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._sum)
        layout.addWidget(self._buttons)
        self.resize(theme.room(self, 34, 22))

    def _on_accepted(self) -> None:
        self._state.set(count=self._seeds.value())
        names = [one.name for one in self._concepts]
        self._state.draw_sheet(names, self.prompts, self.versions)
        self.accept()
