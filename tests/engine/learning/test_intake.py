"""Photos as people hand them over."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from engine.errors import InputError
from engine.events import Event, Noticed, finish
from engine.learning.intake import CleanCopy, Crop, photo_files, take_in
from engine.learning.photo_checks import check_photos
from engine.settings import Settings
from engine.tokens.images import has_location
from tests.conftest import Photo


def taken_in(
    files: list[Path], folder: Path, crops: Sequence[Crop] = ()
) -> tuple[list[CleanCopy], list[str]]:
    """The clean copies, and what was said about them."""
    job, said = take_in(files, folder, crops), list[str]()
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


XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="48,8.2N" exif:GPSLongitude="11,34.5E"
/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def placed(turned: int = 1) -> bytes:
    """Exif of a photo that says where it was taken, and how the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = turned
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 12.0), 3: "E", 4: (11.0, 34.0, 30.0)})
    return exif.tobytes()


def iphone(path: Path, picture: Image.Image, turned: int = 1) -> Path:
    """A HEIC file with its place."""
    from pillow_heif import from_pillow

    from_pillow(picture).save(path, quality=95, exif=placed(turned))
    return path


def test_how_many_photos_lost_their_place_is_said(tmp_path: Path, photo: Photo) -> None:
    photo(1).save(tmp_path / "exif.jpg", exif=placed())
    photo(2).save(tmp_path / "xmp.jpg", xmp=XMP)
    iphone(tmp_path / "phone.heic", photo(3))
    photo(4).save(tmp_path / "nowhere.jpg")
    files = photo_files([tmp_path])
    assert [file.name for file in files if has_location(file)] == [
        "exif.jpg", "phone.heic", "xmp.jpg"
    ]  # fmt: skip
    copies, said = taken_in(files, tmp_path / "copies")
    assert "Where they were taken was removed from 3 of the photos." in said
    assert not any(has_location(copy.path) for copy in copies)


def test_a_photo_of_an_iphone_on_its_side_is_kept_upright_and_without_its_place(
    tmp_path: Path,
) -> None:
    lying = Image.new("RGB", (96, 64), (20, 30, 40))
    lying.paste((250, 10, 10), (0, 0, 24, 64))  # left here, at the top once it is turned
    file = iphone(tmp_path / "a.heic", lying, turned=6)
    assert b"heic" in file.read_bytes()[:32]
    (copy,), _ = taken_in([file], tmp_path / "copies")
    with Image.open(copy.path) as image:
        assert image.size == (64, 96)
        assert not image.getexif()
        red = [image.convert("RGB").getpixel((32, height))[0] for height in (6, 80)]
    assert red[0] > 200
    assert red[1] < 100


def test_originals_stay_as_they_are_to_the_byte(
    tmp_path: Path, photo: Photo, tiny_checkpoint: Path
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    photo(1, (300, 200)).save(folder / "a.jpg", exif=placed(6))
    photo(2, (300, 200)).save(folder / "b.png")
    iphone(folder / "c.heic", photo(3, (300, 200)), turned=8)
    files = photo_files([folder])
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}
    crops = [Crop(file, (10, 20, 110, 120)) for file in files]
    settings = Settings(checkpoint=str(tiny_checkpoint), device="cpu", threads=1)
    finish(check_photos(files, "person", settings, crops))
    copies, _ = taken_in(files, tmp_path / "copies", crops)
    assert [(copy.width, copy.height) for copy in copies] == [(100, 100)] * 3
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files} == before
    assert sorted(folder.iterdir()) == files


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
