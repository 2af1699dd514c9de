"""The logs, and diagnostics to be saved: looked through here, and given away by nobody else."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.context import Context
from desktop.state.logs import LogsState
from desktop.state.navigation import Place
from desktop.views.problem_dialog import show_problem
from desktop.widgets.action_button import ActionButton


class LogsPage(QWidget):
    """The sheets at the left, the chosen one at the right."""

    place = Place.LOGS
    icon_name = "scroll-text"

    def __init__(self, state: LogsState, context: Context) -> None:
        super().__init__()
        self._state, self._context = state, context
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("Sheets"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the sheet"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        add = context.actions.add
        look = add(self, "logs.look", state.look)
        self.save = add(self, "logs.save", self._ask)
        buttons = QHBoxLayout()
        buttons.addWidget(theme.as_title(QLabel(self.title)))
        buttons.addStretch()
        for action in (look, self.save):
            buttons.addWidget(ActionButton(action))
        layout = QVBoxLayout(self)
        theme.as_page(layout)
        layout.addLayout(buttons)
        layout.addWidget(theme.as_note(QLabel(self._promise())))
        layout.addWidget(self._split(), 1)
        state.changed.connect(self.refresh)
        state.saved.connect(self._on_saved)
        state.failed.connect(self._on_failed)
        self.names.currentRowChanged.connect(self._show)
        self.refresh()

    @property
    def title(self) -> str:
        """The place in words."""
        return self.tr("Logs")

    def open(self, what: object) -> None:
        """Collect what there is now."""
        self._state.look()

    def refresh(self) -> None:
        """Show the sheets; the chosen one stays chosen."""
        chosen = max(self.names.currentRow(), 0)
        self.names.clear()
        self.names.addItems([sheet.name for sheet in self._state.sheets])
        self.names.setCurrentRow(min(chosen, self.names.count() - 1))
        self.save.setEnabled(bool(self._state.sheets) and not self._state.busy)
        if self._state.busy and not self._state.sheets:
            self.text.setPlainText(self.tr("Collecting…"))

    def _promise(self) -> str:
        return self.tr(
            "This is all that diagnostics hold. Prompts, names, photos and your folders are not "
            "in it. Nothing is sent: you save a file and decide who gets it."
        )

    def _split(self) -> QSplitter:
        split = QSplitter()
        split.addWidget(self.names)
        split.addWidget(self.text)
        split.setStretchFactor(1, 4)
        split.setChildrenCollapsible(False)
        return split

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._state.sheets):
            self.text.setPlainText(self._state.sheets[row].text)

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save diagnostics"),
            str(Path.home() / "yochameleon-diagnostics.zip"),
            self.tr("ZIP files (*.zip)"),
        )
        if name:
            self._state.save(Path(name))

    def _on_saved(self, path: Path) -> None:
        self._context.notices.say(self.tr("Saved as {file}.").format(file=path.name))

    def _on_failed(self, error: Exception) -> None:
        show_problem(self, error)
