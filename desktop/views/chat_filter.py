"""Narrows the list of chats: by folder, by concept, by the day they were last changed."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from desktop.state import concept_words
from desktop.state.chat_list import ChatList
from desktop.theme import as_note, icon, icon_size


class ChatFilterButton(QToolButton):
    """A menu of what can be looked for; each of its parts has one choice."""

    def __init__(self, state: ChatList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setIcon(icon("sliders-horizontal"))
        self.setIconSize(icon_size())
        self.setToolTip(self.tr("Show only some chats"))
        self.setAccessibleName(self.tr("Show only some chats"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices = QMenu(self)
        self.setMenu(self.choices)
        self.choices.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer the folders and concepts that there are now."""
        self.choices.clear()
        folders = [(one.name, one.name) for one in self._state.folders]
        concepts = [(name, name) for name in self._state.concepts]
        any_folder = (self.tr("Any folder"), None)
        none = [(self.tr("In no folder"), "")] if folders else []
        self._offer(self.tr("Folder"), "folder", [any_folder, *none, *folders])
        self._offer(self.tr("Concept"), "concept", [(self.tr("Any concept"), ""), *concepts])
        self._offer(self.tr("Last changed"), "since", self._days())
        self.choices.addSeparator()
        every = self.choices.addAction(self.tr("Show all chats"), self._state.look_for_all)
        every.setEnabled(self._state.wanted.narrow)

    def _days(self) -> list[tuple[str, object]]:
        today = date.today()
        return [
            (self.tr("At any time"), None),
            (self.tr("Today"), today),
            (self.tr("In the last 7 days"), today - timedelta(days=6)),
            (self.tr("In the last 30 days"), today - timedelta(days=29)),
            (self.tr("In the last 365 days"), today - timedelta(days=364)),
        ]

    def _offer(self, title: str, field: str, choices: list[tuple[str, object]]) -> None:
        """A submenu in which one choice is taken."""
        menu = self.choices.addMenu(title)
        group = QActionGroup(menu)
        for words, value in choices:
            action = QAction(words.replace("&", "&&"), group)
            action.setCheckable(True)
            action.setChecked(getattr(self._state.wanted, field) == value)
            action.triggered.connect(partial(self._choose, field, value))
            menu.addAction(action)

    def _choose(self, field: str, value: object) -> None:
        self._state.look_for(**{field: value})


class ChatFilterLine(QWidget):
    """Says which chats are shown alone, with a button that shows all again."""

    def __init__(self, state: ChatList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.words = as_note(QLabel(self))
        self.words.setWordWrap(True)
        self.every = QToolButton(self)
        self.every.setIcon(icon("x"))
        self.every.setIconSize(icon_size())
        self.every.setToolTip(self.tr("Show all chats"))
        self.every.setAccessibleName(self.tr("Show all chats"))
        self.every.clicked.connect(state.look_for_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.every)
        self.refresh()

    def refresh(self) -> None:
        """Show what is wanted, or nothing where all is."""
        self.setVisible(self._state.wanted.narrow)
        self.words.setText(" · ".join(self._parts()))

    def _parts(self) -> list[str]:
        wanted = self._state.wanted
        parts = []
        if wanted.folder is not None:
            parts.append(wanted.folder or self.tr("In no folder"))
        if wanted.concept:
            parts.append(self.tr("About {name}").format(name=wanted.concept))
        if wanted.since is not None:
            day = concept_words.day(wanted.since.isoformat())
            parts.append(self.tr("Since {day}").format(day=day))
        return parts
