"""A library is backed up while it is in use, and comes back whole or not at all."""

import hashlib
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.backup.contents import CONTENTS, FORMAT, LIST
from engine.backup.restoring import restore
from engine.backup.writing import back_up
from engine.chats.entries import Speaker
from engine.chats.store import open_chats
from engine.cli import commands
from engine.errors import FormatError, InputError, SetupError, YoError
from engine.events import Progress, finish
from engine.gallery.store import open_gallery
from engine.learning.keeping import open_library
from tests.engine.backup.conftest import PNG, state
from tests.jobs import heard


def rewritten(backup: Path, replaced: dict[str, bytes]) -> Path:
    """The same archive with other bytes in some of its files, and sound checksums of ZIP."""
    target = backup.with_name(f"{backup.stem}, rewritten.zip")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as archive:
        for name in old.namelist():
            archive.writestr(name, replaced.get(name, old.read(name)))
    return target


def test_everything_comes_back(backup: Path, library: Path) -> None:
    before = state(library)
    library.rename(library.with_name("lost"))
    events, done = heard(restore(backup))
    assert state(library) == before
    assert done.photos and set(done.files) == {*before, LIST}
    assert events[-1] == Progress(1, 1, "Restoring (MB)")
    with open_library() as concepts, open_gallery() as gallery, open_chats() as chats:
        assert [entry.name for entry in concepts] == ["Bo"]
        assert concepts.load(concepts.find("Bo")).name == "Bo"
        assert len(gallery.ids()) == 1
        assert [hit.snippet for hit in chats.search("ball")] == ["Is this the ball?"]
    assert state(library) == before, "what was restored is listed, so nothing is swept"
    assert not list(library.parent.glob("*.partial"))


def test_it_is_taken_while_others_write(tmp_path: Path, library: Path) -> None:
    job = back_up(tmp_path / "b.zip")
    with open_chats() as chats:
        next(job)
        chats.say(chats.new().id, 0, "Said meanwhile", ())
    finish(job)
    shutil.rmtree(library)
    finish(restore(tmp_path / "b.zip"))
    with open_chats() as chats:
        assert len(chats.chats()) == 1 and not chats.search("meanwhile")


def test_without_photos_none_is_in_it_and_none_is_listed(tmp_path: Path, library: Path) -> None:
    done = finish(back_up(tmp_path / "b.zip", photos=False))
    assert not done.photos and not done.missing
    assert PNG not in (tmp_path / "b.zip").read_bytes().replace(PNG + b"!", b"")
    shutil.rmtree(library)
    finish(restore(tmp_path / "b.zip"))
    with open_library() as concepts, open_chats() as chats, open_gallery() as gallery:
        assert concepts.photos("Bo") == []
        assert concepts.card("Bo").portrait is None
        (message,) = chats.messages(chats.chats()[0].id)
        assert [picture.drawn for picture in message.pictures] == [True]
        assert message.speaker is Speaker.PERSON and len(gallery.ids()) == 1


def test_a_picture_that_was_gone_before_is_named(tmp_path: Path, library: Path) -> None:
    (picture,) = (library / "pictures").iterdir()
    picture.unlink()
    done = finish(back_up(tmp_path / "b.zip"))
    assert done.missing == (f"pictures/{picture.name}",)
    shutil.rmtree(library)
    assert finish(restore(tmp_path / "b.zip")).missing == done.missing


def test_stopped_or_disturbed_it_leaves_nothing(tmp_path: Path, library: Path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    job = back_up(folder / "b.zip")
    next(job)
    job.close()
    assert not list(folder.iterdir())
    job = back_up(folder / "b.zip")
    next(job)
    with open_library() as concepts:
        concepts.delete("Bo")
    with pytest.raises(SetupError, match="erased"):
        finish(job)
    assert not list(folder.iterdir())


def test_what_a_killed_backup_has_left_goes_with_the_next_one_and_nothing_else(
    tmp_path: Path, library: Path
) -> None:
    (folder := tmp_path / "drive").mkdir()
    job = back_up(folder / "b.zip")
    next(job)
    (left,) = folder.iterdir()
    names = (left.name, f"{'a' * 32}.tmp", f"yochameleon-{'b' * 32}.tmp", "yochameleon-mine.tmp")
    job.close()
    for name in names:
        (folder / name).write_text("half")
        os.utime(folder / name, (1, 1))
    os.utime(folder / names[2])  # another process writes it just now
    finish(back_up(folder / "b.zip"))
    assert {one.name for one in folder.iterdir()} == {"b.zip", *names[1:]}


def test_room_that_a_killed_backup_takes_is_room_for_the_next_one(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / f"yochameleon-{'a' * 32}.tmp"
    left.write_text("half")
    os.utime(left, (1, 1))
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _: usage._replace(free=0 if left.exists() else usage.free)
    )
    assert finish(back_up(tmp_path / "b.zip")).files
    assert not left.exists()


def test_an_older_backup_stays_unless_it_is_to_be_replaced(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(InputError, match="exists already"):
        finish(back_up(backup))
    assert backup.read_bytes() == before
    finish(back_up(backup, replacing=True))
    assert zipfile.is_zipfile(backup)


def test_without_a_library_there_is_nothing_to_back_up(tmp_path: Path, home: Path) -> None:
    with pytest.raises(InputError, match="no library yet"):
        finish(back_up(tmp_path / "b.zip"))
    assert not home.exists()


def test_a_library_is_not_replaced_unasked(backup: Path, library: Path) -> None:
    before = state(library)
    with pytest.raises(InputError, match="a library already") as refused:
        finish(restore(backup))
    assert "--replace" in refused.value.remedy
    assert state(library) == before


def test_an_empty_library_gives_way_unless_somebody_has_it_open(
    backup: Path, library: Path
) -> None:
    before = state(library)
    shutil.rmtree(library)
    with open_library(), pytest.raises(SetupError, match="Another program has the library open"):
        finish(restore(backup))
    finish(restore(backup))
    assert state(library) == before
    assert [path.name for path in library.parent.iterdir() if "partial" in path.name] == []


def test_a_stopped_restoring_changes_nothing(backup: Path, library: Path) -> None:
    shutil.rmtree(library)
    there = sorted(library.parent.iterdir())
    job = restore(backup)
    next(job)
    job.close()
    assert sorted(library.parent.iterdir()) == there


@pytest.mark.parametrize("part", ["half", "end", "middle"])
def test_a_damaged_backup_is_refused(backup: Path, library: Path, part: str) -> None:
    shutil.rmtree(library)
    data = bytearray(backup.read_bytes())
    if part == "middle":
        with zipfile.ZipFile(backup) as archive:
            where = archive.infolist()[-2].header_offset + 100
        data[where] ^= 1
    end = {"half": len(data) // 2, "end": len(data) - 1, "middle": len(data)}[part]
    backup.write_bytes(data[:end])
    with pytest.raises(FormatError, match="damaged"):
        finish(restore(backup))
    assert not library.exists() and not list(library.parent.glob("*.partial"))


def test_bytes_that_were_changed_with_care_are_noticed(backup: Path, library: Path) -> None:
    (picture,) = (library / "pictures").iterdir()
    other = bytes(picture.stat().st_size)
    shutil.rmtree(library)
    with pytest.raises(FormatError, match="damaged"):
        finish(restore(rewritten(backup, {f"pictures/{picture.name}": other})))
    assert not library.exists()


def changed_contents(backup: Path, **facts: object) -> Path:
    """The same backup with other facts in its table of contents."""
    with zipfile.ZipFile(backup) as archive:
        known = json.loads(archive.read(CONTENTS))
    return rewritten(backup, {CONTENTS: json.dumps(known | facts).encode()})


def test_a_newer_backup_asks_for_an_update(backup: Path, library: Path) -> None:
    shutil.rmtree(library)
    with pytest.raises(FormatError, match="newer version") as refused:
        finish(restore(changed_contents(backup, format=FORMAT + 1, colour="red")))
    assert "Update" in refused.value.remedy


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('concept library', 'm999_tomorrow', '')",
            "newer version",
        ),
        ("DELETE FROM message_pictures", "damaged"),
    ],
)
def test_a_list_that_does_not_fit_is_refused(
    backup: Path, library: Path, change: str, words: str
) -> None:
    path = library.with_name(LIST)
    with zipfile.ZipFile(backup) as archive:
        path.write_bytes(archive.read(LIST))
        files = json.loads(archive.read(CONTENTS))["files"]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(change)
    content = path.read_bytes()
    files[LIST] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    shutil.rmtree(library)
    changed = rewritten(changed_contents(backup, files=files), {LIST: content})
    with pytest.raises(FormatError, match=words):
        finish(restore(changed))
    assert not library.exists() and not list(library.parent.glob("*.partial"))


def test_a_foreign_file_and_a_name_that_leads_outside_are_refused(
    backup: Path, library: Path, tmp_path: Path
) -> None:
    shutil.rmtree(library)
    holiday = tmp_path / "holiday.zip"
    with zipfile.ZipFile(holiday, "w") as archive:
        archive.writestr("beach.jpg", b"sea")
    (tmp_path / "words.zip").write_text("no archive")
    outside = {"files": {"../evil.png": {"bytes": 1, "sha256": "0"}}}
    files = [holiday, tmp_path / "words.zip", changed_contents(backup, **outside)]
    for file in files:
        with pytest.raises(FormatError, match="no backup"):
            finish(restore(file))
    with pytest.raises(YoError, match="no file"):
        finish(restore(tmp_path / "nowhere.zip"))
    assert not library.exists()


def test_the_command_line_backs_up_and_restores(tmp_path: Path, library: Path) -> None:
    def engine(*words: object) -> object:
        result = CliRunner().invoke(commands, ["library", *map(str, words), "--json"])
        return result.exit_code, json.loads(result.stdout)

    file = tmp_path / "all.zip"
    code, written = engine("backup", file)  # type: ignore[misc]
    assert code == 0 and written["photos"] and written["missing"] == []
    code, refused = engine("restore", file)  # type: ignore[misc]
    assert code == 1 and "a library already" in refused["error"]
    shutil.rmtree(library)
    code, restored = engine("restore", file)  # type: ignore[misc]
    assert code == 0 and restored == written | {"former": None}
    code, replaced = engine("restore", file, "--replace")  # type: ignore[misc]
    assert code == 0 and replaced["former"]
    code, listed = engine("replaced")  # type: ignore[misc]
    assert listed == {"replaced": [replaced["former"]]}
    code, back = engine("bring-back", replaced["former"])  # type: ignore[misc]
    assert code == 0 and back["library"] == replaced["former"] != back["former"]
