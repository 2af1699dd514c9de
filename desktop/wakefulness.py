"""Keeps the computer awake while a job runs, where the system can be asked."""

import ctypes
import sys
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from desktop import background
from desktop.state.jobs import Queue
from desktop.state.settings import SettingsState

_SESSION, _SYSTEM = "yochameleon-awake", "yochameleon-awake-system"
_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001
"""ES_CONTINUOUS and ES_SYSTEM_REQUIRED of SetThreadExecutionState."""


class Wakefulness(QObject):
    """Follows the queue: awake while one runs and the person wants it."""

    def __init__(
        self, queue: Queue, settings: SettingsState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._settings = queue, settings
        self.awake = False
        """Whether the system has been asked to stay awake."""
        self._watchers: list[QDBusPendingCallWatcher] = []
        queue.changed.connect(self.refresh)
        settings.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Ask, or let go, as the queue is now."""
        wanted = self._queue.running is not None and self._settings.value.keep_awake
        if wanted == self.awake:
            return
        self.awake = wanted
        if sys.platform == "win32":
            flags = _CONTINUOUS | (_SYSTEM_REQUIRED if wanted else 0)
            ctypes.windll.kernel32.SetThreadExecutionState(flags)
        elif sys.platform == "linux":
            self._ask_buses() if wanted else self._let_go()

    def _ask_buses(self) -> None:
        """Connecting waits for the buses, so it is done beside the window."""
        background.run(_connect).done.connect(self._on_connected)

    def _on_connected(self, _: object) -> None:
        """Ask without waiting; each holds until its connection or answer is dropped."""
        self._drop_watchers()
        if not self.awake:  # the job has ended meanwhile
            self._let_go()
            return
        reason = QCoreApplication.translate("Wakefulness", "A job is running")
        session, system = QDBusConnection(_SESSION), QDBusConnection(_SYSTEM)
        if session.isConnected():
            name = "org.freedesktop.ScreenSaver"
            session.send(
                _call(
                    name, "/org/freedesktop/ScreenSaver", name, "Inhibit", ["Yo'Chameleon", reason]
                )
            )
        if system.isConnected():
            login = "org.freedesktop.login1"
            asked = _call(
                login,
                "/org/freedesktop/login1",
                f"{login}.Manager",
                "Inhibit",
                ["sleep:idle", "Yo'Chameleon", reason, "block"],
            )
            self._watchers = [QDBusPendingCallWatcher(system.asyncCall(asked), self)]

    def _let_go(self) -> None:
        self._drop_watchers()
        for name in (_SESSION, _SYSTEM):
            QDBusConnection.disconnectFromBus(name)

    def _drop_watchers(self) -> None:
        for watcher in self._watchers:
            watcher.deleteLater()  # and with it the file descriptor of the answer
        self._watchers = []


def _connect() -> None:
    """Connections of our own by name, which the window's thread finds again."""
    QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _SESSION)
    QDBusConnection.connectToBus(QDBusConnection.BusType.SystemBus, _SYSTEM)


def _call(service: str, path: str, interface: str, method: str, args: list[Any]) -> QDBusMessage:
    message = QDBusMessage.createMethodCall(service, path, interface, method)
    message.setArguments(args)
    return message
