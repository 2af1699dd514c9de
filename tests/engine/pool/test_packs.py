"""Packs come from strangers."""

import io
import zipfile
from pathlib import Path

import pytest

from engine.errors import FormatError, InputError
from engine.events import finish
from engine.pool.packs import unpack
from tests.conftest import Photo


def encoded(photo: Photo, seed: int) -> bytes:
    """A PNG."""
    file = io.BytesIO()
    photo(seed).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def pack(tmp_path: Path, photo: Photo) -> Path:
    """Three pictures, a note, a hidden file, and a name that climbs out."""
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr("a/b/one.png", encoded(photo, 1))
        archive.writestr("one.png", encoded(photo, 2))
        archive.writestr("../../climbing.png", encoded(photo, 3))
        archive.writestr("readme.txt", "hello")
        archive.writestr(".hidden.png", b"x")
    return tmp_path / "pack.zip"


def test_pictures_come_out_under_new_names(pack: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".png"}
    assert finish(unpack(pack, tmp_path / "home" / "deep" / "pack")) == 3
    found = {path for path in tmp_path.rglob("*") if path.suffix == ".png"} - before
    assert {path.parent for path in found} == {tmp_path / "home" / "deep" / "pack"}


def test_a_pack_without_pictures_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(InputError, match="no pictures"):
        finish(unpack(tmp_path / "empty.zip", tmp_path / "out"))


def test_half_a_pack_leaves_nothing(pack: Path, tmp_path: Path) -> None:
    pack.write_bytes(pack.read_bytes()[:-40])
    with pytest.raises(FormatError, match="no sound pack"):
        finish(unpack(pack, tmp_path / "out"))
    assert not list(tmp_path.glob("out*"))


def test_a_stopped_unpacking_leaves_nothing(pack: Path, tmp_path: Path) -> None:
    job = unpack(pack, tmp_path / "out")
    next(job)
    job.close()
    assert not list(tmp_path.glob("out*"))
