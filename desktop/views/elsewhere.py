"""Runs a command of a page that is not shown: goes there first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.declared import Declared

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow

PATIENCE = 3000
"""Milliseconds that a page may take to read what the command needs."""
_LOOK = 50
"""Milliseconds between two looks at whether it can be run."""


class Elsewhere(QObject):
    """At most one command waits for its page; another one, or another page, takes its place."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._wanted: Declared | None = None
        self._looks = QTimer(self, interval=_LOOK)
        self._looks.timeout.connect(self._look)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)

    def run(self, wanted: Declared) -> None:
        """Show the page, and trigger the command as soon as it can be run there."""
        if wanted.place is None:
            return
        self._wanted = wanted
        self._window.show_place(wanted.place)
        self._looks.start()
        self._patience.start()

    def _look(self) -> None:
        wanted = self._wanted
        if wanted is None or self._window.place is not wanted.place:
            self._end()
            return
        usable = self._window.context.actions.usable()
        for command in usable:
            if command.declared is wanted:
                self._end()
                command.action.trigger()
                return

    def _give_up(self) -> None:
        if self._wanted is not None:
            said = self.tr("“{command}” cannot be done now.").format(command=self._wanted.words)
            self._window.context.notices.say(said)
        self._end()

    def _end(self) -> None:
        self._wanted = None
        self._looks.stop()
        self._patience.stop()
