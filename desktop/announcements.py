"""Tells the person outside the window that a long job has ended."""

import time

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from desktop.state.jobs import JobHandle, JobStatus, Queue
from desktop.state.settings import SettingsState

LONG = 20.0
"""Seconds from which on a job is worth a notification."""


class Announcements(QObject):
    """Notifies where the window is not in front and the person wants it."""

    def __init__(self, queue: Queue, settings: SettingsState, window: QWidget) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self._begun: dict[int, float] = {}
        self._tray: QSystemTrayIcon | None = None
        self.told: list[str] = []
        """What was notified, for this run."""
        self._queue = queue
        queue.changed.connect(self._note)
        queue.job_ended.connect(self._on_ended)

    def _note(self) -> None:
        running = self._queue.running
        if running is not None:
            self._begun.setdefault(running.id, time.monotonic())

    def _on_ended(self, job: JobHandle) -> None:
        begun = self._begun.pop(job.id, None)
        if begun is None or time.monotonic() - begun < LONG or self._window.isActiveWindow():
            return
        if job.status is JobStatus.CANCELLED or not self._settings.value.notify:
            return
        words = (
            self.tr("“{title}” is done.")
            if job.status is JobStatus.DONE
            else self.tr("“{title}” did not work.")
        )
        self.notify(words.format(title=job.title))

    def notify(self, text: str) -> None:
        """Show `text` by whatever the desktop offers; the taskbar entry asks for attention too."""
        self.told.append(text)
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            if self._tray is None:
                self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
                self._tray.messageClicked.connect(self._window.activateWindow)
            self._tray.show()
            self._tray.showMessage(QApplication.applicationDisplayName(), text)
            return
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            portal = "org.freedesktop.portal.Desktop"
            message = QDBusMessage.createMethodCall(
                portal,
                "/org/freedesktop/portal/desktop",
                "org.freedesktop.portal.Notification",
                "AddNotification",
            )
            content = {"title": QApplication.applicationDisplayName(), "body": text}
            message.setArguments(["job-ended", content])
            bus.send(message)
