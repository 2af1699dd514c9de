"""What is stated before a human being is taught, a box to agree to it, and a notice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import sentences, theme
from desktop.palettes import Tone
from desktop.widgets.sign import Sign
from engine.learning.consent import NOTICE, STATEMENT


class PersonStatement(QFrame):
    """`stated` tells whether the box was ticked or cleared."""

    stated = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.as_card(self)
        self._agreed = QCheckBox(self.tr("&This is true"))
        self._agreed.setAccessibleDescription(sentences.translated(STATEMENT))
        self._agreed.clicked.connect(self.stated)
        sign = Sign("triangle-alert", tone=Tone.WARNING)
        sign.setAccessibleName(self.tr("Notice"))
        notice = QHBoxLayout()
        notice.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        notice.addWidget(QLabel(sentences.translated(NOTICE), wordWrap=True), 1)
        column = QVBoxLayout(self)
        column.addWidget(QLabel(sentences.translated(STATEMENT), wordWrap=True))
        column.addWidget(self._agreed)
        column.addLayout(notice)

    def show_stated(self, agreed: bool) -> None:
        """Tick or clear the box."""
        self._agreed.setChecked(agreed)
