"""Whatever people hand over: a clear sentence, and nothing that was learned is lost (issue 4)."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from engine import jobs
from engine.errors import FormatError, InputError, SetupError
from engine.events import Event, Job, Noticed, Snapshot, finish
from engine.learning import lookalikes
from engine.learning.lesson import Lesson
from engine.learning.unfinished import unfinished
from engine.settings import Settings
from engine.training import config
from tests.conftest import Photo
from tests.jobs import heard

pytestmark = pytest.mark.usefixtures("short_lessons")


def lesson(photos: list[Path], name: str = "Mila") -> Lesson:
    """A pet."""
    return Lesson(name=name, photos=tuple(photos), kind="pet")


def said(events: list[Event]) -> str:
    """All that was noticed, in one string."""
    return " ".join(event.text for event in events if isinstance(event, Noticed))


def until_snapshot(job: Job[object]) -> None:
    """Advance a learning to its first snapshot, and stop it there."""
    while not isinstance(next(job), Snapshot):
        pass
    job.close()


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Nothing can be written under `folder`, as when the disk is full; root is stopped too."""
    moved = folder.with_name(f"{folder.name} for later")
    shutil.move(folder, moved)
    folder.write_text("a file in its place")
    yield
    folder.unlink()
    shutil.move(moved, folder)


def test_no_photo_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for given in ([], [tmp_path / "empty"], [tmp_path / "missing.png"]):
        with pytest.raises(InputError) as caught:
            finish(jobs.learn(lesson(given), settings))
        assert caught.value.remedy
    assert unfinished() == []


def test_one_photo_is_learned_with_a_warning(photos: list[Path], settings: Settings) -> None:
    events, learned = heard(jobs.learn(lesson(photos[:1]), settings))
    assert "One photo is little" in said(events)
    assert learned.facts["photos"] == 1


def test_five_hundred_photos_are_learned_with_a_warning(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(500):
        colour = (number % 250, number // 250 * 90, 40)
        Image.new("RGB", (16, 16), colour).save(folder / f"{number}.png")
    short = replace(config.PRESETS["quick"], epochs=1, flips=False)
    monkeypatch.setattr(config, "PRESETS", {"quick": short})
    events, learned = heard(jobs.learn(lesson([folder]), settings))
    assert "500 photos take long" in said(events)
    assert learned.facts["photos"] == 500


def test_the_same_photos_twice_count_once(photos: list[Path], settings: Settings) -> None:
    copies = [shutil.copy(path, path.with_name(f"copy of {path.name}")) for path in photos[:2]]
    events, learned = heard(jobs.learn(lesson([*photos, *map(Path, copies)]), settings))
    assert "2 of the photos were there twice" in said(events)
    assert learned.facts["photos"] == 4


@pytest.mark.parametrize("kind", ["half", "bomb", "text", "empty"])
def test_a_file_that_is_no_sound_photo_is_named_before_anything_is_learned(
    kind: str, photos: list[Path], settings: Settings
) -> None:
    bad = photos[0].with_name(f"{kind}.png")
    match kind:
        case "half":
            bad.write_bytes(photos[0].read_bytes()[:80])
        case "bomb":
            Image.new("1", (40_000, 40_000)).save(bad)  # 1.6 gigapixels in 200 kB
        case "text":
            bad.write_text("not a photo")
        case _:
            bad.write_bytes(b"")
    with pytest.raises(InputError, match=f"{kind}.png") as caught:
        finish(jobs.learn(lesson([*photos, bad]), settings))
    assert caught.value.remedy
    assert unfinished() == []


def test_originals_may_vanish_once_learning_has_begun(
    photos: list[Path], settings: Settings
) -> None:
    job = jobs.learn(lesson(photos), settings)
    until_snapshot(job)
    shutil.rmtree(photos[0].parent)
    (left,) = unfinished()
    assert finish(jobs.learn(left.lesson, settings)).facts["photos"] == 4


def test_broken_pictures_of_the_pool_are_left_out(photos: list[Path], settings: Settings) -> None:
    for path in sorted(lookalikes.POOL.iterdir())[:12]:
        path.write_bytes(path.read_bytes()[:60])
    learned = finish(jobs.learn(lesson(photos), settings))
    assert 0 < int(learned.facts["negatives"]) <= 4


def test_a_full_disk_is_said_and_what_was_learned_stays(
    photos: list[Path], settings: Settings, home: Path
) -> None:
    until_snapshot(jobs.learn(lesson(photos), settings))
    (place,) = (home / "learning").iterdir()
    with full_disk(place), pytest.raises(SetupError, match="cannot be written"):
        finish(jobs.learn(lesson(photos), settings))
    events, learned = heard(jobs.learn(lesson(photos), settings))
    assert "Going on with the interrupted learning" in said(events)
    assert [one.epoch for one in events if isinstance(one, Snapshot)] == [2]
    assert learned.facts["photos"] == 4


def test_a_concept_of_another_checkpoint_is_not_taught_more_and_stays_as_it_was(
    photos: list[Path], settings: Settings, tmp_path: Path
) -> None:
    from tests.tiny import write_tiny_checkpoint

    finish(jobs.learn(lesson(photos), settings))
    with jobs.open_library() as library:
        before = library.load(library.find("Mila"))
    other = Settings(checkpoint=str(write_tiny_checkpoint(tmp_path / "other", seed=1)))
    more = replace(lesson(photos), continued=True)
    with pytest.raises(FormatError, match="another model"):
        finish(jobs.learn(more, other))
    with jobs.open_library() as library:
        after = library.load(library.find("Mila"))
    assert (before.embeddings == after.embeddings).all()


def test_photos_without_a_subject_or_of_two_are_noticed(
    tmp_path: Path, photo: Photo, settings: Settings
) -> None:
    plain = tmp_path / "plain.png"
    Image.new("RGB", (200, 200), "grey").save(plain)
    mixed = [tmp_path / f"{number}.png" for number in range(3)]
    for number, path in enumerate(mixed):
        photo(number, (200, 200)).save(path)
    events, _ = heard(jobs.learn(lesson([plain, *mixed]), settings))
    assert "Nothing stands out" in said(events)
