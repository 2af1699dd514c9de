"""Asks once how pictures are given away: clean, or with their recipe; the answer is remembered."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.state.settings import SettingsState
from engine.gallery.export import SCALES, Content, Wrapping


class ExportDialog(QDialog):
    """What the files tell, the mark of people's pictures, and their size."""

    def __init__(
        self, settings: SettingsState, people: bool, parent: QWidget | None = None
    ) -> None:
        """`people` says whether a picture of a person is among them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export pictures"))
        self._settings = settings
        self._clean = QRadioButton(self.tr("&Clean: the file holds the picture and nothing else"))
        self._recipe = QRadioButton(
            self.tr("With the &recipe: prompt, concepts, settings and codes can be read")
        )
        chosen = settings.value
        self._recipe.setChecked(chosen.export_recipe == Content.RECIPE)
        self._clean.setChecked(not self._recipe.isChecked())
        self._mark = QCheckBox(self.tr("&Mark pictures of people as made by a model (IPTC)"))
        self._mark.setChecked(chosen.mark_people)
        self._mark.setVisible(people)
        self._scale = QComboBox()
        for scale in SCALES:
            self._scale.addItem(self._size(scale), scale)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Export…"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()

    @property
    def wrapping(self) -> Wrapping:
        """What was chosen."""
        return Wrapping(
            content=Content.RECIPE if self._recipe.isChecked() else Content.CLEAN,
            mark_people=self._mark.isChecked(),
            scale=int(self._scale.currentData()),
        )

    def _lay_out(self) -> None:
        note = self.tr("The choice is remembered; the settings can change it.")
        form = QFormLayout()
        form.addRow(self.tr("&Size"), self._scale)
        layout = QVBoxLayout(self)
        for part in (self._clean, self._recipe, self._mark):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addWidget(theme.as_note(QLabel(note)))
        layout.addWidget(self._buttons)

    def _size(self, scale: int) -> str:
        if scale == 1:
            return self.tr("As drawn")
        return self.tr("{scale} times as large (Lanczos: smooth, no new detail)").format(
            scale=scale
        )

    def _on_accepted(self) -> None:
        how = self.wrapping
        self.accept()  # also where the disk refuses to remember the choice
        self._settings.change(export_recipe=how.content.value, mark_people=how.mark_people)
