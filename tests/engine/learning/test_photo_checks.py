"""Photos looked at as a job, with the real networks."""

from pathlib import Path

import pytest
from PIL import Image

from engine.events import Event, Looked, finish
from engine.learning.photo_checks import check_photos
from engine.settings import Settings
from engine.vision.findings import Flaw, Light
from tests.conftest import Photo


@pytest.fixture
def photos(tmp_path: Path, photo: Photo) -> list[Path]:
    """Two photos, a copy of the first, and a file that is none."""
    files = [tmp_path / f"{number}.png" for number in range(4)]
    for file, seed in zip(files[:3], (1, 2, 1), strict=True):
        photo(seed, (600, 500)).save(file)
    files[3].write_text("no photo")
    return files


@pytest.fixture
def settings(tiny_checkpoint: Path) -> Settings:
    """The tiny checkpoint, on one thread."""
    return Settings(checkpoint=str(tiny_checkpoint), device="cpu", threads=1)


def test_each_photo_is_told_at_once_and_again_when_another_is_like_it(
    photos: list[Path], settings: Settings
) -> None:
    events: list[Event] = list(check_photos(photos, "object", settings))
    told = [event.report for event in events if isinstance(event, Looked)]
    assert [report.path for report in told] == [*photos, photos[2]]
    twin = {finding.flaw: finding.other for finding in told[-1].findings}
    assert twin[Flaw.TWICE] == photos[0]


def test_an_unreadable_file_is_a_finding_and_no_failure(
    photos: list[Path], settings: Settings
) -> None:
    reports = finish(check_photos(photos[3:], "object", settings))
    assert reports[0].light is Light.RED
    assert [finding.flaw for finding in reports[0].findings] == [Flaw.UNREADABLE]


def test_a_photo_that_says_where_it_was_taken_is_marked(
    tmp_path: Path, photo: Photo, settings: Settings
) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    photo(1, (200, 200)).save(tmp_path / "here.jpg", exif=exif)
    photo(2, (200, 200)).save(tmp_path / "nowhere.jpg")
    reports = finish(check_photos([tmp_path], "object", settings))
    assert [report.located for report in reports] == [True, False]


def test_looking_again_does_not_measure_again(
    photos: list[Path], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.vision.looks import Looker

    first = finish(check_photos(photos[:3], "object", settings))
    monkeypatch.delattr(Looker, "look")
    assert finish(check_photos(photos[:3], "object", settings)) == first
