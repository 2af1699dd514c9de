"""The gallery that is measured is a sound one, though its files share what they show."""

from pathlib import Path

import pytest

from bench.gallery import PATTERNS, fill, make_views
from engine.gallery.store import Gallery
from engine.thumbnails import thumbnail

COUNT, SIDE = PATTERNS + 6, 24


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A private folder with more pictures than patterns."""
    monkeypatch.setenv("YOCHAMELEON_HOME", str(tmp_path))
    fill(tmp_path / "library", COUNT, SIDE)
    return tmp_path


def test_each_picture_has_a_file_and_each_file_a_picture(home: Path) -> None:
    with Gallery(home / "library") as gallery:
        assert gallery.tidy() == []
        pictures = gallery.pictures(gallery.ids())
    assert len({one.path for one in pictures}) == COUNT
    assert {(one.width, one.height) for one in pictures} == {(SIDE, SIDE)}
    folder = home / "library" / "pictures"
    assert {*folder.iterdir()} == {one.path for one in pictures}
    assert len({one.path.read_bytes() for one in pictures}) == PATTERNS


def test_a_view_of_every_picture_is_in_the_cache_once_one_is(home: Path) -> None:
    folder = home / "library" / "pictures"
    thumbnail(next(folder.iterdir()), 100)
    make_views(home)
    views = [path for path in (home / "cache").rglob("*") if path.is_file()]
    assert len(views) == COUNT
    for picture in folder.iterdir():
        picture.unlink()
    assert len({path.read_bytes() for path in views}) == PATTERNS
