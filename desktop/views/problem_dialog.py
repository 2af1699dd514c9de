"""Says what went wrong and what to do about it; a bug is shown with its trace, to be copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import sentences, theme
from desktop.palettes import Tone
from desktop.problems import UnexpectedError, in_problem
from desktop.widgets.sign import Sign
from engine.errors import YoError


def show_problem(parent: QWidget | None, error: BaseException) -> "ProblemDialog":
    """Open the dialog over `parent`, without waiting for it."""
    dialog = ProblemDialog(in_problem(error), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class ProblemDialog(QDialog):
    """One problem."""

    def __init__(self, error: YoError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A problem"))
        self._trace = error.trace if isinstance(error, UnexpectedError) else ""
        sign = Sign("circle-alert", 2, Tone.BAD)
        sign.setAccessibleName(self.tr("Problem"))
        what = _label(sentences.translated(str(error)))
        remedy = _label(sentences.translated(error.remedy))
        words = QVBoxLayout()
        words.addWidget(theme.as_heading(what))
        words.addWidget(remedy)
        words.addStretch()
        top = QHBoxLayout()
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.setMinimumWidth(theme.room(self, 26, 1).width())
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SPACE.m)
        layout.addLayout(top)
        if self._trace:
            layout.addWidget(self._details())
        layout.addWidget(self._buttons())

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._trace)

    def _details(self) -> QPlainTextEdit:
        details = QPlainTextEdit(self._trace)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setAccessibleName(self.tr("Details"))
        details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        details.setMinimumSize(theme.room(self, 26, 8))
        return details

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        if self._trace:
            copy = QPushButton(theme.icon("clipboard"), self.tr("Copy details"))
            copy.setIconSize(theme.icon_beside_words())
            copy.setAutoDefault(False)  # Close stays what Enter does
            copy.clicked.connect(self.copy)
            buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        return buttons


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
