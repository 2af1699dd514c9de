"""All that is kept of a learning that is over: its snapshots to choose from, and its curves."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.context import Context
from desktop.state.choice import ChoiceState
from desktop.theme import SPACE
from desktop.views.learning_curves import LearningCurves
from desktop.views.snapshot_comparison import Commands, SnapshotComparison

TEACH = Commands(draw="teach.compare", use=("teach.use_left", "teach.use_right"), save="teach.csv")
LIBRARY = Commands(
    draw="learned.compare", use=("learned.use_left", "learned.use_right"), save="learned.csv"
)


class LearnedView(QWidget):
    """Two tabs over one choice."""

    def __init__(self, context: Context, commands: Commands, scope: QWidget) -> None:
        """The keys of its commands work in `scope`."""
        super().__init__()
        self._comparison = SnapshotComparison(context, commands, scope)
        self._curves = LearningCurves(context, commands.save, scope)
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("What was kept of the learning"))
        for widget, title in (
            (self._comparison, self.tr("Snapshots")),
            (self._curves, self.tr("Losses")),
        ):
            widget.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
            tabs.addTab(widget, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(tabs)

    def show_choice(self, choice: ChoiceState) -> None:
        """Show this choice as it is now."""
        self._comparison.show_choice(choice)
        self._curves.show_curves(choice.name, choice.record.curves)
