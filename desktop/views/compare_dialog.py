"""Two pictures of the gallery side by side, with what differs in how they were drawn."""

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.actions import Actions
from desktop.state import picture_words
from desktop.widgets.action_button import tool_button
from desktop.widgets.picture_pair import PicturePair
from engine.gallery.picture import Picture


class CompareDialog(QDialog):
    """Zooms both with + and −, or the wheel; 0 fits both."""

    def __init__(
        self, left: Picture, right: Picture, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare two pictures"))
        self._pair = PicturePair()
        self._pair.name_sides(left.prompt, right.prompt)
        self._pair.show_files(left.path, right.path)
        add = actions.add
        self._actions = (
            add(self, "compare.in", self._pair.zoom_in),
            add(self, "compare.out", self._pair.zoom_out),
            add(self, "compare.fit", self._pair.fit),
        )
        layout = QVBoxLayout(self)
        layout.addLayout(self._tools())
        layout.addWidget(self._pair, 1)
        layout.addLayout(self._facts(left, right))
        self.resize(theme.room(self, 60, 42))

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for action in self._actions:
            row.addWidget(tool_button(action))
        row.addStretch(1)
        return row

    def _facts(self, left: Picture, right: Picture) -> QGridLayout:
        grid = QGridLayout()
        both = zip(picture_words.facts(left), picture_words.facts(right), strict=True)
        for row, words in enumerate(both):
            for column, text in enumerate(words):
                label = QLabel(text)
                label.setWordWrap(True)
                grid.addWidget(label if words[0] != words[1] else theme.as_note(label), row, column)
        return grid
