"""The app ends and begins again: for what only a new start can take over."""

import subprocess
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

CODE = 75
"""Exit status of Qt's loop that asks for it."""


def ask() -> None:
    """Leave Qt's loop; the app closes in order and begins again."""
    QCoreApplication.exit(CODE)


def begin(words: Sequence[str]) -> None:
    """Begin the app in a process of its own, which outlives this one, with these words.

    Python and the program are called as they were.
    """
    program = sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv) + 1]
    command = [sys.executable, *program, *words]
    subprocess.Popen(command, start_new_session=True)  # noqa: S603 - this process, begun again
