"""Ctrl+K: every command that can be run now, here or on another page, found by its letters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.actions import Actions, keys
from desktop.declared import Declared
from desktop.widgets.search_field import SearchField

_ROLE = Qt.ItemDataRole.UserRole
_KEYS = int(_ROLE) + 1
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the palette, and what choosing it does."""

    words: str
    keys: str
    icon: QIcon
    run: Callable[[], object]


class Palette(QDialog):
    """A field and the commands that fit what is typed; Enter runs the chosen one."""

    def __init__(
        self, actions: Actions, parent: QWidget, go: Callable[[Declared], None] | None = None
    ) -> None:
        """`go` runs a command of another page; without it only what is shown is offered."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Commands"))
        self._offers = _offers(actions, go)
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("Search commands"))
        self.list = QListWidget()
        self.list.setItemDelegate(_KeysAtTheEnd(self.list))
        self.list.setAccessibleName(self.tr("Commands that fit"))
        self.resize(theme.room(self, 28, 18))
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self.refresh)
        self.field.returnPressed.connect(self.run)
        self.field.installEventFilter(self)
        self.list.itemActivated.connect(self.run)
        self.refresh()

    def refresh(self) -> None:
        """Show what fits the letters, the closest first."""
        asked = self.field.text()
        scored = ((fit(asked, one.words), one) for one in self._offers)
        fitting = [(score, offer) for score, offer in scored if score is not None]
        self.list.clear()
        for _, offer in sorted(fitting, key=lambda one: (one[0], len(one[1].words))):
            self.list.addItem(_item(offer))
        self.list.setCurrentRow(0)

    def run(self) -> None:
        """Close, and run the chosen command."""
        item = self.list.currentItem()
        if item is None:
            return
        offer = item.data(_ROLE)
        self.accept()
        offer.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows typed in the field move through the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)


def fit(asked: str, text: str) -> float | None:
    """How well the letters of `asked` fit `text`: 0 is best; None where they are not all there."""
    asked, text = asked.casefold().strip(), text.casefold()
    if asked in text:
        return text.index(asked) / 1000
    place, spread = -1, 0
    for letter in asked:
        following = text.find(letter, place + 1)
        if following < 0:
            return None
        spread += following - place - 1
        place = following
    return 1.0 + spread


def _offers(actions: Actions, go: Callable[[Declared], None] | None) -> list[Offer]:
    """What is here, then what is on other pages."""
    here = [
        Offer(one.words, keys(one.declared), one.action.icon(), one.action.trigger)
        for one in actions.usable()
    ]
    if go is None:
        return here
    return here + [
        Offer(one.words, keys(one), theme.icon(one.icon), partial(go, one))
        for one in actions.elsewhere()
    ]


def _item(offer: Offer) -> QListWidgetItem:
    item = QListWidgetItem(offer.icon, offer.words)
    item.setData(_ROLE, offer)
    item.setData(_KEYS, offer.keys)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.words} {offer.keys}".strip())
    return item


class _KeysAtTheEnd(QStyledItemDelegate):
    """A row whose shortcut stands in a column of its own, as in a menu."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        chosen = option.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(option.palette.color(role))
        place = option.rect.adjusted(theme.SPACE.s, 0, -theme.SPACE.s, 0)
        sides = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, sides, index.data(_KEYS))
        painter.restore()
