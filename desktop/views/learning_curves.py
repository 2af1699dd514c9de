"""How wrong a learning was, step by step: a plot, the same as a table, and a file of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state import concept_words
from desktop.state.curve_file import write_csv
from desktop.state.curves import Curves
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import ActionButton
from desktop.widgets.loss_plot import LossPlot
from engine.errors import YoError


class LearningCurves(QWidget):
    """Shows the curves it is given, which may have grown since the last time."""

    def __init__(self, context: Context, save: str, scope: QWidget) -> None:
        """`save` is the declared command that writes them to a file; its keys work in `scope`."""
        super().__init__()
        self._context = context
        self._name, self._curves = "", Curves()
        self._plot, self._table = LossPlot(), QTableWidget()
        self._as_table = QCheckBox(self.tr("As a &table"))
        self._save = context.actions.add(self, save, self._save_csv, scope=scope)
        self._views = QStackedWidget()
        self._lay_out()
        self._as_table.toggled.connect(self._on_table)

    def show_curves(self, name: str, curves: Curves, total: int = 0) -> None:
        """Show what the learning of the concept `name` measured; `total` steps are planned."""
        if curves is not self._curves:
            self._table.setRowCount(0)
        self._name, self._curves = name, curves
        self._plot.show_curves(curves, total)
        if self._as_table.isChecked():
            self._fill_table()
        self._save.setEnabled(bool(curves.losses()))

    def _lay_out(self) -> None:
        self._views.addWidget(self._plot)
        self._views.addWidget(self._table)
        self._table.setAccessibleName(self.tr("Losses"))
        tools = QHBoxLayout()
        tools.addWidget(theme.as_heading(QLabel(self.tr("How wrong it still is"))), 1)
        tools.addWidget(self._as_table)
        tools.addWidget(ActionButton(self._save))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(tools)
        layout.addWidget(self._views, 1)

    def _on_table(self, wanted: bool) -> None:
        self._views.setCurrentIndex(int(wanted))
        if wanted:
            self._fill_table()

    def _fill_table(self) -> None:
        """Write the rows that came since; the last one may have been half a step."""
        names, rows = list(self._curves.losses()), self._curves.rows()
        self._table.setColumnCount(1 + len(names))
        titles = [self.tr("Step"), *(concept_words.curve(name) for name in names)]
        self._table.setHorizontalHeaderLabels(titles)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        known = self._table.rowCount()
        first = known - 1 if 0 < known <= len(rows) else 0
        self._table.setRowCount(len(rows))
        for row in range(first, len(rows)):
            step, values = rows[row]
            cells = [str(step), *(_cell(values.get(name)) for name in names)]
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                self._table.setItem(row, column, item)

    def _save_csv(self) -> None:
        suggested, pattern = f"{self._name}.csv", self.tr("Tables (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save losses"), suggested, pattern)
        if not name:
            return
        try:
            path = write_csv(name, self._curves)
        except YoError as error:
            show_problem(self, error)
        else:
            self._context.notices.say(self.tr("Written to {file}.").format(file=path))


def _cell(value: float | None) -> str:
    return "" if value is None else concept_words.number(value, 4)
