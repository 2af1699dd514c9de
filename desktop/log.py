"""What went wrong and when, in files that stay small and hold nothing private."""

import faulthandler
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.background import set_hook
from engine.redaction import redacted

LARGEST = 256 * 1024
"""Bytes of one log file; four are kept."""
_CRASH = "crash-*.txt"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("desktop")


@dataclass(frozen=True, slots=True)
class Crash:
    """A report that an earlier run left when it broke down."""

    text: str


class Log:
    """The open log of this run."""

    def __init__(self, home: Path) -> None:
        """Write to `home/logs` from now on; nothing is written where that cannot be made."""
        self._folder = home / "logs"
        self._crash_file: TextIO | None = None
        self._handler: logging.Handler = logging.NullHandler()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._handler = RotatingFileHandler(
                self._folder / "desktop.log", maxBytes=LARGEST, backupCount=3, encoding="utf-8"
            )
        self._handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(self._handler)

    def last_crash(self) -> Crash | None:
        """The report of a run that broke down, once: it is forgotten with this call."""
        found = []
        for file in sorted(self._folder.glob(_CRASH)):
            if self._crash_file is not None and file.name == Path(self._crash_file.name).name:
                continue
            with suppress(OSError):
                found.append(file.read_text(encoding="utf-8", errors="replace").strip())
                file.unlink()
        reports = [redacted(text) for text in found if text]
        for report in reports:
            _log.error("An earlier run broke down:\n%s", report)
        return Crash(reports[-1]) if reports else None

    def watch(self, show: Callable[[BaseException], None]) -> None:
        """Log what nobody catches, from every side, and `show` it; keep a trace of hard crashes."""
        with suppress(OSError):
            path = self._folder / f"crash-{os.getpid()}.txt"
            self._crash_file = path.open("w", encoding="utf-8")
            faulthandler.enable(self._crash_file)
        qInstallMessageHandler(_from_qt)

        def caught(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            _log.error("Uncaught", exc_info=(kind, error, trace))
            show(error)

        sys.excepthook = caught
        set_hook(caught)

    def close(self) -> None:
        """End of an orderly run: no crash is left to be told."""
        sys.excepthook = sys.__excepthook__
        set_hook(None)
        qInstallMessageHandler(None)
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
            Path(self._crash_file.name).unlink(missing_ok=True)
            self._crash_file = None
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()


class _Redacting(logging.Formatter):
    """Formats a record, then takes the private parts out of all of it, its trace included."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], "%s", message)
