"""Named words to add to a prompt: bundled ones, and one's own made and removed here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.state.styles import StylesState
from desktop.views.problem_dialog import show_problem
from desktop.widgets.searched_list import SearchedList
from engine.gallery.styles import Style


class StyleDialog(QDialog):
    """A list of styles, one's own first. Typing filters it, Enter takes one."""

    chosen = Signal(object)
    """A Style."""

    def __init__(self, state: StylesState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Styles"))
        self._state, self._keeping = state, False
        self._list = SearchedList(self.tr("Styles"), self.tr("Search styles"))
        self._name, self._words = QLineEdit(), QLineEdit()
        self._keep = QPushButton(self.tr("&Keep as a style"))
        self._remove = QPushButton(self.tr("&Remove"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._lay_out()
        self._connect()
        self.refresh()
        state.load()

    def refresh(self) -> None:
        """Show the styles as they are; words that are kept now need not stay in the fields."""
        if self._keeping:
            self._keeping = False
            self._name.clear()
            self._words.clear()
        self._list.show_lines([self._line(style) for style in self._state.known])

    def _line(self, style: Style) -> str:
        name = style.name if style.own else sentences.translated(style.name)
        note = self.tr("larger models only") if style.large else ""
        words = style.words.lstrip(", ")
        told = [name, words if words.casefold() != name.casefold() else "", note]
        return " · ".join(part for part in told if part)

    def _lay_out(self) -> None:
        self._keep.setAutoDefault(False)  # Enter in the search field takes the chosen style
        self._remove.setAutoDefault(False)
        self._name.setPlaceholderText(self.tr("Name"))
        self._name.setAccessibleName(self.tr("Name of a new style"))
        self._words.setPlaceholderText(self.tr("Words, such as: in the rain"))
        self._words.setAccessibleName(self.tr("Words of a new style"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Add to prompt"))
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        self._buttons.addButton(self._remove, QDialogButtonBox.ButtonRole.ResetRole)
        own = QHBoxLayout()
        own.addWidget(self._name, 2)
        own.addWidget(self._words, 3)
        own.addWidget(self._keep)
        layout = QVBoxLayout(self)
        layout.addWidget(self._list, 1)
        layout.addWidget(theme.as_note(QLabel(self.tr("A style of your own:"))))
        layout.addLayout(own)
        layout.addWidget(self._buttons)
        self.resize(theme.room(self, 32, 24))

    def _connect(self) -> None:
        self._state.changed.connect(self.refresh)
        self._state.failed.connect(self._on_failed)
        self._list.taken.connect(self._take)
        self._list.moved.connect(self._on_moved)
        self._name.textChanged.connect(self._on_own)
        self._words.textChanged.connect(self._on_own)
        self._keep.clicked.connect(self._on_keep)
        self._remove.clicked.connect(self._on_remove)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._on_own()

    @property
    def _chosen(self) -> Style | None:
        row = self._list.row
        return self._state.known[row] if 0 <= row < len(self._state.known) else None

    def _on_moved(self) -> None:
        style = self._chosen
        self._remove.setEnabled(style is not None and style.own)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(style is not None)

    def _on_own(self) -> None:
        given = [self._name.text().strip(), self._words.text().strip()]
        self._keep.setEnabled(all(given))
        usual = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        (self._keep if any(given) else usual).setDefault(True)  # what Enter does

    def _on_keep(self) -> None:
        self._keeping = True
        self._state.add(self._name.text(), self._words.text())

    def _on_remove(self) -> None:
        if self._chosen is not None:
            self._state.remove(self._chosen.name)

    def _on_accepted(self) -> None:
        self._take(self._list.row)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._state.known):
            self.accept()
            self.chosen.emit(self._state.known[row])

    def _on_failed(self, error: Exception) -> None:
        self._keeping = False
        show_problem(self, error)
