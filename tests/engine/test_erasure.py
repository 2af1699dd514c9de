"""Erasing a concept erases what was made from it, everywhere."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from engine.backup.replacing import replace, set_aside
from engine.backup.weekly import back_up_weekly
from engine.backup.writing import back_up
from engine.chats.entries import Used
from engine.chats.store import open_chats
from engine.erasure import erase
from engine.errors import InputError
from engine.events import finish
from engine.gallery.picture import Subject
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from engine.learning.workplace import Workplace
from engine.moving import move
from engine.paths import OUTGOING
from engine.settings import Settings
from engine.thumbnails import thumbnail
from tests.desktop.drawn import new
from tests.desktop.learned import add


@pytest.fixture
def bo(tmp_path: Path, home: Path) -> Path:
    """Bo with photos, a drawing, a chat, thumbnails and an unfinished learning; and Cup."""
    entries = {name: add(tmp_path, name) for name in ("Bo", "Cup")}
    with open_library() as library:
        for photo in library.photos("Bo"):
            thumbnail(photo.path, 96)
    with open_gallery() as gallery, open_chats() as chats:
        for name, entry in entries.items():
            subject = Subject(concept=entry.id, name=name, kind="pet", version=1)
            gallery.add(new(len(name), subjects=(subject,), prompt=f"{name} at sea"))
            chats.new([Used(id=entry.id, name=name, version=1)])
    Workplace.of("Bo").photos.mkdir(parents=True)
    return home


def test_everything_goes_and_is_counted(bo: Path) -> None:
    report = erase("bo")
    assert (len(report.erased.photos), report.erased.snapshots) == (2, 2)
    assert (report.drawings, report.chats, report.thumbnails) == (1, 1, 2)
    assert report.learning and not Workplace.of("Bo").folder.exists()
    with open_library() as library, open_gallery() as gallery, open_chats() as chats:
        assert [entry.name for entry in library] == ["Cup"]
        assert len(gallery.ids()) == len(chats.chats()) == 1
    assert not [file for file in (bo / "cache" / "thumbnails").rglob("*") if file.is_file()]
    assert b"Bo" not in (bo / "library" / "library.db").read_bytes()


def test_copies_on_their_way_to_other_apps_go_with_the_drawings(bo: Path) -> None:
    copy = bo / OUTGOING / "x" / "bo-at-sea.png"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"Bo")
    assert erase("Cup", drawings=False).outgoing == 0
    assert copy.exists()
    assert erase("Bo").outgoing == 1
    assert not (bo / OUTGOING).exists()


KILLED = """
import os
import sys
from pathlib import Path
from engine.erasure import erase

def at_the_first_photo(event, named):
    if event == "os.remove" and Path(named[0]).parent.name == "photos":
        os._exit(9)

sys.addaudithook(at_the_first_photo)
erase("Bo")
"""


def test_whoever_is_killed_once_the_concept_is_gone_leaves_nothing_made_from_it(bo: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    command = [sys.executable, "-c", KILLED]
    assert subprocess.run(command, check=False, env=environment).returncode == 9
    assert len(list((bo / "library" / "photos").iterdir())) == 4
    with open_library() as library:
        assert [entry.name for entry in library] == ["Cup"]
    assert len(list((bo / "library" / "photos").iterdir())) == 2, "the next opening swept"
    assert not [file for file in (bo / "cache" / "thumbnails").rglob("*") if file.is_file()]
    assert not Workplace.of("Bo").folder.exists()


def test_drawings_and_chats_can_stay(bo: Path) -> None:
    report = erase("Bo", drawings=False, chats=False)
    assert (report.drawings, report.chats) == (0, 0)
    with open_gallery() as gallery, open_chats() as chats:
        assert len(gallery.ids()) == len(chats.chats()) == 2


def test_a_library_that_was_set_aside_is_told_of(bo: Path, tmp_path: Path) -> None:
    assert erase("Cup").set_aside == 0
    finish(back_up(tmp_path / "b.zip"))
    finish(replace(tmp_path / "b.zip"))
    assert erase("Bo").set_aside == 1
    with closing(sqlite3.connect(set_aside()[0] / "library.db")) as db:
        assert db.execute("SELECT name FROM concepts").fetchall() == [("Bo",)]


def test_a_former_folder_is_told_of(bo: Path, tmp_path: Path) -> None:
    assert not erase("Cup").former
    finish(move(tmp_path / "elsewhere"))
    assert erase("Bo").former
    assert b"Bo" in (bo / "library" / "library.db").read_bytes()


def test_weekly_backups_are_told_of_however_their_folder_is_written(
    bo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert erase("Cup").weekly == 0
    (kept := tmp_path / "kept").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    Settings(weekly_backups="~/kept").save()
    finish(back_up_weekly(kept, date(2026, 11, 30)))
    assert erase("Bo").weekly == 1


def test_what_is_not_there_is_not_erased(bo: Path) -> None:
    with pytest.raises(InputError, match="no concept"):
        erase("Rex")
