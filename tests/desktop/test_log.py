import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from pytestqt.qtbot import QtBot

from desktop.log import Log
from engine.paths import RESOURCES
from engine.redaction import redacted

ROOT = RESOURCES.parent


@pytest.fixture
def log(home: Path) -> Iterator[Log]:
    """An open log in a home of its own."""
    opened = Log(home)
    yield opened
    opened.close()


def written(home: Path) -> str:
    """What stands in the log."""
    return (home / "logs" / "desktop.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "private",
    [
        "cannot open /home/erika/Bilder/mila am strand.jpg",
        r"cannot open C:\Users\erika\Bilder\mila.jpg",
        "There is no concept “Mila”.",
        "no such file: 'mila.jpg'",
        "write to erika@example.org",
    ],
)
def test_what_is_private_does_not_reach_the_log(private: str) -> None:
    line = redacted(private).casefold()
    assert "mila" not in line and "erika" not in line


def test_a_trace_keeps_the_names_of_our_own_files() -> None:
    ours = f'  File "{ROOT}/engine/jobs.py", line 7, in learn'
    assert redacted(ours) == '  File "engine/jobs.py", line 7, in learn'
    theirs = '  File "/home/erika/plugin.py", line 7, in run'
    assert "erika" not in redacted(theirs)


def test_an_exception_in_a_slot_is_logged_shown_and_redacted(
    home: Path, log: Log, qtbot: QtBot
) -> None:
    shown: list[BaseException] = []
    with qtbot.captureExceptions():
        log.watch(shown.append)

        def slot() -> None:
            raise FileNotFoundError("/home/erika/mila.jpg")

        QTimer.singleShot(0, slot)
        qtbot.waitUntil(lambda: bool(shown))
        log.close()
    assert "FileNotFoundError" in written(home) and "erika" not in written(home)


def test_an_exception_in_a_thread_is_logged_and_shown(home: Path, log: Log) -> None:
    shown: list[BaseException] = []
    log.watch(shown.append)

    def work() -> None:
        raise KeyError("secret words")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert isinstance(shown[0], KeyError)
    assert "KeyError" in written(home) and "secret" not in written(home)


def test_what_qt_says_is_logged(home: Path, log: Log) -> None:
    log.watch(lambda error: None)
    qWarning("the painter is not active")
    assert "painter is not active" in written(home)


def test_the_log_stays_small(home: Path, log: Log) -> None:
    for _ in range(3000):
        logging.getLogger("desktop").warning("x" * 500)
    files = list((home / "logs").iterdir())
    assert len(files) == 4 and sum(file.stat().st_size for file in files) < 1_200_000


def test_a_hard_crash_is_offered_once_at_the_next_start(home: Path) -> None:
    script = (
        "import faulthandler, sys; from pathlib import Path; from desktop.log import Log\n"
        "log = Log(Path(sys.argv[1])); log.watch(print); faulthandler._sigabrt()"
    )
    died = subprocess.run(
        [sys.executable, "-c", script, str(home)], cwd=ROOT, check=False, capture_output=True
    )
    assert died.returncode != 0
    log = Log(home)
    crash = log.last_crash()
    assert crash is not None and "Abort" in crash.text
    assert log.last_crash() is None
    log.close()


def test_an_orderly_end_leaves_no_crash(home: Path) -> None:
    log = Log(home)
    log.watch(lambda error: None)
    log.close()
    again = Log(home)
    assert again.last_crash() is None
    again.close()


def test_a_folder_that_cannot_be_written_does_not_stop_the_app(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    log = Log(blocked)
    log.watch(lambda error: None)
    logging.getLogger("desktop").warning("nothing happens")
    assert log.last_crash() is None
    log.close()
