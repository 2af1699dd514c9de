"""Words with Markdown, as high as they need to be. Nothing is ever loaded: no picture, no page."""

import math
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QPalette, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class MarkdownText(QTextBrowser):
    """Text that can be selected by mouse and keyboard; links are words like others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, bool] | None = None
        self._height: tuple[int, int] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setBackgroundRole(QPalette.ColorRole.NoRole)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str, *, markdown: bool) -> None:
        """Show words, as Markdown or as they are."""
        if (text, markdown) == self._shown:
            return
        self._shown, self._height = (text, markdown), None
        if markdown:
            self.document().setMarkdown(text, _FEATURES)
        else:
            self.setPlainText(text)
        self.updateGeometry()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """An invisible dot: an answer may name any file or address, and none is opened.

        Where this were nothing, Qt would look for the file itself.
        """
        dot = QImage(1, 1, QImage.Format.Format_ARGB32)
        dot.fill(Qt.GlobalColor.transparent)
        return dot

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As high as the words are when they are `width` wide."""
        if self._height is None or self._height[0] != width:
            self.document().setTextWidth(width)
            self._height = (width, math.ceil(self.document().size().height()))
        return self._height[1]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as it is now."""
        width = max(1, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, self.fontMetrics().height())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the list scroll."""
        event.ignore()
