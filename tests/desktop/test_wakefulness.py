import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import announcements
from desktop.announcements import Announcements
from desktop.state.jobs import JobKind, Queue
from desktop.state.settings import SettingsState
from desktop.wakefulness import Wakefulness
from engine.errors import SetupError
from engine.events import Job, Progress
from engine.settings import Settings
from tests.desktop.scripted_engine import failing, playing

Waiting = Callable[[float, Settings], Announcements]
ROOT = Path(__file__).resolve().parents[2]
STAYS_AWAKE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.state.jobs import JobKind, Queue
from desktop.state.settings import SettingsState
from desktop.wakefulness import Wakefulness
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine
from tests.desktop.test_wakefulness import endless

app = QCoreApplication([])
queue = Queue(ScriptedEngine())
awake = Wakefulness(queue, SettingsState(Settings()))
job = queue.add("Learn", JobKind.LEARN, endless)
QTimer.singleShot(600, job.cancel)
QTimer.singleShot(1200, app.quit)
app.exec()
"""


def endless() -> Job[None]:
    """A job that never ends by itself."""
    while True:
        yield Progress(1, 4, "Learning")


def test_the_computer_is_kept_awake_only_while_a_job_runs(
    qtbot: QtBot, queue: Queue, home: Path
) -> None:
    settings = SettingsState(Settings())
    awake = Wakefulness(queue, settings)
    job = queue.add("Learn", JobKind.LEARN, endless)
    assert awake.awake
    job.pause()
    assert not awake.awake
    job.resume()
    settings.change(keep_awake=False)
    assert not awake.awake
    job.cancel()


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-run-session"), reason="needs dbus"
)
def test_the_session_is_asked_to_stay_awake_and_is_released(tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text(STAYS_AWAKE)
    seen = tmp_path / "bus.txt"
    watched = "dbus-monitor --session > {seen} & sleep 1; {python} {script}; kill %1"
    command = watched.format(seen=seen, python=sys.executable, script=script)
    subprocess.run(
        ["dbus-run-session", "--", "bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": _paths()},
        check=False,
        timeout=60,
        capture_output=True,
    )
    bus = seen.read_text()
    asked = bus.find("member=Inhibit")
    assert asked > 0 and "Yo'Chameleon" in bus[asked:]
    sender = bus[:asked].rsplit("sender=", 1)[1].split()[0]
    assert f'string "{sender}"' in bus[asked:]  # NameOwnerChanged: the connection has gone


def _paths() -> str:
    return os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))


@pytest.fixture
def hidden(qtbot: QtBot) -> QWidget:
    """A window that is not in front."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def waiting(
    qtbot: QtBot, queue: Queue, hidden: QWidget, monkeypatch: pytest.MonkeyPatch
) -> Waiting:
    """`waiting(long, settings)`: what was told after one job, where `long` seconds are long."""

    def run(long: float, settings: Settings) -> Announcements:
        monkeypatch.setattr(announcements, "LONG", long)
        outside = Announcements(queue, SettingsState(settings), hidden)
        job = queue.add("Learn Mila", JobKind.LEARN, playing, [Progress(1, 1)])
        qtbot.waitUntil(lambda: job.over)
        return outside

    return run


@pytest.mark.parametrize(
    ("notify", "long", "told"),
    [(True, 0.0, 1), (False, 0.0, 0), (True, 60.0, 0)],
)
def test_a_long_job_that_ends_is_told_outside_the_window_where_that_is_wanted(
    notify: bool, long: float, told: int, waiting: Waiting
) -> None:
    outside = waiting(long, Settings(notify=notify))
    assert len(outside.told) == told
    assert not told or "Learn Mila" in outside.told[0]


def test_a_failure_is_told_as_one_and_a_cancelled_job_not_at_all(
    qtbot: QtBot, queue: Queue, hidden: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcements, "LONG", 0.0)
    outside = Announcements(queue, SettingsState(Settings()), hidden)
    job = queue.add("Stop", JobKind.LEARN, endless)
    job.cancel()
    qtbot.waitUntil(lambda: job.over)
    assert outside.told == []
    bad = queue.add("Bad", JobKind.DRAW, failing, SetupError("No.", remedy="Yes."))
    qtbot.waitUntil(lambda: bad.over)
    assert "did not work" in outside.told[0]
