"""Every command of the window: behind the menus, the Ctrl+K palette and the F1 list."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcutEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import theme

Shortcut = str | QKeySequence | QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """A registered action: `name` is `group.verb`, `owner` the widget it works on."""

    name: str
    action: QAction
    owner: QWidget

    @property
    def group(self) -> str:
        """The word before the dot: `chat` of `chat.new`."""
        return self.name.split(".")[0]

    @property
    def words(self) -> str:
        """What it does, after the title of its page where it has one: `Queue: Stop`."""
        title = getattr(self.owner, "title", None)
        if not isinstance(title, str):
            return spoken(self.action)
        spelled = QCoreApplication.translate("Command", "{page}: {command}")
        return spelled.format(page=title, command=spoken(self.action))


def spoken(action: QAction) -> str:
    """An action's words without the mark of its menu key and without dots at the end."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…. ")


class Actions(QObject):
    """The registry of commands."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: list[Command] = []

    def add(  # noqa: PLR0913 - all that an action is made of; the last one by its name only
        self,
        owner: QWidget,
        name: str,
        text: str,
        slot: Callable[..., object],
        shortcut: Shortcut | None = None,
        *,
        icon: str | None = None,
    ) -> QAction:
        """A new command of `owner`, for its menus, buttons and keys.

        `name` is `group.verb` and known once per owner. `text` is translated. The shortcut works
        while the focus is in `owner`; in the main window it works everywhere, but where a part
        with the focus has the same.
        """
        action = QAction(text, owner)
        action.setObjectName(name)
        action.triggered.connect(slot)
        if icon is not None:
            action.setIcon(theme.icon(icon))
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
            if not owner.isWindow():
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{spoken(action)} ({keys})")
            action.installEventFilter(self)
        owner.addAction(action)
        self._commands.append(Command(name, action, owner))
        return action

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Run the nearest of several commands of one key; Qt by itself would run none of them."""
        if isinstance(event, QShortcutEvent) and event.isAmbiguous():
            self._run_nearest(event.key())
            return True
        return False

    def commands(self) -> list[Command]:
        """Every command whose owner still lives, in the order they were added."""
        self._commands = [c for c in self._commands if isValid(c.owner) and isValid(c.action)]
        return list(self._commands)

    def usable(self) -> list[Command]:
        """Commands that can be run now: enabled, and their owner is to be seen."""
        return [c for c in self.commands() if c.action.isEnabled() and c.owner.isVisible()]

    def find(self, name: str) -> QAction:
        """The action of this name. KeyError where there is none."""
        for command in self.commands():
            if command.name == name:
                return command.action
        raise KeyError(name)

    def _run_nearest(self, keys: QKeySequence) -> None:
        """The command of the part that has the focus goes before that of the window around it."""
        focused = QApplication.focusWidget()
        rivals = [command for command in self.usable() if command.action.shortcut() == keys]
        parts = [command for command in rivals if not command.owner.isWindow()]
        near = [command for command in parts if _holds(command.owner, focused)]
        for command in (near or parts or rivals)[:1]:
            command.action.trigger()


def _holds(owner: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (owner is focused or owner.isAncestorOf(focused))
