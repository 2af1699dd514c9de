"""A field for words that names concepts with an @: completion, highlighting, chips."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QIcon,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPalette,
    QPixmap,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QToolButton,
    QWidget,
)

from desktop.state import mentions
from desktop.state.mentions import Mentionable
from desktop.theme import SPACE
from desktop.widgets.picture import fitted

_ACCEPTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConceptEdit(QPlainTextEdit):
    """Words with mentions. Enter submits, Shift+Enter begins a line, Tab leaves the field.

    While a completion is shown, Enter and Tab take it and Escape hides it.
    """

    submitted = Signal()
    mentions_changed = Signal()
    """Other concepts are named than before, or one of them has another version."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: list[Mentionable] = []
        self._mentioned: tuple[Mentionable, ...] = ()
        self._highlighter = _Highlighter(self)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._popup = QListView()
        self._popup.setAccessibleName(self.tr("Concepts"))
        self._completer.setPopup(self._popup)
        self._popup.setParent(self, self._popup.windowFlags())  # which looks like its surroundings
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.activated.connect(self._take)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._offer)

    @property
    def text(self) -> str:
        """What is written, with the @ before each concept's name."""
        return self.toPlainText()

    @property
    def spoken(self) -> str:
        """What the model is told: the same without the @ before names, and trimmed."""
        return mentions.unmarked(self.text, self._known_names()).strip()

    @property
    def mentioned(self) -> tuple[Mentionable, ...]:
        """The concepts that are named, in their order."""
        return self._mentioned

    def set_concepts(self, known: Sequence[Mentionable]) -> None:
        """Which concepts can be named."""
        self._known = list(known)
        self._highlighter.set_names(self._known_names())
        self._on_text()

    def set_text(self, text: str, names: Sequence[str] = ()) -> None:
        """Write a text as one step that can be undone; each of `names` in it becomes a mention."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(mentions.marked(text, names))
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._popup.hide()

    def mention(self, name: str) -> None:
        """Name a concept at the cursor, unless the text names it already."""
        if name in mentions.mentioned(self.text, [name]):
            return
        cursor = self.textCursor()
        before = self.text[: cursor.position()]
        space = " " if before and not before[-1].isspace() else ""
        cursor.insertText(f"{space}{mentions.MARK}{name} ")
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take a completion, submit, or write."""
        if self._popup.isVisible() and event.key() in _ACCEPTS:
            self._take(self._popup.currentIndex().data() or self._completer.currentCompletion())
        elif self._popup.isVisible() and event.key() == Qt.Key.Key_Escape:
            self._popup.hide()
        elif event.key() in _ENTERS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take over new colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.rehighlight()

    def _known_names(self) -> list[str]:
        return [one.name for one in self._known]

    def _on_text(self) -> None:
        by_name = {one.name: one for one in self._known}
        found = mentions.mentioned(self.text, list(by_name))
        here = tuple(by_name[name] for name in found)
        if here != self._mentioned:
            self._mentioned = here
            self.mentions_changed.emit()

    def _offer(self) -> None:
        """Show the names that go on with what is being typed, or nothing."""
        typed = mentions.begun(self.text, self.textCursor().position())
        fitting = [] if typed is None else mentions.completions(typed, self._known)
        if typed is None or not fitting or typed in [one.name for one in fitting]:
            self._popup.hide()
            return
        self._names.setStringList([one.name for one in fitting])
        self._completer.setCompletionPrefix(typed)
        place = self.cursorRect()
        place.setWidth(
            self._popup.sizeHintForColumn(0)
            + 2 * self._popup.verticalScrollBar().sizeHint().width()
        )
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take(self, name: str) -> None:
        cursor = self.textCursor()
        typed = mentions.begun(self.text, cursor.position())
        self._popup.hide()
        if typed is None or not name:
            return
        left, keep = QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor
        cursor.movePosition(left, keep, len(typed))
        cursor.insertText(f"{name} ")
        self.setTextCursor(cursor)


class _Highlighter(QSyntaxHighlighter):
    """Mentions stand out in bold and in the palette's colour of links."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self._edit = edit
        self._names: list[str] = []

    def set_names(self, names: Sequence[str]) -> None:
        """What can be mentioned."""
        self._names = list(names)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Colour one line."""
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold)
        look.setForeground(self._edit.palette().color(QPalette.ColorRole.Link))
        for start, length in mentions.spans(text, self._names):
            self.setFormat(start, length, look)


class ConceptChips(QWidget):
    """The concepts that a text names, each with its portrait and version."""

    chosen = Signal(str)
    """The name of a concept whose chip was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._portraits: dict[str, QIcon] = {}
        self.setVisible(False)

    def show_concepts(self, concepts: Sequence[Mentionable]) -> None:
        """Put these in place of the former ones; without any, nothing is seen."""
        while self._row.count() > 1:
            item = self._row.takeAt(0)
            chip = item.widget() if item else None
            if chip:
                chip.hide()
                chip.deleteLater()
        for place, concept in enumerate(concepts):
            self._row.insertWidget(place, self._chip(concept))
        self.setVisible(bool(concepts))

    def _chip(self, concept: Mentionable) -> QToolButton:
        chip = QToolButton(self)
        words = self.tr("{name}, version {version}").format(
            name=concept.name, version=concept.version
        )
        chip.setObjectName(concept.name)
        chip.setText(
            self.tr("{name} v{version}").format(name=concept.name, version=concept.version)
        )
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setAccessibleName(words)
        chip.setToolTip(words)
        side = 2 * self.fontMetrics().height()
        chip.setIconSize(QSize(side + SPACE.xs, side))
        chip.setIcon(self._portrait(concept, side))
        chip.clicked.connect(self._on_clicked)
        return chip

    def _on_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.objectName())

    def _portrait(self, concept: Mentionable, side: int) -> QIcon:
        if concept.portrait is None:
            return QIcon()
        key = f"{concept.portrait} {side}"
        if key not in self._portraits:
            reader = QImageReader(str(concept.portrait))
            reader.setAutoTransform(True)
            scaled = reader.size().scaled(
                QSize(2 * side, 2 * side), Qt.AspectRatioMode.KeepAspectRatio
            )
            reader.setScaledSize(scaled)  # a small read: the whole photo is never decoded at size
            self._portraits[key] = self._apart(QPixmap.fromImageReader(reader), 2 * side)
        return self._portraits[key]

    def _apart(self, portrait: QPixmap, side: int) -> QIcon:
        """With room towards the name, which a button sets close to its icon."""
        room = 2 * SPACE.xs
        ground = QPixmap(side + room, side)
        ground.fill(Qt.GlobalColor.transparent)
        before = room if self.isRightToLeft() else 0
        painter = QPainter(ground)
        painter.drawPixmap(fitted(portrait.size(), QRect(before, 0, side, side)), portrait)
        painter.end()
        return QIcon(ground)
