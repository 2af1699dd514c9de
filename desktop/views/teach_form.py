"""What is said about a lesson before it begins: name, kind, preset, consent; and what it takes."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import concept_words, job_words
from desktop.state.teaching import TeachingState
from desktop.theme import SPACE
from desktop.widgets.action_button import ActionButton
from desktop.widgets.person_statement import PersonStatement
from engine.concepts.concept import KINDS, MOST_PREFIX_POSITIONS
from engine.concepts.names import LONGEST_NAME
from engine.learning.consent import PERSON
from engine.learning.fitting import AUTO
from engine.training.fit import FITS
from engine.training.forecast import Forecast

PRESETS = ("quick", "paper")
_ICONS = {"pet": "paw-print", "person": "user", "object": "box"}


class TeachForm(QWidget):
    """Writes to the state. What begins the learning stands apart, seen however long the form is."""

    def __init__(self, state: TeachingState, context: Context, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state = state
        self._name = QLineEdit(maxLength=LONGEST_NAME)
        self._kinds, self._presets = QButtonGroup(self), QButtonGroup(self)
        self._memory, self._depth = QComboBox(), QSpinBox(maximum=MOST_PREFIX_POSITIONS)
        self._person = PersonStatement()
        self._forecast = QLabel(wordWrap=True)
        self._missing = theme.as_note(QLabel())
        self.ending = QWidget()
        """What it takes, what is missing, and the buttons: whoever shows the form places it."""
        add = partial(context.actions.add, self, scope=page)
        self._start_action = add("teach.start", state.start)
        self._measure_action = add("teach.forecast", state.measure)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now."""
        state = self._state
        if self._name.text() != state.name:
            self._name.setText(state.name)
        self._name.setEnabled(state.more is None)
        for group, value in ((self._kinds, state.kind), (self._presets, state.preset)):
            for button in group.buttons():
                button.setChecked(button.property("value") == value)
                if group is self._kinds:
                    button.setEnabled(state.more is None)
        self._memory.setCurrentIndex(self._memory.findData(state.memory))
        self._depth.setValue(state.deep)
        self._person.setVisible(state.kind == PERSON)
        self._person.show_stated(state.consented)
        self._forecast.setText(self._forecast_words())
        self._forecast.setVisible(bool(self._forecast.text()))
        missing = state.missing
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._start_action.setEnabled(not missing)
        self._measure_action.setEnabled(not missing and not state.measuring)

    def focus_first(self) -> None:
        """Put the cursor into the name."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.m, 0, 0, 0)
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self._name)
        self._name.setAccessibleName(self.tr("Name"))
        self._name.setPlaceholderText(self.tr("What you call it, such as Bo"))
        layout.addWidget(label)
        layout.addWidget(self._name)
        layout.addWidget(self._kind_box())
        layout.addWidget(self._person)
        layout.addWidget(self._preset_box())
        layout.addWidget(self._machine_box())
        layout.addStretch()
        ending = QVBoxLayout(self.ending)
        ending.setContentsMargins(SPACE.m, SPACE.xs, 0, 0)
        ending.addWidget(self._forecast)
        ending.addWidget(self._missing)
        ending.addWidget(ActionButton(self._measure_action))
        ending.addWidget(ActionButton(self._start_action, primary=True))

    def _kind_box(self) -> QWidget:
        box = QGroupBox(self.tr("What it is"))
        row = QHBoxLayout(box)
        for kind in KINDS:
            button = QToolButton()
            button.setCheckable(True)
            button.setText(concept_words.kind(kind))
            button.setIcon(theme.icon(_ICONS[kind]))
            button.setIconSize(theme.icon_size(1.5))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setProperty("value", kind)
            button.setAccessibleName(concept_words.kind(kind))
            self._kinds.addButton(button)
            row.addWidget(button)
        row.addStretch()
        return box

    def _preset_box(self) -> QWidget:
        box = QGroupBox(self.tr("How thoroughly"))
        column = QVBoxLayout(box)
        notes = {
            "quick": self.tr("Minutes. Good for most things."),
            "paper": self.tr("The published settings: hours on a large graphics card."),
        }
        for preset in PRESETS:
            button = QRadioButton(concept_words.preset(preset))
            button.setProperty("value", preset)
            button.setAccessibleDescription(notes[preset])
            self._presets.addButton(button)
            column.addWidget(button)
            column.addWidget(theme.as_note(QLabel(notes[preset])))
        return box

    def _machine_box(self) -> QWidget:
        box = QGroupBox(self.tr("More"))
        for name in (AUTO, *reversed(list(FITS))):
            self._memory.addItem(concept_words.memory(name), name)
        fitting = self.tr("Of the graphics card, for a large model: less is slower.")
        inside = self.tr("Positions inside every layer. Such a concept is used alone.")
        self._depth.setSpecialValueText(self.tr("Off"))
        theme.as_field(self._depth)
        form = QFormLayout(box)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field, note in (
            (self.tr("&Memory"), self._memory, fitting),
            (self.tr("&Depth"), self._depth, inside),
        ):
            field.setAccessibleName(label.replace("&", ""))
            field.setAccessibleDescription(note)
            form.addRow(label, field)
            form.addRow(theme.as_note(QLabel(note)))
        return box

    def _connect(self) -> None:
        self._state.changed.connect(self.refresh)
        self._name.textEdited.connect(self._on_name)
        self._kinds.buttonClicked.connect(self._on_kind)
        self._presets.buttonClicked.connect(self._on_preset)
        self._memory.activated.connect(self._on_memory)
        self._depth.valueChanged.connect(self._on_depth)
        self._person.stated.connect(self._state.consent)

    def _on_name(self, name: str) -> None:
        self._state.fill_in(name=name)

    def _on_kind(self, button: QToolButton) -> None:
        self._state.choose_kind(button.property("value"))

    def _on_preset(self, button: QRadioButton) -> None:
        self._state.fill_in(preset=button.property("value"))

    def _on_memory(self, row: int) -> None:
        self._state.fill_in(memory=self._memory.itemData(row))

    def _on_depth(self, positions: int) -> None:
        if positions != self._state.deep:
            self._state.fill_in(deep=positions)

    def _forecast_words(self) -> str:
        if self._state.measuring:
            return self.tr("Taking three real steps to find out")
        forecast = self._state.forecast
        return "" if forecast is None else self._measured_words(forecast)

    def _measured_words(self, forecast: Forecast) -> str:
        """Time, memory of what is free, what was chosen for this machine, and what is lacking."""
        time = concept_words.duration(self._state.slowed(forecast.seconds))
        memory, free = map(job_words.size, (forecast.peak_bytes, forecast.free_bytes))
        words = [self.tr("About {time} and {memory} of memory.")]
        if forecast.free_bytes:
            words = [self.tr("About {time} and {memory} of the {free} of memory that are free.")]
        if forecast.fit:
            words.append(self.tr("Memory: {fit}; weights: {weights}."))
        if forecast.free_bytes and not forecast.fits:
            words.append(self.tr("That is too much: close other programs, or choose less memory."))
        fit, weights = concept_words.memory(forecast.fit), forecast.weights
        return " ".join(words).format(time=time, memory=memory, free=free, fit=fit, weights=weights)
