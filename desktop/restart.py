"""The app ends and begins again, as it was begun: for what only a new start can take over."""

import subprocess
import sys

from PySide6.QtCore import QCoreApplication

CODE = 75
"""Exit status of Qt's loop that asks for it."""


def ask() -> None:
    """Leave Qt's loop; the app closes in order and begins again."""
    QCoreApplication.exit(CODE)


def begin() -> None:
    """Begin the app in a process of its own, which outlives this one."""
    command = [sys.executable, *sys.orig_argv[1:]]
    subprocess.Popen(command, start_new_session=True)  # noqa: S603 - the command of this process
