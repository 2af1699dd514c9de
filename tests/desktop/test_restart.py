"""The app ends and begins again."""

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
from desktop.arguments import Arguments

asked = Arguments.of(sys.argv[1:])
told = asked.data_dir / "told"
if told.exists():
    told.write_text(told.read_text() + f" again with {asked.files}")
else:
    told.write_text("begun")
    app = QCoreApplication([])
    QTimer.singleShot(0, restart.ask)
    if app.exec() == restart.CODE:
        restart.begin(asked.again)
"""


def test_it_begins_again_after_it_has_ended_and_opens_no_file_twice(tmp_path: Path) -> None:
    file, told = tmp_path / "app.py", tmp_path / "a folder" / "told"
    told.parent.mkdir()
    file.write_text(APP)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(file), "bo.concept", "--data-dir", str(told.parent), "a.png"]
    subprocess.run(command, env=environment, check=True)
    until = time.monotonic() + 60
    while not told.read_text().endswith(")") and time.monotonic() < until:
        time.sleep(0.05)
    assert told.read_text() == "begun again with ()"
