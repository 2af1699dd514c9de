"""Small views of pictures, kept and forgotten."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import InputError
from engine.thumbnails import forget, kept_side, thumbnail
from tests.conftest import Photo


def opened(content: bytes) -> Image.Image:
    """The view as a picture."""
    return Image.open(io.BytesIO(content))


def test_a_view_covers_the_side_that_was_asked_for(tmp_path: Path, photo: Photo) -> None:
    photo(0, (900, 600)).save(tmp_path / "a.png")
    assert opened(thumbnail(tmp_path / "a.png", 150)).size == (288, 192)


def test_a_small_picture_stays_as_it_is(tmp_path: Path, photo: Photo) -> None:
    photo(0, (48, 48)).save(tmp_path / "a.png")
    view = opened(thumbnail(tmp_path / "a.png", 96))
    assert view.format == "PNG"
    assert view.tobytes() == photo(0, (48, 48)).tobytes()


def test_a_very_long_picture_loses_its_ends(tmp_path: Path) -> None:
    Image.new("RGB", (2000, 200)).save(tmp_path / "a.png")
    assert opened(thumbnail(tmp_path / "a.png", 96)).size == (192, 96)


def test_a_kept_view_needs_no_picture_to_be_read_again(
    tmp_path: Path, photo: Photo, home: Path
) -> None:
    path = tmp_path / "a.png"
    photo().save(path)
    first = thumbnail(path, 96)
    (kept,) = (file for file in (home / "cache" / "thumbnails").rglob("*") if file.is_file())
    kept.write_bytes(b"kept")
    assert first != b"kept" == thumbnail(path, 96)


def test_a_changed_picture_gets_a_new_view_and_loses_the_old(
    tmp_path: Path, photo: Photo, home: Path
) -> None:
    path = tmp_path / "a.png"
    photo(1).save(path)
    first = thumbnail(path, 96)
    photo(2).save(path)
    os.utime(path, (1, 1))
    assert thumbnail(path, 96) != first
    files = [file for file in (home / "cache" / "thumbnails").rglob("*") if file.is_file()]
    assert len(files) == 1
    assert "a.png" not in str(files[0])


def test_forgetting_erases_every_view_of_a_picture_that_is_gone(
    tmp_path: Path, photo: Photo, home: Path
) -> None:
    for name in ("a.png", "b.png"):
        photo(0, (400, 400)).save(tmp_path / name)
        thumbnail(tmp_path / name, 96)
        thumbnail(tmp_path / name, 192)
    (tmp_path / "a.png").unlink()
    assert forget([tmp_path / "a.png", tmp_path / "never seen.png"]) == 2
    files = [file for file in (home / "cache" / "thumbnails").rglob("*") if file.is_file()]
    assert len(files) == 2


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("no")
    with pytest.raises(InputError, match=r"a\.png"):
        thumbnail(tmp_path / "a.png", 96)


@pytest.mark.parametrize(("asked", "kept"), [(1, 96), (96, 96), (97, 192), (5000, 768)])
def test_sides_are_rounded_up(asked: int, kept: int) -> None:
    assert kept_side(asked) == kept
