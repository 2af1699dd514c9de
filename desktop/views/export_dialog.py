"""Asks once how pictures are given away: clean, or with their recipe; the answer is remembered."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.actions import explain
from desktop.context import Context
from desktop.state.upscalers import UpscalersState
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import ActionButton
from engine.gallery.export import SCALES, Content, Wrapping


class ExportDialog(QDialog):
    """What the files tell, the mark of people's pictures, and their size."""

    def __init__(
        self,
        context: Context,
        upscalers: UpscalersState,
        people: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`people` says whether a picture of a person is among them."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export pictures"))
        self._settings, self._upscalers = context.settings, upscalers
        self._clean = QRadioButton(self.tr("&Clean: the file holds the picture and nothing else"))
        self._recipe = QRadioButton(
            self.tr("With the &recipe: prompt, concepts, settings and codes can be read")
        )
        chosen = context.settings.value
        self._recipe.setChecked(chosen.export_recipe == Content.RECIPE)
        self._clean.setChecked(not self._recipe.isChecked())
        self._mark = QCheckBox(self.tr("&Mark pictures of people as made by a model (IPTC)"))
        self._mark.setChecked(chosen.mark_people)
        self._mark.setVisible(people)
        self._scale = QComboBox()
        self._bring = context.actions.add(self, "upscaler.add", self._on_bring)
        self._adding = self._bring.text()
        self._remove = context.actions.add(self, "upscaler.remove", self._on_remove)
        self._remove_button = ActionButton(self._remove)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Export…"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        upscalers.changed.connect(self.refresh)
        upscalers.failed.connect(self._on_failed)
        self._scale.currentIndexChanged.connect(self._on_scale)
        self._lay_out()
        self.refresh()

    @property
    def wrapping(self) -> Wrapping:
        """What was chosen."""
        scale, upscaler = self._scale.currentData()
        return Wrapping(
            content=Content.RECIPE if self._recipe.isChecked() else Content.CLEAN,
            mark_people=self._mark.isChecked(),
            scale=scale,
            upscaler=upscaler,
        )

    def refresh(self) -> None:
        """Show the sizes that there are; the one that was chosen stays."""
        chosen = self._scale.currentData()
        self._scale.clear()
        for scale in SCALES:
            self._scale.addItem(self._size(scale), (scale, ""))
        for one in self._upscalers.known:
            words = self.tr("{scale} times as large ({name}: a network, may make up detail)")
            self._scale.addItem(
                words.format(scale=one.factor, name=one.name), (one.factor, one.name)
            )
        self._scale.setCurrentIndex(max(0, self._place(chosen)))
        checking = self._upscalers.checking
        self._bring.setEnabled(not checking)
        self._bring.setText(self.tr("Checking…") if checking else self._adding)

    def _place(self, chosen: object) -> int:
        data = [self._scale.itemData(row) for row in range(self._scale.count())]
        return next((row for row, one in enumerate(data) if one == chosen), -1)

    def _lay_out(self) -> None:
        note = self.tr("The choice is remembered; the settings can change it.")
        form = QFormLayout()
        networks = QHBoxLayout()
        networks.addWidget(ActionButton(self._bring))
        networks.addWidget(self._remove_button)
        networks.addStretch(1)
        explain(self._remove, self.tr("Erase the copy of this network"))
        explain(
            self._bring, self.tr("A network that enlarges pictures, as one ONNX file of your own")
        )
        form.addRow(self.tr("&Size"), self._scale)
        form.addRow("", networks)
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

    def _on_bring(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose an upscaler"), "", self.tr("ONNX (*.onnx)")
        )
        if chosen:
            self._upscalers.add(Path(chosen))

    def _on_scale(self) -> None:
        network = bool(self._scale.currentData()) and bool(self.wrapping.upscaler)
        self._remove.setEnabled(network)
        self._remove_button.setVisible(network)

    def _on_remove(self) -> None:
        self._upscalers.remove(self.wrapping.upscaler)

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)

    def _on_accepted(self) -> None:
        how = self.wrapping
        self.accept()  # also where the disk refuses to remember the choice
        self._settings.change(export_recipe=how.content.value, mark_people=how.mark_people)
