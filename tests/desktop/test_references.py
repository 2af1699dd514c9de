"""Calls into Qt do not wear Python's own objects out."""

import subprocess
import sys

SCRIPT = """
from desktop.app import application
from PySide6.QtCore import QObject, Signal

class Teller(QObject):
    told = Signal()

app, teller = application(), Teller()
for _ in range(300_000):
    teller.told.emit()
    teller.setObjectName("a")
print("alive")
"""


def test_many_signals_and_calls_leave_the_interpreter_alive() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout.strip() == "alive", ended.stderr[-500:]
