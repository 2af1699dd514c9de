"""Every setting as it is declared in the engine: no setting is spelled here."""

from functools import partial

from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.context import Context
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from desktop.theme import SPACE
from engine.errors import YoError
from engine.setting import Kind, Setting, Value
from engine.settings import declared

MOST_THREADS = 256
WIDTH = 56
"""Lines of text that the page is wide at most: a name and its control stay together."""


class SettingsPage(QWidget):
    """One row for each setting, in its group; a change holds at once."""

    place = Place.SETTINGS
    icon_name = "settings"

    def __init__(self, state: SettingsState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        self.controls: dict[str, QWidget] = {}
        self.problem = theme.as_note(QLabel())
        self._lay_out()
        state.changed.connect(self.refresh)
        self.refresh()

    @property
    def title(self) -> str:
        """The place in words."""
        return self.tr("Settings")

    def open(self, what: object) -> None:
        """Show the page; `what` may be the name of a setting, which is then chosen."""
        if isinstance(what, str) and what in self.controls:
            self.controls[what].setFocus()

    def refresh(self) -> None:
        """Show what holds now."""
        self.problem.setVisible(bool(self.problem.text()))
        for one in _seen():
            self._show(self.controls[one.name], getattr(self._state.value, one.name))

    def _lay_out(self) -> None:
        """From the outside in: a widget that gets another parent is styled anew with all in it."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        layout.addWidget(area)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setAccessibleName(self.title)
        inside = QWidget()
        area.setWidget(inside)
        row = QHBoxLayout(inside)
        theme.as_page(row)
        column = QVBoxLayout()
        row.addLayout(column, WIDTH)
        row.addStretch(1)
        column.setSpacing(SPACE.s)
        column.addWidget(theme.as_title(QLabel(self.title)))
        column.addWidget(self.problem)
        for group in dict.fromkeys(one.group for one in _seen()):
            column.addSpacing(SPACE.xs)
            column.addWidget(theme.as_heading(QLabel(sentences.translated(group))))
            column.addWidget(self._card(group, inside))
        column.addStretch()

    def _card(self, group: str, inside: QWidget) -> QFrame:
        card = QFrame(inside)
        theme.as_card(card)
        card.setMaximumWidth(SPACE.lines(WIDTH))
        column = QVBoxLayout(card)
        column.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        column.setSpacing(SPACE.m)
        for one in _seen():
            if one.group == group:
                column.addLayout(self._row(one))
        return card

    def _row(self, one: Setting) -> QBoxLayout:
        """A name and what it means at the left, the control at the right."""
        control = self._control(one)
        self.controls[one.name] = control
        control.setAccessibleName(sentences.translated(one.title))
        control.setAccessibleDescription(sentences.translated(one.words))
        words = QVBoxLayout()
        words.setSpacing(SPACE.xs // 2)
        note = theme.as_note(QLabel(sentences.translated(one.words)))
        if one.kind is Kind.SWITCH:
            words.addWidget(control)
            words.addWidget(note)
            return words
        label = QLabel(sentences.translated(one.title), wordWrap=True)
        label.setBuddy(control)
        words.addWidget(label)
        words.addWidget(note)
        control.setMinimumWidth(SPACE.lines(14))
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        row.addLayout(words, 3)
        row.addWidget(control, 2)
        return row

    def _control(self, one: Setting) -> QWidget:
        match one.kind:
            case Kind.CHOICE:
                box = QComboBox()
                for value, words in one.choices.items():
                    box.addItem(sentences.translated(words), value)
                box.activated.connect(partial(self._chosen, one.name, box))
                return box
            case Kind.SWITCH:
                switch = QCheckBox(sentences.translated(one.title))
                switch.clicked.connect(partial(self._switched, one.name, switch))
                return switch
            case Kind.NUMBER:
                number = QSpinBox()
                theme.as_field(number)
                number.setRange(0, MOST_THREADS)
                number.setSpecialValueText(self.tr("Automatic"))
                number.editingFinished.connect(partial(self._counted, one.name, number))
                return number
            case _:
                line = QLineEdit()
                line.editingFinished.connect(partial(self._typed, one.name, line))
                return line

    def _show(self, control: QWidget, value: Value) -> None:
        match control:
            case QComboBox():
                control.setCurrentIndex(control.findData(value))
            case QCheckBox():
                control.setChecked(bool(value))
            case QSpinBox():
                control.setValue(int(value or 0))
            case QLineEdit() if not control.hasFocus():
                control.setText(str(value or ""))
            case _:
                pass

    def _chosen(self, name: str, box: QComboBox, *_: object) -> None:
        self._change(name, box.currentData())

    def _switched(self, name: str, switch: QCheckBox, *_: object) -> None:
        self._change(name, switch.isChecked())

    def _counted(self, name: str, number: QSpinBox) -> None:
        self._change(name, number.value() or None)

    def _typed(self, name: str, line: QLineEdit) -> None:
        self._change(name, line.text().strip() or None)

    def _change(self, name: str, value: Value) -> None:
        try:
            self._state.change(**{name: value})
        except YoError as error:
            self.problem.setText(sentences.failure(error))
        else:
            self.problem.clear()
        self.refresh()


def _seen() -> list[Setting]:
    return [one for one in declared() if one.kind is not Kind.HIDDEN]
