"""One window for each data folder: a second start hands its files to the first, and goes."""

import hashlib
import json
import time
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from engine.paths import WINDOW

PATIENCE = 2000
"""Milliseconds that the first window has to answer."""
_AGAIN = 0.05
"""Seconds between two attempts to reach it."""
_LARGEST = 1 << 20
"""Bytes of one message; more is nonsense."""


class SingleInstance(QObject):
    """Holds the data folder for this window, and hears of later starts."""

    called = Signal(object)
    """A later start: a list of paths, which may be empty. The window comes to the front."""

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(home / WINDOW))
        self._lock.setStaleLockTime(0)  # a lock ends with its process only
        self._name = _socket_name(home)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._open: list[QLocalSocket] = []

    def claim(self) -> bool:
        """Whether this is the first window on the folder; it listens from now on.

        Where the folder takes no lock, because it is full or read-only, whoever answers is first.
        """
        if not self._lock.tryLock(0) and (
            self._lock.error() == QLockFile.LockError.LockFailedError or self._answered()
        ):
            return False
        QLocalServer.removeServer(self._name)  # of a window that was killed
        self._server.listen(self._name)
        return True

    def call(self, files: list[Path]) -> bool:
        """Hand absolute paths to the first window; False where it does not answer."""
        socket = QLocalSocket()
        if not self._reached(socket):
            return False
        socket.write(json.dumps([str(path.absolute()) for path in files]).encode() + b"\n")
        sent = socket.waitForBytesWritten(PATIENCE)
        socket.disconnectFromServer()
        return sent

    def _reached(self, socket: QLocalSocket) -> bool:
        """Connect; a window that has just taken the folder may not listen yet."""
        left = QDeadlineTimer(PATIENCE)
        while not left.hasExpired():
            socket.connectToServer(self._name)
            if socket.waitForConnected(left.remainingTime()):
                return True
            time.sleep(_AGAIN)
        return False

    def _answered(self) -> bool:
        """Whether a window listens for later starts."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        return socket.waitForConnected(PATIENCE)

    def release(self) -> None:
        """Let the next window have the folder."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            self._open.append(socket)
            socket.readyRead.connect(self._on_message)
            socket.disconnected.connect(self._on_gone)
            self._read(socket)

    def _on_message(self) -> None:
        sender = self.sender()
        if isinstance(sender, QLocalSocket):
            self._read(sender)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LARGEST:
                socket.abort()
            return
        line = bytes(socket.readLine(_LARGEST).data())
        try:
            paths = [Path(one) for one in json.loads(line) if isinstance(one, str)]
        except (ValueError, TypeError):
            return  # not from us
        self.called.emit(paths)

    def _on_gone(self) -> None:
        sender = self.sender()
        if isinstance(sender, QLocalSocket) and sender in self._open:
            self._open.remove(sender)
            sender.deleteLater()


def _socket_name(home: Path) -> str:
    whose = str(home.absolute())
    return f"yochameleon-{hashlib.sha256(whose.encode()).hexdigest()[:20]}"
