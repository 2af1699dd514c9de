"""After learning: what it drew and measured, the choice of a snapshot, and what comes next."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.context import Context
from desktop.state.navigation import Place
from desktop.state.teaching import TeachingState, TeachMore
from desktop.views.learned_view import TEACH, LearnedView
from desktop.widgets.action_button import ActionButton


class TeachChoice(QWidget):
    """Shows the state's choice."""

    def __init__(self, state: TeachingState, context: Context, page: QWidget) -> None:
        """Its keys work in all of `page`."""
        super().__init__()
        self._state, self._context = state, context
        self._title = theme.as_heading(QLabel())
        self._view = LearnedView(context, TEACH, page)
        add = partial(context.actions.add, scope=page)
        self._more_action = add(self, "teach.more", self._more)
        self._row_actions = [
            add(self, "teach.chat", self._chat),
            add(self, "teach.draw", self._go_draw),
            self._more_action,
            add(self, "teach.new", state.begin_anew),
        ]
        self._lay_out()
        state.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the choice as it is now."""
        choice = self._state.choice
        if choice is None:
            return
        self._title.setText(self.tr("{name} is learned").format(name=choice.name))
        self._more_action.setEnabled(choice.in_use is not None)
        self._view.show_choice(choice)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        note = self.tr(
            "The best snapshot is in use. Compare any two, and choose; it can be changed."
        )
        layout.addWidget(theme.as_note(QLabel(note)))
        layout.addWidget(self._view, 1)
        row = QHBoxLayout()
        for action in self._row_actions:
            row.addWidget(ActionButton(action))
        row.addStretch()
        layout.addLayout(row)

    def _chat(self) -> None:
        if self._state.choice is not None:
            self._context.navigation.go(Place.CHAT, self._state.choice.name)

    def _go_draw(self) -> None:
        if self._state.choice is not None:
            self._context.navigation.go(Place.DRAW, self._state.choice.name)

    def _more(self) -> None:
        choice = self._state.choice
        if choice is not None and choice.in_use is not None:
            self._state.begin_more(TeachMore(choice.name, choice.in_use.kind))
