"""The private folder is moved whole or not at all, and the former one stays until it is erased."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine import moving
from engine.cli import commands
from engine.concepts.library import ConceptLibrary
from engine.errors import FormatError, InputError, SetupError, YoError
from engine.events import finish
from engine.former_folder import erase_former, look
from engine.learning.workplace import Workplace
from engine.moving import check, destination, move
from engine.paths import MOVED, WINDOW, home
from engine.places import Doubt
from engine.pool.entries import SourceKind
from engine.pool.store import PoolStore
from engine.settings import Settings
from tests.desktop.learned import add

LIST = "library/library.db"
"""SQLite writes it as it likes."""


@pytest.fixture
def filled(tmp_path: Path, home: Path) -> Path:
    """A private folder with a concept, a checkpoint of its own, a pool, a link and logs."""
    add(tmp_path, "Bo")
    own = home / "checkpoints" / "own"
    own.mkdir(parents=True)
    (own / "weights").write_bytes(bytes(1000))
    os.utime(own / "weights", ns=(10**18, 10**18 + 7))
    seen = {"name": "own", "folder": str(own), "fingerprint": "f" * 64, "files": {}}
    listing = {"format": 1, "added": {}, "seen": {str(own): seen}, "chosen": None}
    (home / "checkpoints.json").write_text(json.dumps(listing))
    Settings(compiled=str(home / "compiled" / "one"), embedder="/elsewhere/clip").save()
    with PoolStore(home / "pool") as pool:
        pool.add(SourceKind.PACK, home / "pool" / "packs" / "a", "A pack")
        pool.add(SourceKind.FOLDER, tmp_path / "pictures", "Mine")
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "mine.jpg").touch()
    (home / "elsewhere").symlink_to(tmp_path / "pictures")
    (home / "inside").symlink_to(own)
    (home / "logs").mkdir()
    (home / "logs" / "desktop.log").write_text("It began.")
    return home


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def names_in_use() -> list[str]:
    """The concepts of the library that is used now."""
    with ConceptLibrary(home() / "library") as library:
        return [entry.name for entry in library]


def test_everything_is_used_in_the_new_place_and_still_there_in_the_old_one(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "drive" / "mine"
    filled.chmod(0o750)
    before = contents(filled)
    done = finish(move(target))
    assert (done.folder, done.former) == (target, filled)
    assert home() == target
    assert names_in_use() == ["Bo"]
    assert {**contents(filled), LIST: before[LIST]}.items() >= before.items()
    assert not (target / "logs").exists() and not (target / moving.UNFINISHED).exists()
    assert (target / "elsewhere").resolve() == tmp_path / "pictures"
    assert target.stat().st_mode == filled.stat().st_mode, "as private as it was"
    assert (target / "inside").resolve() == target / "checkpoints" / "own"
    kept = (target / "checkpoints" / "own" / "weights").stat()
    assert kept.st_mtime_ns == 10**18 + 7


def test_what_named_places_in_the_old_folder_names_those_in_the_new_one(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine"
    finish(move(target))
    own = str(target / "checkpoints" / "own")
    ((key, seen),) = json.loads((target / "checkpoints.json").read_text())["seen"].items()
    assert key == seen["folder"] == own
    settings = Settings.load()
    assert settings.compiled == str(target / "compiled" / "one")
    assert settings.embedder == "/elsewhere/clip"
    with PoolStore(target / "pool") as pool:
        folders = [source.folder for source in pool.sources()]
    assert folders == [target / "pool" / "packs" / "a", tmp_path / "pictures"]


def test_it_is_moved_on_and_back_again(filled: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "one", tmp_path / "two", filled):
        finish(move(place))
        assert home() == place
        former = look()
        assert former is not None
        erase_former(former)
        assert names_in_use() == ["Bo"]
    assert not (tmp_path / "one").exists() and not (tmp_path / "two").exists()


def test_a_drive_that_is_not_there_is_named_and_no_new_library_begins(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "drive"
    finish(move(target))
    shutil.move(target, tmp_path / "unplugged")
    with pytest.raises(SetupError, match="not here now") as error:
        home()
    assert MOVED in error.value.remedy
    (filled / MOVED).write_text("{")
    with pytest.raises(FormatError, match="damaged"):
        home()


def into_itself(filled: Path) -> Path:
    """A folder inside the one that is to be moved."""
    return filled / "deeper"


def itself(filled: Path) -> Path:
    """The same folder, by another name."""
    return filled / ".." / filled.name


def around(filled: Path) -> Path:
    """The folder that holds it."""
    return filled.parent


def through_a_link(filled: Path) -> Path:
    """A link elsewhere that leads into it."""
    (filled.parent / "link").symlink_to(filled / "library")
    return filled.parent / "link" / "deeper"


def taken(filled: Path) -> Path:
    """A folder with something else in it."""
    folder = filled.parent / "taken"
    folder.mkdir()
    (folder / "photo.jpg").touch()
    return folder


def taken_later(filled: Path) -> Path:
    """What an interrupted moving has left, where a person put something afterwards."""
    folder = taken(filled)
    (folder / moving.UNFINISHED).write_text('{"names": ["library"]}')
    return folder


@pytest.mark.parametrize("place", [into_itself, itself, around, through_a_link, taken, taken_later])
def test_a_place_that_cannot_be_used_is_refused_and_nothing_is_changed(
    place: Callable[[Path], Path], filled: Path
) -> None:
    target = place(filled)
    before = contents(filled.parent)
    with pytest.raises(InputError):
        finish(move(target))
    assert home() == filled and contents(filled.parent) == before


def test_a_folder_that_holds_other_things_gets_one_of_ours_in_it(tmp_path: Path) -> None:
    assert destination(tmp_path / "new") == tmp_path / "new"
    (tmp_path / "photo.jpg").touch()
    assert destination(tmp_path) == tmp_path / "yochameleon"


def test_a_synced_folder_is_doubted_and_may_be_used(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "OneDrive" / "mine"
    assert check(target) == (Doubt.SYNCED,)
    finish(move(target))
    assert home() == target


def test_stopping_in_the_middle_leaves_the_old_folder_in_use_and_nothing_in_the_new_place(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine"
    job = move(target)
    next(job)
    assert target.exists()
    job.close()
    assert home() == filled and not target.exists()
    assert names_in_use() == ["Bo"]


def test_what_a_kill_left_in_the_new_place_is_no_library_and_is_filled_anew(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine"
    target.mkdir()
    (target / moving.UNFINISHED).write_text('{"names": ["half"]}')
    (target / "half").write_text("a file")
    assert destination(target) == target
    finish(move(target))
    assert not (target / "half").exists() and names_in_use() == ["Bo"]


def test_something_written_meanwhile_leaves_the_old_folder_in_use(
    filled: Path, tmp_path: Path
) -> None:
    job = move(tmp_path / "mine")
    next(job)
    (filled / "licences.json").write_text("{}")
    with pytest.raises(InputError, match="while it was copied"):
        finish(job)
    assert home() == filled and not (tmp_path / "mine").exists()


def test_a_disk_without_room_leaves_the_old_folder_in_use(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type(shutil.disk_usage(tmp_path))(total=1000, used=990, free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(SetupError, match="GB left"):
        finish(move(tmp_path / "mine"))
    assert home() == filled


def test_nobody_can_change_the_library_while_it_is_copied(filled: Path, tmp_path: Path) -> None:
    job = move(tmp_path / "mine")
    next(job)
    other = sqlite3.connect(filled / "library" / "library.db", timeout=0)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("DELETE FROM concepts")
    other.close()
    finish(job)


def test_a_library_in_use_a_learning_and_a_window_are_in_the_way(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "mine"
    with ConceptLibrary(filled / "library"), pytest.raises(YoError, match="Another program"):
        finish(move(target))
    with Workplace.of("Mila").held(), pytest.raises(InputError, match="at work"):
        finish(move(target))
    (filled / WINDOW).write_text(f"{os.getpid()}\nyochameleon\nhost\n")
    with pytest.raises(InputError, match="window is open"):
        finish(move(target))
    assert home() == filled
    finish(move(target, window=os.getpid()))
    assert home() == target and not (target / WINDOW).exists()


def engine(*arguments: object) -> Result:
    """Run the command line in this process; nobody answers what it asks."""
    return CliRunner().invoke(commands, [str(one) for one in arguments])


def test_the_command_line_moves_and_erases_and_tells_a_script(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine"
    done = engine("storage", "move", target, "--json")
    assert json.loads(done.stdout)["folder"] == str(target)
    listed = json.loads(engine("storage", "--json").stdout)
    assert (listed["folder"], listed["former"]) == (str(target), str(filled))
    assert engine("storage", "erase-former").exit_code != 0
    assert len(list(filled.iterdir())) > 1
    erased = engine("storage", "erase-former", "--yes", "--json")
    assert json.loads(erased.stdout)["former"] == str(filled)
    assert "Bo" in engine("concepts", "list").stdout


def test_the_command_line_asks_where_something_speaks_against_the_place(
    filled: Path, tmp_path: Path
) -> None:
    target = tmp_path / "Dropbox"
    asked = engine("storage", "move", target)
    assert asked.exit_code != 0 and "copies to the internet" in asked.stderr
    assert home() == filled
    assert engine("storage", "move", target, "--yes").exit_code == 0
    shutil.move(target, tmp_path / "unplugged")
    gone = engine("concepts", "list")
    assert gone.exit_code == 1 and "not here now" in gone.stderr
