"""A picture of the pool is called the same for ever: what was left out stays left out."""

from pathlib import Path

from engine.events import finish
from engine.moving import move
from engine.paths import home as home_now
from engine.pool.entries import SourceKind, picture_key


def test_a_picture_keeps_its_name_where_the_private_folder_was_moved(
    home: Path, tmp_path: Path
) -> None:
    kept = home / "pool" / "drawn" / "a.png"
    kept.parent.mkdir(parents=True)
    kept.touch()
    before = picture_key(kept, SourceKind.DRAWN)
    finish(move(tmp_path / "elsewhere"))
    assert home_now() == tmp_path / "elsewhere"
    assert picture_key(home_now() / "pool" / "drawn" / "a.png", SourceKind.DRAWN) == before


def test_pictures_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    keys = [picture_key(tmp_path / one / "a.png", SourceKind.FOLDER) for one in ("x", "y")]
    assert len(set(keys)) == 2


def test_a_bundled_picture_is_called_by_its_name_alone(tmp_path: Path) -> None:
    keys = [picture_key(tmp_path / one / "a.png", SourceKind.BUNDLED) for one in ("x", "y")]
    assert len(set(keys)) == 1
