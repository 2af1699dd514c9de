"""The kill bench, five kills of each: nothing is lost, and each check can fail."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bench import faults
from bench.faulting.inspection import inspected
from bench.faulting.kills import lives
from bench.faulting.ledger import Kind, Ledger, Reading
from engine.files import TEMPORARY
from engine.gallery.store import open_gallery
from tests.desktop import drawn, learned

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and kills with -9")


def test_five_kills_of_the_app_cost_nothing(tmp_path: Path, home: Path) -> None:
    environment = dict(os.environ)
    try:
        bars = faults.of_app(tmp_path, faults.APPS_QUICK, random.randrange(100))
    finally:
        os.environ.clear()
        os.environ.update(environment)
    assert [bar.words for bar in bars if not bar.passed] == []


FIRST_THREAD_GONE = (
    "import ctypes, threading, time;"
    "threading.Thread(target=time.sleep, args=(60,)).start();"
    "ctypes.CDLL(None).syscall(60, 0)"  # `exit` of this thread alone
)


def test_a_process_lives_until_its_last_thread_has_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", FIRST_THREAD_GONE]) as process:
        stat = Path(f"/proc/{process.pid}/stat")
        while " Z " not in stat.read_text(encoding="utf-8"):
            time.sleep(0.02)
        assert lives(process.pid)
        process.kill()
        while lives(process.pid):
            time.sleep(0.02)
    assert not lives(process.pid)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Of a ledger with nothing in it."""
    return Reading(tmp_path / "ledger.jsonl")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """The same, to be written."""
    return Ledger(tmp_path / "ledger.jsonl")


def test_it_notices_what_is_missing_and_what_is_there_again(
    home: Path, tmp_path: Path, ledger: Ledger, reading: Reading
) -> None:
    entry = learned.add(tmp_path / "photos", "Bo")
    picture, *_ = drawn.kept(home, 1)
    ledger.note(Kind.CONCEPT, entry.id, "Bo")
    ledger.note(Kind.PICTURE, picture.id, "")
    ledger.note(Kind.MESSAGE, "7", changing=True)
    assert inspected(home, reading.look().standing()).missing == []
    ledger.note(Kind.CONCEPT, entry.id, "Bello")
    ledger.note(Kind.PICTURE, picture.id, None)
    ledger.note(Kind.MESSAGE, "7", "Hello")
    assert len(inspected(home, reading.look().standing()).missing) == 3


def test_it_notices_files_that_nothing_lists_and_those_that_are_gone(
    home: Path, reading: Reading
) -> None:
    picture, *_ = drawn.kept(home, 1)
    left = [home / "left.txt", home / "library" / "notes" / f"x{TEMPORARY}"]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    picture.path.unlink()
    assert len(inspected(home, reading.look().standing()).orphans) == 3


def test_an_hour_later_no_deletion_can_be_undone(home: Path, reading: Reading) -> None:
    picture, *_ = drawn.kept(home, 1)
    with open_gallery() as gallery:
        gallery.hide([picture.id])
    assert inspected(home, reading.look().standing()).orphans == []
    assert not picture.path.exists()
