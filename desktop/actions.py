"""The commands that can be run: behind the menus, the buttons, the keys and the Ctrl+K palette."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import theme
from desktop.declared import Declared, spoken


@dataclass(frozen=True, slots=True)
class Command:
    """A registered action: what it is, and `owner`, the widget that it works on."""

    declared: Declared
    action: QAction
    owner: QWidget

    @property
    def words(self) -> str:
        """What it does now, after the title of its page where it has one: `Chat: Unpin`."""
        return self.declared.spelled(spoken(self.action.text()))


class Actions(QObject):
    """The registry of commands: all that are declared, and those that a widget has by now."""

    def __init__(self, declared: Iterable[Declared], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.declared = tuple(declared)
        """Every command that there is."""
        self._by_name = {one.name: one for one in self.declared}
        self._commands: list[Command] = []

    def add(
        self,
        owner: QWidget,
        name: str,
        slot: Callable[..., object],
        *,
        about: str = "",
        scope: QWidget | None = None,
    ) -> QAction:
        """The declared command `name` of `owner`, for its menus, buttons and keys.

        `about` tells what it works on where several of its kind are shown. Its keys work while the
        focus is in `owner`, or in `scope` where that is given; a main window's work everywhere.
        KeyError where no such command is declared.
        """
        declared = self._by_name[name]
        action = QAction(declared.text, owner)
        action.setObjectName(name)
        action.setIcon(theme.icon(declared.icon))
        action.setShortcut(declared.sequence)
        if about:
            action.setText(f"{spoken(declared.text)}: {about.replace('&', '&&')}")
            action.setIconText(declared.text)
        if not owner.isWindow():
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        explain(action, spoken(action.text()))
        action.triggered.connect(slot)
        action.installEventFilter(self)
        owner.addAction(action)
        if scope is not None:
            scope.addAction(action)
        self._commands.append(Command(declared, action, owner))
        return action

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A key was pressed: Qt by itself would also run what is hidden, and none of several."""
        if isinstance(event, QShortcutEvent):
            self._run_nearest(watched.objectName())
            return True
        return False

    def commands(self) -> list[Command]:
        """Every command whose owner still lives, in the order they were added."""
        self._commands = [c for c in self._commands if isValid(c.owner) and isValid(c.action)]
        return list(self._commands)

    def usable(self) -> list[Command]:
        """Commands that can be run now: enabled, and their owner is to be seen."""
        return [c for c in self.commands() if c.action.isEnabled() and c.owner.isVisible()]

    def elsewhere(self) -> list[Declared]:
        """Commands that can be run as soon as their page, which is not shown, is there."""
        here = {c.declared.place for c in self.commands() if c.owner.isVisible()}
        return [one for one in self.declared if one.free and one.place not in here]

    def find(self, name: str) -> QAction:
        """The action of this name. KeyError where there is none."""
        for command in self.commands():
            if command.declared.name == name:
                return command.action
        raise KeyError(name)

    def _run_nearest(self, name: str) -> None:
        """The one in which the focus is, else the first of those that are to be seen."""
        focused = QApplication.focusWidget()
        several = [command for command in self.usable() if command.declared.name == name]
        near = [command for command in several if _holds(command.owner, focused)]
        for command in (near or several)[:1]:
            command.action.trigger()


def explain(action: QAction, words: str) -> None:
    """Say `words` and its keys where the mouse rests on it."""
    pressed = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{words} ({pressed})")


def keys(declared: Declared) -> str:
    """Its keys as they are written on this platform."""
    return declared.sequence.toString(QKeySequence.SequenceFormat.NativeText)


def _holds(owner: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (owner is focused or owner.isAncestorOf(focused))
