"""Work shared among processes: all of it is done, in an order that waits for what it needs."""

import shutil
import time
from itertools import pairwise

import pytest

from bench.crew import Crew
from engine.errors import SetupError
from engine.events import Progress, finish


@pytest.fixture
def first(tmp_path):
    """A file that is there."""
    file = tmp_path / "0"
    file.write_text("content")
    return file


def copies(first, count):
    """Calls of which each copies what the one before it made."""
    files = [first.parent / str(number) for number in range(count + 1)]
    return list(pairwise(files))


def source_is_there(call):
    return call[0].exists()


def test_a_call_waits_for_what_another_one_makes(first):
    calls = copies(first, 3)[::-1]
    events = list(Crew(jobs=2, note="Copying").work(shutil.copy, calls, source_is_there))
    assert (first.parent / "3").read_text() == "content"
    assert events[0] == Progress(0, 3, "Copying")


def test_the_count_of_calls_comes_back(first):
    assert finish(Crew(jobs=1).work(shutil.copy, copies(first, 1))) == 1


def test_what_a_call_raises_is_raised(tmp_path):
    with pytest.raises(FileNotFoundError):
        finish(Crew(jobs=1).work(shutil.copy, [(tmp_path / "none", tmp_path / "copy")]))


def test_calls_that_wait_for_nothing_are_refused(first):
    call = (first.parent / "never", first.parent / "copy")
    with pytest.raises(SetupError, match="waits for records"):
        finish(Crew(jobs=1).work(shutil.copy, [call], source_is_there))


def test_nothing_begins_once_the_time_is_over(first):
    crew = Crew(jobs=1, ends=time.monotonic() - 1)
    assert finish(crew.work(shutil.copy, copies(first, 2))) == 0
    assert not (first.parent / "1").exists()
