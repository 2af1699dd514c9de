"""What is left in the folder that was in use before it was moved: listed, then erased."""

import json
from pathlib import Path

import pytest

from engine.errors import InputError
from engine.events import finish
from engine.former_folder import Former, erase_former, former_folder, look
from engine.moving import check, move
from engine.paths import MOVED
from tests.engine.test_moving import engine, filled, names_in_use

__all__ = ["filled"]


def listed() -> Former:
    """What is left there now."""
    former = look()
    assert former is not None
    return former


def test_the_old_folder_is_erased_only_where_that_is_asked_for(
    filled: Path, tmp_path: Path
) -> None:
    assert look() is None
    finish(move(tmp_path / "mine"))
    assert former_folder() == filled
    with pytest.raises(InputError, match="still there"):
        check(tmp_path / "other")
    former = listed()
    assert erase_former(former) == former.bytes > 1000
    assert [path.name for path in filled.iterdir()] == [MOVED]
    assert former_folder() is None and look() is None
    assert (tmp_path / "pictures" / "mine.jpg").exists()  # where the link led
    assert names_in_use() == ["Bo"]
    with pytest.raises(InputError, match="No former folder"):
        erase_former(former)


def test_all_that_goes_is_listed_first_and_links_are_not_followed(
    filled: Path, tmp_path: Path
) -> None:
    finish(move(tmp_path / "mine"))
    names = [path.relative_to(filled).as_posix() for path in listed().files]
    assert {"checkpoints/own/weights", "library/library.db", "elsewhere", "inside"} <= {*names}
    assert len({*names}) == len(names) and MOVED not in names
    assert not any(name.startswith(("elsewhere/", "inside/")) for name in names)


def test_what_came_since_it_was_listed_is_not_erased(filled: Path, tmp_path: Path) -> None:
    finish(move(tmp_path / "mine"))
    before = listed()
    (filled / "library" / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="since its files were listed"):
        erase_former(before)
    assert {*listed().files} > {*before.files}
    (filled / "library" / "letter.txt").unlink()
    (filled / "logs" / "desktop.log").unlink()
    assert erase_former(before) < before.bytes


def test_the_command_line_lists_the_files_before_it_asks(filled: Path, tmp_path: Path) -> None:
    for number in range(60):
        (filled / "logs" / f"{number:02}.log").touch()
    finish(move(tmp_path / "mine"))
    asked = engine("storage", "erase-former")
    files = len(listed().files)
    assert asked.exit_code != 0 and "checkpoints/own/weights" in asked.stderr
    assert f"… and {files - 50} more" in asked.stderr and f"these {files} files" in asked.stderr
    assert filled.is_dir()
    erased = json.loads(engine("storage", "erase-former", "--yes", "--json").stdout)
    assert erased["bytes"] > 1000
    gone = engine("storage", "erase-former", "--yes")
    assert gone.exit_code == 1 and "No former folder" in gone.stderr
