"""The app ends and begins again, with the words that it was begun with."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from desktop import restart

told = Path(sys.argv[1])
if told.exists():
    told.write_text(told.read_text() + " again")
else:
    told.write_text("begun")
    app = QCoreApplication([])
    QTimer.singleShot(0, restart.ask)
    if app.exec() == restart.CODE:
        restart.begin()
"""


def test_it_begins_again_after_it_has_ended(tmp_path: Path) -> None:
    file, told = tmp_path / "app.py", tmp_path / "a folder" / "told"
    told.parent.mkdir()
    file.write_text(APP)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, str(file), str(told)], env=environment, check=True)
    until = time.monotonic() + 60
    while told.read_text() != "begun again" and time.monotonic() < until:
        time.sleep(0.05)
    assert told.read_text() == "begun again"
