"""Two snapshots side by side with the same words and seed, and the choice of one of them."""

from dataclasses import dataclass
from functools import partial

from PIL.Image import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import concept_words
from desktop.state.choice import DRAFT, SIDES, ChoiceState
from desktop.theme import SPACE
from desktop.widgets.action_button import ActionButton
from desktop.widgets.drawn_picture import DrawnPicture
from desktop.widgets.sample_strip import SampleStrip

_PICTURE_IN_LINES = 6  # at least: they grow with the window
_LARGEST_SEED = 2**31 - 1
_RIGHT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Commands:
    """The declared commands of a place that shows what was kept of a learning."""

    draw: str
    use: tuple[str, str]
    """Of the left one, and of the right one."""
    save: str
    """Of the curves, as a file."""


class SnapshotComparison(QWidget):
    """All drawings over time; below them a slider, a drawing, scores and a button on each side."""

    def __init__(self, context: Context, commands: Commands, scope: QWidget) -> None:
        """The keys of its commands work in `scope`."""
        super().__init__()
        self._choice: ChoiceState | None = None
        self._strip = SampleStrip()
        self._sliders = [QSlider(Qt.Orientation.Horizontal) for _ in SIDES]
        self._epochs, self._scores = [QLabel() for _ in SIDES], [QLabel() for _ in SIDES]
        self._pictures = [DrawnPicture(_PICTURE_IN_LINES) for _ in SIDES]
        self._words, self._seed = QLineEdit(), QSpinBox(maximum=_LARGEST_SEED)
        add = partial(context.actions.add, self, scope=scope)
        self._draw_action = add(commands.draw, self._draw)
        self._uses = [add(commands.use[side], partial(self._use, side)) for side in SIDES]
        self._lay_out()
        self._connect()

    def show_choice(self, choice: ChoiceState) -> None:
        """Show this choice as it is now."""
        if choice is not self._choice:
            self._choice = choice
            self._words.setModified(False)
        if not self._words.isModified():
            self._words.setText(choice.words)
        self._draw_action.setEnabled(bool(choice.snapshots) and not choice.drawing)
        record = choice.record
        self._strip.show_samples(record.samples, record.scores, record.embedder)
        self._strip.setVisible(bool(record.samples))
        for side in SIDES:
            self._show_side(choice, side)

    def _show_side(self, choice: ChoiceState, side: int) -> None:
        slider, epochs = self._sliders[side], [one.epoch for one in choice.snapshots]
        snapshot = choice.snapshot(side)
        slider.blockSignals(True)
        slider.setRange(0, max(0, len(epochs) - 1))
        slider.setValue(epochs.index(snapshot.epoch) if snapshot else 0)
        slider.blockSignals(False)
        slider.setEnabled(len(epochs) > 1)
        words = self._epoch_words(choice, snapshot.epoch) if snapshot else ""
        self._epochs[side].setText(words)
        slider.setAccessibleDescription(words)
        self._show_picture(side, choice.picture(side))
        scores = snapshot.scores if snapshot else {}
        self._scores[side].setText(concept_words.scores(scores, choice.record.embedder))
        self._uses[side].setEnabled(choice.can_use(side))

    def _epoch_words(self, choice: ChoiceState, epoch: int) -> str:
        words = concept_words.epoch(epoch)
        if choice.used_now(epoch):
            return self.tr("{epoch}, in use").format(epoch=words)
        if choice.in_use is not None and choice.in_use.best == epoch != DRAFT:
            return self.tr("{epoch}, the best").format(epoch=words)
        return words

    def _show_picture(self, side: int, picture: Image | None) -> None:
        if picture is None:
            self._pictures[side].show_words(self.tr("Not drawn yet"))
        else:
            self._pictures[side].show_picture(picture)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._strip.setToolTip(self.tr("Choose a drawing to see its snapshot at the right"))
        layout.addWidget(self._strip)
        layout.addLayout(self._asked())
        layout.addLayout(self._two_sides(), 1)

    def _asked(self) -> QHBoxLayout:
        self._words.setAccessibleName(self.tr("What both draw"))
        self._seed.setAccessibleName(self.tr("Seed"))
        self._seed.setToolTip(self.tr("The same seed gives the same picture"))
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        seed = QLabel(self.tr("S&eed"))
        seed.setBuddy(self._seed)
        theme.as_field(self._seed)
        row.addWidget(seed)
        row.addWidget(self._seed)
        row.addWidget(ActionButton(self._draw_action))
        return row

    def _two_sides(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(SPACE.s)
        for side, name in zip(SIDES, (self.tr("Left"), self.tr("Right")), strict=True):
            slider, picture = self._sliders[side], self._pictures[side]
            slider.setPageStep(1)
            slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            slider.setAccessibleName(self.tr("Snapshot, {side}").format(side=name))
            slider.setToolTip(slider.accessibleName())
            picture.setAccessibleName(self.tr("Drawing, {side}").format(side=name))
            for label in (self._epochs[side], self._scores[side]):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column = (slider, self._epochs[side], picture, self._scores[side])
            for row, widget in enumerate((*column, ActionButton(self._uses[side]))):
                grid.addWidget(widget, row, side)
            grid.setColumnStretch(side, 1)
        grid.setRowStretch(2, 1)
        return grid

    def _connect(self) -> None:
        self._words.returnPressed.connect(self._draw)
        self._strip.chosen.connect(self._on_chosen)
        for side in SIDES:
            self._sliders[side].valueChanged.connect(partial(self._on_slider, side))

    def _on_chosen(self, epoch: int) -> None:
        if self._choice is not None:
            self._choice.show(_RIGHT, epoch)

    def _on_slider(self, side: int, row: int) -> None:
        if self._choice is not None and row < len(self._choice.snapshots):
            self._choice.show(side, self._choice.snapshots[row].epoch)

    def _draw(self) -> None:
        if self._choice is not None and self._words.text().strip():
            self._choice.draw(self._words.text().strip(), self._seed.value())

    def _use(self, side: int) -> None:
        if self._choice is not None:
            self._choice.use(side)
