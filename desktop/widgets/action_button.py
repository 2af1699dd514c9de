"""Buttons that stand for an action: same words, same keys, enabled when it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop import theme
from desktop.declared import spoken


def tool_button(action: QAction, *, words: bool = False) -> QToolButton:
    """A small button with the icon, and with the words beside it where wanted."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(theme.icon_beside_words() if words else theme.icon_size(1))
    button.setAccessibleName(spoken(action.text()))
    if words:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button


class ActionButton(QPushButton):
    """A large button that follows its action; `primary` where it is what one came for.

    `short` leaves out what the action is about, which stands beside the button; it is read out.
    """

    def __init__(self, action: QAction, *, primary: bool = False, short: bool = False) -> None:
        super().__init__()
        self.action, self._primary, self._short = action, primary, short
        self.setIconSize(theme.icon_beside_words())
        if primary:
            theme.as_primary(self)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self.action.iconText() if self._short else self.action.text())
        self.setAccessibleName(spoken(self.action.text()))
        icon = self.action.icon()
        self.setIcon(theme.on_accent(icon) if self._primary else icon)
        self.setToolTip(self.action.toolTip())
        self.setEnabled(self.action.isEnabled())
