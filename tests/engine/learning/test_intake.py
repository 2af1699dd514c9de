"""Photos as people hand them over."""

from pathlib import Path

import pytest
from PIL import Image

from engine.errors import InputError
from engine.events import Event, Noticed
from engine.learning.intake import CleanCopy, photo_files, take_in
from tests.conftest import Photo


def taken_in(files: list[Path], folder: Path) -> tuple[list[CleanCopy], list[str]]:
    """The clean copies, and what was said about them."""
    job, said = take_in(files, folder), list[str]()
    while True:
        try:
            event: Event = next(job)
        except StopIteration as done:
            return done.value, said
        if isinstance(event, Noticed):
            said.append(event.text)


def test_a_folder_stands_for_its_pictures_by_name(tmp_path: Path, photo: Photo) -> None:
    for name in ("b.png", "a.JPG", ".hidden.png"):
        photo().save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no photo")
    assert photo_files([tmp_path]) == [tmp_path / "a.JPG", tmp_path / "b.png"]


def test_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no photos"):
        photo_files([tmp_path])


def test_the_same_photo_counts_once_and_that_is_said(tmp_path: Path, photo: Photo) -> None:
    files = [tmp_path / name for name in ("a.png", "b.png", "c.png")]
    for file, seed in zip(files, (1, 2, 1), strict=True):
        photo(seed).save(file)
    copies, said = taken_in(files, tmp_path / "copies")
    assert len(copies) == 2
    assert any("twice" in sentence for sentence in said)


def test_copies_do_not_depend_on_the_order_of_photos(tmp_path: Path, photo: Photo) -> None:
    files = [tmp_path / f"{seed}.png" for seed in range(3)]
    for seed, file in enumerate(files):
        photo(seed).save(file)
    forwards, _ = taken_in(files, tmp_path / "copies")
    backwards, _ = taken_in(files[::-1], tmp_path / "copies")
    assert forwards == backwards


def test_copies_carry_no_metadata(tmp_path: Path, photo: Photo) -> None:
    exif = photo().getexif()
    exif[0x010E] = "Lives at 12 Secret Road"
    photo().save(tmp_path / "a.png", exif=exif)
    (copy,), _ = taken_in([tmp_path / "a.png"], tmp_path / "copies")
    assert b"Secret" in (tmp_path / "a.png").read_bytes()
    assert b"Secret" not in copy.path.read_bytes()


def test_a_large_photo_is_kept_smaller_and_upright(tmp_path: Path, photo: Photo) -> None:
    exif = photo().getexif()
    exif[0x0112] = 6  # taken with the camera on its side
    photo(0, (1600, 1200)).save(tmp_path / "a.jpg", exif=exif)
    (copy,), _ = taken_in([tmp_path / "a.jpg"], tmp_path / "copies")
    with Image.open(copy.path) as image:
        assert image.size == (copy.width, copy.height) == (1024, 1365)


@pytest.mark.parametrize(("count", "word"), [(1, "One photo"), (101, "101 photos")])
def test_very_few_and_very_many_photos_are_taken_with_a_warning(
    count: int, word: str, tmp_path: Path
) -> None:
    files = [tmp_path / f"{number}.png" for number in range(count)]
    for number, file in enumerate(files):
        Image.new("RGB", (16, 16), (number, 0, 0)).save(file)
    copies, said = taken_in(files, tmp_path / "copies")
    assert len(copies) == count
    assert any(word in sentence for sentence in said)


def test_a_photo_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.png").write_text("not a picture")
    with pytest.raises(InputError, match=r"bad\.png"):
        taken_in([tmp_path / "bad.png"], tmp_path / "copies")
