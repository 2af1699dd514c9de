"""After learning: two snapshots side by side with the same words and seed, and the choice."""

from functools import partial

from PIL.Image import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import concept_words
from desktop.state.choice import SIDES, ChoiceState
from desktop.state.navigation import Place
from desktop.state.teaching import TeachingState, TeachMore
from desktop.theme import SPACE
from desktop.widgets.action_button import ActionButton
from desktop.widgets.drawn_picture import DrawnPicture

_PICTURE_IN_LINES = 20
_LARGEST_SEED = 2**31 - 1


class TeachChoice(QWidget):
    """Shows the state's choice."""

    def __init__(self, state: TeachingState, context: Context, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state, self._context = state, context
        self._title = theme.as_heading(QLabel())
        self._epochs = [QComboBox() for _ in SIDES]
        self._pictures = [DrawnPicture(_PICTURE_IN_LINES) for _ in SIDES]
        self._scores = [
            QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter) for _ in SIDES
        ]
        self._words, self._seed = QLineEdit(), QSpinBox(maximum=_LARGEST_SEED)
        add = partial(context.actions.add, scope=page)
        self._draw_action = add(self, "teach.compare", self._draw)
        self._uses = [
            add(self, name, partial(self._use, side))
            for side, name in zip(SIDES, ("teach.use_left", "teach.use_right"), strict=True)
        ]
        self._row_actions = [
            add(self, "teach.chat", self._chat),
            add(self, "teach.draw", self._go_draw),
            add(self, "teach.more", self._more),
            add(self, "teach.new", state.begin_anew),
        ]
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the choice as it is now."""
        choice = self._state.choice
        if choice is None:
            return
        self._title.setText(self.tr("{name} is learned").format(name=choice.name))
        if not self._words.isModified():
            self._words.setText(choice.words)
        self._draw_action.setEnabled(bool(choice.snapshots) and not choice.drawing)
        for side in SIDES:
            self._show_side(choice, side)

    def _show_side(self, choice: ChoiceState, side: int) -> None:
        box, epochs = self._epochs[side], [one.epoch for one in choice.snapshots]
        if [box.itemData(row) for row in range(box.count())] != epochs:
            box.clear()
            for epoch in epochs:
                box.addItem("", epoch)
        for row, epoch in enumerate(epochs):
            words = (
                self.tr("Epoch {number}, in use")
                if epoch == choice.best
                else self.tr("Epoch {number}")
            )
            box.setItemText(row, words.format(number=epoch))
        box.setCurrentIndex(box.findData(choice.epochs[side]))
        self._show_picture(side, choice.picture(side))
        snapshot = choice.snapshot(side)
        lines = [
            self.tr("{score}: {value}").format(
                score=concept_words.score(name), value=concept_words.number(value)
            )
            for name, value in (snapshot.scores if snapshot else {}).items()
        ]
        self._scores[side].setText("\n".join(lines))
        self._uses[side].setEnabled(snapshot is not None and snapshot.epoch != choice.best)

    def _show_picture(self, side: int, picture: Image | None) -> None:
        if picture is None:
            self._pictures[side].show_words(self.tr("Not drawn yet"))
        else:
            self._pictures[side].show_picture(picture)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        note = self.tr(
            "The best snapshot is in use. Compare any two, and choose; it can be changed."
        )
        layout.addWidget(theme.as_note(QLabel(note)))
        layout.addLayout(self._asked())
        layout.addLayout(self._two_sides(), 1)
        layout.addLayout(self._onward())

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
            epoch, picture = self._epochs[side], self._pictures[side]
            use = ActionButton(self._uses[side])
            epoch.setAccessibleName(self.tr("Snapshot, {side}").format(side=name))
            epoch.setToolTip(epoch.accessibleName())
            picture.setAccessibleName(self.tr("Drawing, {side}").format(side=name))
            for row, widget in enumerate((epoch, picture, self._scores[side], use)):
                grid.addWidget(widget, row, side)
        grid.setRowStretch(1, 1)
        return grid

    def _onward(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for action in self._row_actions:
            row.addWidget(ActionButton(action))
        row.addStretch()
        return row

    def _connect(self) -> None:
        self._state.changed.connect(self.refresh)
        self._words.returnPressed.connect(self._draw)
        for side in SIDES:
            self._epochs[side].activated.connect(partial(self._on_epoch, side))

    def _on_epoch(self, side: int, row: int) -> None:
        if self._state.choice is not None:
            self._state.choice.show(side, self._epochs[side].itemData(row))

    def _draw(self) -> None:
        if self._state.choice is not None and self._words.text().strip():
            self._state.choice.draw(self._words.text().strip(), self._seed.value())

    def _use(self, side: int) -> None:
        if self._state.choice is not None:
            self._state.choice.use(side)

    def _chat(self) -> None:
        if self._state.choice is not None:
            self._context.navigation.go(Place.CHAT, self._state.choice.name)

    def _go_draw(self) -> None:
        if self._state.choice is not None:
            self._context.navigation.go(Place.DRAW, self._state.choice.name)

    def _more(self) -> None:
        choice, run = self._state.choice, self._state.run
        if choice is not None:
            kind = run.lesson.kind if run else self._state.kind
            self._state.begin_more(TeachMore(choice.name, kind))
