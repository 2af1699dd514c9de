"""This computer by name, and a verdict for each action with one model."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.palettes import Tone
from desktop.state import machine_words
from desktop.state.job_words import size
from desktop.state.models import ModelsState
from desktop.theme import SPACE
from desktop.widgets.sign import Sign
from engine.verdicts import Need, Outcome, Verdict

_ICONS = {
    Outcome.RUNS: "circle-check",
    Outcome.SLOW: "clock",
    Outcome.CANNOT: "circle-x",
}
_TONES = {Outcome.RUNS: Tone.GOOD, Outcome.SLOW: Tone.WARNING, Outcome.CANNOT: Tone.BAD}


class HardwarePanel(QFrame):
    """Headings and facts, then a table of verdicts: a word, a sign and a reason each."""

    def __init__(self, state: ModelsState) -> None:
        super().__init__()
        self._state = state
        self.facts = QFormLayout()
        self.facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.advice = _selectable()
        self.heading = theme.as_heading(QLabel())
        self.heading.setWordWrap(True)
        self.verdicts = VerdictTable()
        self.card = GpuChoice(state)
        theme.as_card(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        layout.setSpacing(SPACE.s)
        layout.addLayout(self.facts)
        layout.addWidget(self.card)
        layout.addWidget(self.advice)
        layout.addSpacing(SPACE.s)
        layout.addWidget(self.heading)
        layout.addWidget(self.verdicts)
        state.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the machine, and the model in use."""
        while self.facts.rowCount():
            self.facts.removeRow(0)
        machine = self._state.machine
        if machine is None:
            self.facts.addRow(QLabel(self.tr("Looking at this computer…")))
        else:
            for heading, words in machine_words.machine(machine):
                self._add(heading, words)
            if self._state.trial_words:
                self._add(self.tr("GPU tried"), self._state.trial_words)
        self.advice.setText("\n".join(self._state.advice))
        self.advice.setVisible(bool(self._state.advice))
        self.card.refresh()
        model = self._state.find(self._state.active)
        self.heading.setVisible(model is not None)
        self.heading.setText(
            self.tr("What this computer can do with {model}").format(model=self._state.active)
        )
        self.verdicts.show_verdicts(model.verdicts if model else ())

    def _add(self, heading: str, words: str) -> None:
        label = QLabel(words)
        label.setWordWrap(True)
        self.facts.addRow(heading, label)


class GpuChoice(QWidget):
    """Which GPU to use; there only where there is a choice, or one was made."""

    def __init__(self, state: ModelsState) -> None:
        super().__init__()
        self._state = state
        self.box = QComboBox()
        label = QLabel(self.tr("GPU to use"))
        label.setBuddy(self.box)
        self.box.setAccessibleName(label.text())
        self.box.setToolTip(self.tr("It takes effect when the engine starts next."))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label)
        line.addWidget(self.box)
        line.addStretch()
        self.box.activated.connect(self._chosen)

    def refresh(self) -> None:
        """Offer the cards of this computer, and the chosen one where it is gone."""
        machine, wanted = self._state.machine, self._state.gpu
        gpus = machine.gpus if machine else ()
        self.setVisible(len(gpus) > 1 or wanted is not None)
        self.box.clear()
        self.box.addItem(self.tr("The one with the most free memory"), None)
        for gpu in sorted(gpus, key=lambda one: one.uuid):
            self.box.addItem(
                self.tr("{name} ({number})").format(name=gpu.name, number=gpu.uuid[:12]), gpu.uuid
            )
        if wanted is not None and self.box.findData(wanted) < 0:
            gone = self.tr("{number}, which is not here now").format(number=wanted[:12])
            self.box.addItem(gone, wanted)
        self.box.setCurrentIndex(self.box.findData(wanted))

    def _chosen(self) -> None:
        self._state.use_gpu(self.box.currentData())


class VerdictTable(QWidget):
    """One row for each action; the colour says nothing that the word does not."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Verdicts"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.m)
        self._grid.setColumnStretch(3, 1)

    def show_verdicts(self, verdicts: tuple[Verdict, ...]) -> None:
        """Replace the rows."""
        _clear(self._grid)
        for row, verdict in enumerate(verdicts):
            sign = Sign(_ICONS[verdict.outcome], 1, _TONES[verdict.outcome])
            outcome = QLabel(machine_words.outcome(verdict.outcome))
            theme.as_tone(outcome, _TONES[verdict.outcome])
            reason = theme.as_note(QLabel(machine_words.reason(verdict)))
            cells = (QLabel(machine_words.action(verdict.action)), sign, outcome, reason)
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, row, column)


class NeedTable(QWidget):
    """A row for each action and a column for each preset; what is too much says so in words."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What each preset takes"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.m)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Replace the cells."""
        _clear(self._grid)
        actions = list(dict.fromkeys(one.action for one in needs))
        presets = list(dict.fromkeys(one.preset for one in needs))
        for row, action in enumerate(actions, start=1):
            self._grid.addWidget(QLabel(machine_words.action(action)), row, 0)
        for column, need in enumerate(needs[:: max(1, len(actions))], start=1):
            self._grid.addWidget(theme.as_note(QLabel(machine_words.preset(need))), 0, column)
        for need in needs:
            place = actions.index(need.action) + 1, presets.index(need.preset) + 1
            self._grid.addWidget(self._cell(need), *place)

    def _cell(self, need: Need) -> QLabel:
        words = "{size}" if need.fits else self.tr("{size}, too much")
        cell = QLabel(words.format(size=size(need.bytes)))
        return theme.as_tone(cell, Tone.GOOD if need.fits else Tone.BAD)


def _clear(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _selectable() -> QLabel:
    """Words of which a command can be copied."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
