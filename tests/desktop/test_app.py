"""The app as a whole: what its process loads, how it starts, and what it leaves behind."""

import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLockFile, QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop, application, assemble
from desktop.state.jobs import JobKind, Queue
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from engine.paths import WINDOW
from engine.settings import Settings
from tests.desktop import process_jobs
from tests.desktop.real_engine import gone
from tests.desktop.scripted_engine import ScriptedEngine

ROOT = Path(__file__).resolve().parents[2]
REFUSED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from desktop.app import application, run
from desktop.views.problem_dialog import ProblemDialog

application()
def close():
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, ProblemDialog):
            print(*(label.text() for label in dialog.findChildren(QLabel)), sep="\\n")
            dialog.reject()
watch = QTimer(interval=20)
watch.timeout.connect(close)
watch.start()
sys.exit(run(["--data-dir", sys.argv[1]]))
"""

EVERY_PAGE = """
import importlib
import sys
from pathlib import Path
from desktop import pages
from desktop.app import application, assemble
from desktop.state.settings import SettingsState
from tests.desktop.scripted_engine import ScriptedEngine

app = application()
for name in pages.modules():
    importlib.import_module(name)
desktop = assemble(Path(sys.argv[1]), ScriptedEngine(), SettingsState())
for place in desktop.window.entries:
    desktop.window.show_place(place)
desktop.window.show()
for _ in range(20):
    app.processEvents()
heavy = {"torch", "transformers", "onnxruntime", "tensorrt", "onnx"}
print(sorted(heavy & set(sys.modules)))
desktop.close()
"""


@pytest.fixture
def desktop(qtbot: QtBot, home: Path, engine: ScriptedEngine) -> Desktop:
    """A joined app that is not shown."""
    joined = assemble(home, engine, SettingsState(Settings()))
    qtbot.addWidget(joined.window, before_close_func=lambda _: joined.context.queue.cancel_all())
    return joined


def started(home: Path, *files: Path) -> subprocess.Popen[str]:
    """The app in a process of its own, without a screen."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "desktop", "--data-dir", str(home), *map(str, files)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True)


STARTS = 120.0
"""Seconds that a start may take on a machine that is busy with other things."""


def until(true: object, seconds: float = STARTS) -> bool:
    """Whether `true()` holds within some seconds."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if callable(true) and true():
            return True
        time.sleep(0.05)
    return False


def test_the_window_with_every_page_loads_neither_torch_nor_onnxruntime(home: Path) -> None:
    command = [sys.executable, "-c", EVERY_PAGE, str(home)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_installed_command_starts_from_a_module_that_the_engine_can_import_cheaply() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, function = project["gui-scripts"]["yochameleon"].split(":")
    script = f"import sys, {module} as m; print(callable(m.{function}), 'PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "True False", done.stderr


def test_every_place_has_a_page_with_a_name_and_an_icon(desktop: Desktop) -> None:
    for place, entry in desktop.window.entries.items():
        page = desktop.window.page(place)
        assert page.place == place
        assert page.title == entry.title
        assert page.icon_name == entry.icon


def test_a_page_is_built_when_it_is_first_shown(desktop: Desktop) -> None:
    assert desktop.window.stack.count() == 0
    desktop.context.navigation.go(Place.QUEUE)
    assert desktop.window.stack.count() == 1
    assert desktop.window.place is Place.QUEUE


def test_no_page_shows_a_window_of_its_own_while_it_is_built(
    desktop: Desktop, qapp: QApplication
) -> None:
    shows = Shows()
    qapp.installEventFilter(shows)
    for place in desktop.window.entries:
        desktop.window.show_place(place)
    qapp.removeEventFilter(shows)
    assert shows.windows == []


class Shows(QObject):
    """Notes which windows are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_signals_do_not_wear_the_interpreter_out(queue: Queue) -> None:
    before = sys.getrefcount(True)
    for _ in range(200):
        queue.changed.emit()
    assert sys.getrefcount(True) > before - 100


def test_closing_the_app_leaves_no_engine_behind(qtbot: QtBot, home: Path, tmp_path: Path) -> None:
    from desktop.engine_process import EngineProcess

    process = EngineProcess()
    joined = assemble(home, process, SettingsState(Settings()))
    qtbot.addWidget(joined.window)
    job = joined.context.queue.add("Tidy", JobKind.LEARN, process_jobs.tidy, tmp_path / "left")
    qtbot.waitUntil(lambda: job.progress is not None, timeout=20_000)
    pid = process.pid
    joined.close()
    assert pid is not None and gone(pid)
    assert (tmp_path / "left").read_text() == "in order"
    job.cancel()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_second_start_hands_over_and_goes_and_a_killed_window_does_not_stand_in_the_way(
    home: Path,
) -> None:
    first = started(home)
    try:
        assert until((home / "window.lock").exists)
        second = started(home)
        assert second.wait(timeout=STARTS) == 0
        assert first.poll() is None
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    third = started(home)
    try:
        assert not until(lambda: third.poll() is not None, seconds=2)
    finally:
        third.kill()
        third.wait()


def test_a_label_with_a_key_of_its_own_is_as_wide_as_it_is_painted(qtbot: QtBot) -> None:
    application()
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("&Tags", window)
    label.setBuddy(QLineEdit(window))
    window.show()
    said = label.sizeHint()
    label.resize(said.width() + 20, said.height())
    image = label.grab().toImage()
    beyond = {
        image.pixel(x, y) for x in range(said.width(), image.width()) for y in range(image.height())
    }
    assert len(beyond) == 1


def test_why_there_is_no_window_is_said_in_the_persons_language(home: Path) -> None:
    (home / "settings.json").write_text('{"language": "de"}')
    other = QLockFile(str(home / WINDOW))
    assert other.tryLock(0)
    done = subprocess.run(
        [sys.executable, "-c", REFUSED, str(home)], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    said = done.stdout.splitlines()
    assert "Ein Fenster mit diesem Ordner ist schon offen." in said
    assert "Schließen Sie es, oder wählen Sie mit --data-dir einen anderen Ordner." in said
