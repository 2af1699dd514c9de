"""How many pictures, from which seed, and how freely they are drawn."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state.drawing import LARGEST_SEED, MOST_AT_ONCE, DrawingState
from desktop.theme import SPACE
from desktop.widgets.action_button import tool_button
from engine.runtime.sampling import IMAGE, LEAST_TOP_P, MOST_GUIDANCE, MOST_TEMPERATURE


class DrawControls(QWidget):
    """Writes to the state what is chosen; guidance and sampling stay folded until asked for."""

    def __init__(self, state: DrawingState, context: Context, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state = state
        self._count, self._seed = QSpinBox(), QSpinBox()
        self._guidance, self._temperature = QDoubleSpinBox(), QDoubleSpinBox()
        self._top_p = QDoubleSpinBox()
        self._more = QWidget()
        self._limit()
        self._act(context, page)
        self._lay_out()
        self._count.valueChanged.connect(self._on_count)
        self._seed.valueChanged.connect(self._on_seed)
        for spin in (self._guidance, self._temperature, self._top_p):
            spin.valueChanged.connect(self._on_sampling)
        state.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        state, sampling = self._state, self._state.sampling
        spins = (self._count, self._seed, self._guidance, self._temperature, self._top_p)
        for spin in spins:
            spin.blockSignals(True)
        self._count.setValue(state.count)
        self._seed.setValue(state.seed)
        self._guidance.setValue(sampling.guidance)
        self._temperature.setValue(sampling.temperature)
        self._top_p.setValue(sampling.top_p)
        for spin in spins:
            spin.blockSignals(False)
        self._lock_action.setChecked(state.seed_locked)
        self._lock_action.setIcon(theme.icon("lock" if state.seed_locked else "lock-open"))

    def _limit(self) -> None:
        self._count.setRange(1, MOST_AT_ONCE)
        self._seed.setRange(0, LARGEST_SEED)
        for number in (self._count, self._seed, self._guidance, self._temperature, self._top_p):
            theme.as_field(number)
        self._guidance.setRange(0.0, MOST_GUIDANCE)
        self._temperature.setRange(0.0, MOST_TEMPERATURE)
        self._top_p.setRange(LEAST_TOP_P, 1.0)
        for spin in (self._guidance, self._temperature, self._top_p):
            spin.setSingleStep(0.1 if spin is not self._top_p else 0.05)
            spin.setDecimals(2)
        self._count.setAccessibleName(self.tr("How many pictures"))
        self._seed.setAccessibleName(self.tr("Seed of the first picture"))
        self._guidance.setAccessibleName(self.tr("Guidance"))
        self._temperature.setAccessibleName(self.tr("Temperature"))
        self._top_p.setAccessibleName(self.tr("Top-p"))
        self._seed.setToolTip(
            self.tr("The same words with the same seed and settings give the same picture")
        )

    def _act(self, context: Context, page: QWidget) -> None:
        add = partial(context.actions.add, self, scope=page)
        self._roll_action = add("draw.roll", self._state.roll)
        self._lock_action = add("draw.lock", self._on_lock)
        self._lock_action.setCheckable(True)
        self._fold_action = add("draw.more", self._on_fold)
        self._fold_action.setCheckable(True)
        self._reset_action = add("draw.reset", self._on_reset)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for text, spin in ((self.tr("Pi&ctures"), self._count), (self.tr("&Seed"), self._seed)):
            row.addWidget(_label(text, spin))
            row.addWidget(spin)
        for action in (self._roll_action, self._lock_action, self._fold_action):
            row.addWidget(tool_button(action))
        row.addStretch(1)
        more = QVBoxLayout(self._more)
        more.setContentsMargins(0, 0, 0, 0)
        settings = QHBoxLayout()
        named = {
            self._guidance: self.tr("&Guidance"),
            self._temperature: self.tr("Temperat&ure"),
            self._top_p: self.tr("Top-&p"),
        }
        for setting, text in named.items():
            settings.addWidget(_label(text, setting))
            settings.addWidget(setting)
        settings.addWidget(tool_button(self._reset_action))
        settings.addStretch(1)
        more.addLayout(settings)
        note = self.tr(
            "More guidance keeps closer to the words. A lower temperature and top-p draw more "
            "evenly, higher ones more freely."
        )
        more.addWidget(theme.as_note(QLabel(note)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.s)
        layout.addLayout(row)
        layout.addWidget(self._more)
        self._more.setVisible(False)

    def _on_count(self, count: int) -> None:
        self._state.set(count=count)

    def _on_seed(self, seed: int) -> None:
        self._state.set(seed=seed)

    def _on_lock(self) -> None:
        self._state.set(seed_locked=not self._state.seed_locked)

    def _on_fold(self) -> None:
        self._more.setVisible(self._fold_action.isChecked())

    def _on_reset(self) -> None:
        self._state.set(sampling=replace(IMAGE, seed=0))

    def _on_sampling(self) -> None:
        sampling = replace(
            self._state.sampling,
            guidance=self._guidance.value(),
            temperature=self._temperature.value(),
            top_p=self._top_p.value(),
        )
        self._state.set(sampling=sampling)


def _label(text: str, spin: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(spin)
    return label
