"""Photos looked at as a job, with the real networks."""

from pathlib import Path

import pytest
from PIL import Image

from engine.errors import InputError
from engine.events import Event, Looked, Noticed, finish
from engine.learning.intake import Crop
from engine.learning.photo_checks import check_photos
from engine.settings import Settings
from engine.vision.checks import FEW_FACES
from engine.vision.findings import Flaw, Light
from tests.conftest import Photo
from tests.engine.vision.drawn_faces import ANN, BEN, GROUND, portrait


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
    parts = [Crop(photos[0], (0, 0, 300, 300))]
    closer = finish(check_photos(photos[:3], "object", settings, parts))
    monkeypatch.delattr(Looker, "look")
    monkeypatch.delattr(Looker, "look_closer")
    assert finish(check_photos(photos[:3], "object", settings)) == first
    assert finish(check_photos(photos[:3], "object", settings, parts)) == closer


def flaws(photo: Path, kind: str, settings: Settings, *parts: Crop) -> set[Flaw]:
    """What is wrong with one photo."""
    (report,) = finish(check_photos([photo], kind, settings, parts))
    return {finding.flaw for finding in report.findings}


def test_a_photo_is_judged_by_the_part_that_was_chosen(
    tmp_path: Path, settings: Settings, photo: Photo
) -> None:
    dark = tmp_path / "dark.png"
    picture = Image.new("RGB", (800, 400))
    picture.paste(photo(3, (400, 400)), (400, 0))
    picture.save(dark)
    assert Flaw.DARK in flaws(dark, "object", settings, Crop(dark, (0, 0, 400, 400)))
    lit = flaws(dark, "object", settings, Crop(dark, (400, 0, 800, 400)))
    assert not lit & {Flaw.DARK, Flaw.NO_SUBJECT}


def test_the_part_with_the_one_face_that_is_meant_is_the_fix_for_several(
    tmp_path: Path, settings: Settings
) -> None:
    couple = tmp_path / "couple.png"
    picture = Image.new("RGB", (900, 500), GROUND)
    picture.paste(portrait(ANN, 256), (60, 200))
    picture.paste(portrait(BEN, 240), (600, 100))
    picture.save(couple)
    assert Flaw.SEVERAL_FACES in flaws(couple, "person", settings)
    assert Flaw.SEVERAL_FACES in flaws(couple, "person", settings, Crop(couple, (0, 0, 900, 500)))
    chosen = flaws(couple, "person", settings, Crop(couple, (580, 80, 880, 380)))
    assert not chosen & {Flaw.SEVERAL_FACES, Flaw.NO_FACE}
    assert Flaw.NO_FACE in flaws(couple, "person", settings, Crop(couple, (330, 0, 560, 230)))


def test_a_part_that_is_next_to_nothing_is_refused(photos: list[Path], settings: Settings) -> None:
    with pytest.raises(InputError, match="too small"):
        flaws(photos[0], "object", settings, Crop(photos[0], (599, 0, 700, 100)))


def test_it_is_said_that_nobody_compared_fewer_than_three_faces(
    tmp_path: Path, settings: Settings
) -> None:
    files = [tmp_path / f"{number}.png" for number in range(3)]
    for number, file in enumerate(files):
        portrait(ANN, 200 + 20 * number).save(file)
    for some, said in ((files[:2], [FEW_FACES]), (files, [])):
        events = list(check_photos(some, "person", settings))
        assert [event.text for event in events if isinstance(event, Noticed)] == said
