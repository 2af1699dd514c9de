"""One folder takes the place of another, wherever a power cut comes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.errors import FormatError, SetupError
from engine.swapping import settle, swap


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder in use, and beside it a new one and room for the former one."""
    for name in ("library", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "told").write_text(name)
    (tmp_path / "replaced").mkdir()
    return tmp_path / "library"


def cut(place: Path, folder: str, former: str = "replaced/then") -> None:
    """Leave what a power cut leaves before the first rename."""
    place.with_name("library.swap").write_text(json.dumps({"folder": folder, "former": former}))


def told(folder: Path) -> str:
    """Which of the two a folder is; an empty one where none is there."""
    return (folder / "told").read_text() if folder.exists() else ""


def test_both_are_whole_afterwards_and_nothing_else_is_left(place: Path) -> None:
    former = place.parent / "replaced" / "then"
    swap(place.parent / "new", place, former)
    assert (told(place), told(former)) == ("new", "library")
    assert {one.name for one in place.parent.iterdir()} == {"library", "replaced"}


KILLED = """
import os
import sys
from pathlib import Path
from engine.swapping import swap

def at_the_second_rename(event, named):
    if event == "os.rename" and Path(named[0]).name == "new":
        os._exit(9)

sys.addaudithook(at_the_second_rename)
place = Path(sys.argv[1])
swap(place.parent / "new", place, place.parent / "replaced" / "then")
"""


def test_what_was_cut_off_between_the_renames_is_finished(place: Path) -> None:
    former = place.parent / "replaced" / "then"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", KILLED, str(place)]
    ended = subprocess.run(command, check=False, env=environment)
    assert ended.returncode == 9 and not place.exists() and told(former) == "library"
    settle(place)
    assert (told(place), told(former)) == ("new", "library")
    settle(place)
    assert {one.name for one in place.parent.iterdir()} == {"library", "replaced"}


def test_where_the_new_folder_is_gone_the_former_one_comes_back(place: Path) -> None:
    cut(place, "gone")
    place.rename(place.parent / "replaced" / "then")
    settle(place)
    assert told(place) == "library" and not place.with_name("library.swap").exists()


@pytest.mark.parametrize("done", [False, True])
def test_before_the_first_rename_and_after_the_second_nothing_is_to_be_done(
    place: Path, done: bool
) -> None:
    cut(place, "new")
    if done:
        place.rename(place.parent / "replaced" / "then")
        place.with_name("new").rename(place)
    settle(place)
    assert told(place) == ("new" if done else "library")
    assert not place.with_name("library.swap").exists()


def test_where_the_disk_refuses_nothing_has_changed(place: Path) -> None:
    with pytest.raises(SetupError, match="cannot be written"):
        swap(place.parent / "new", place, place.parent / "nowhere" / "then")
    assert (told(place), told(place.parent / "new")) == ("library", "new")
    assert not place.with_name("library.swap").exists()


def test_a_note_that_nobody_can_read_is_said_and_nothing_is_begun(place: Path) -> None:
    cut(place, "new")
    place.rename(place.parent / "replaced" / "then")
    place.with_name("library.swap").write_text("{")
    with pytest.raises(FormatError, match=r"library\.swap is damaged"):
        settle(place)
    assert not place.exists()
