"""`engine learn` and the versions of a concept, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine import jobs
from engine.cli import commands
from engine.commands.shown import metric
from engine.events import Snapshot
from engine.learning.lesson import Lesson
from engine.settings import Settings
from tests.conftest import Photo

pytestmark = pytest.mark.usefixtures("short_lessons")


@pytest.fixture
def tiny(tiny_checkpoint: Path) -> tuple[str, ...]:
    return ("--checkpoint", str(tiny_checkpoint), "--device", "cpu")


def engine(*words: object) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def told(*words: object) -> dict:
    result = engine(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_help_has_presets_first_and_the_papers_names_second():
    text = engine("learn", "--help").stdout.partition("What:")[2]
    order = [
        "--crop",
        "--continue",
        "--preset",
        "--memory",
        "--forecast",
        "--keep",
        "--deep",
        "--variant",
    ]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "image only, positives" in text


def test_a_forecast_says_minutes_and_memory(photos: list[Path], tiny: tuple[str, ...]):
    facts = told("learn", "Mila", *photos, "--forecast", *tiny)
    assert {"peak_bytes", "seconds_per_step", "steps", "seconds", "fits"} <= facts.keys()
    assert facts["fits"] is True
    lines = engine("learn", "Mila", *photos, "--forecast", *tiny).stdout
    assert "minutes" in lines
    assert "that fits" in lines
    assert told("concepts", "list") == {"concepts": []}


def test_versions_are_listed_and_one_of_their_snapshots_is_used(
    photos: list[Path], tiny: tuple[str, ...]
):
    told("learn", "Mila", *photos, *tiny)
    assert told("learn", "mila", "--continue", *tiny)["version"] == 2
    listed = told("concepts", "versions", "Mila")["versions"]
    assert [(one["number"], one["in_use"]) for one in listed] == [(1, False), (2, True)]
    assert [one["epoch"] for one in listed[0]["snapshots"]] == [1, 2]
    assert listed[1]["snapshot_in_use"] == listed[1]["suggested"]
    told("concepts", "use", "Mila", 1, "--snapshot", 2)
    assert told("concepts", "versions", "Mila")["versions"][0]["snapshot_in_use"] == 2
    lines = engine("concepts", "versions", "Mila").stdout
    assert "version 1 (in use)" in lines
    assert "suggested" in lines and "EffNet-Lite0 similarity" in lines
    refused = engine("concepts", "use", "Mila", 3)
    assert refused.exit_code == 1
    assert "no version 3" in refused.stderr


def test_a_concept_of_before_does_not_say_what_measured_its_similarity():
    assert metric("similarity", {"epochs": 3}) == "similarity"
    assert metric("similarity", {"embedder": "my-clip"}) == "my-clip similarity"
    assert metric("recognition", {"embedder": "my-clip"}) == "recognition"


def test_a_deep_concept_is_learned_shown_asked_and_taught_more(
    photos: list[Path], tiny: tuple[str, ...]
):
    assert told("learn", "Mila", *photos, "--deep", 2, *tiny)["training"]["prefix_positions"] == 2
    assert "deep: 2 positions in every layer" in engine("concepts", "show", "Mila").stdout
    assert engine("ask", "Mila", "Who is Mila?", *tiny).exit_code == 0
    told("learn", "Mila", "--continue", *tiny)
    lines = engine("concepts", "show", "Mila").stdout
    assert lines.count("deep: 2 positions") == 2


def test_curves_are_shown(photos: list[Path], tiny: tuple[str, ...]):
    told("learn", "Mila", *photos, *tiny)
    curves = told("concepts", "curves", "Mila")["curves"]
    assert {"text loss", "image loss", "recognition", "similarity"} >= curves.keys()
    assert len(curves["similarity"]) == 2
    assert "image loss" in engine("concepts", "curves", "Mila").stdout


def begun(photos: list[Path], tiny_checkpoint: Path) -> None:
    """A learning that was stopped after its first epoch."""
    settings = Settings(checkpoint=str(tiny_checkpoint), device="cpu")
    job = jobs.learn(Lesson(name="Mila", photos=tuple(photos), kind="pet"), settings)
    next(event for event in job if isinstance(event, Snapshot))
    job.close()


@pytest.fixture
def wide(tmp_path: Path, photo: Photo) -> list[Path]:
    """Photos twice as wide as high."""
    files = [tmp_path / "wide" / f"{seed}.png" for seed in range(3)]
    files[0].parent.mkdir()
    for seed, file in enumerate(files):
        photo(seed, (400, 200)).save(file)
    return files


def sizes(name: str) -> list[tuple[int, int]]:
    """Those of a concept's photos, the smallest first."""
    with jobs.open_library() as library:
        return sorted((photo.width, photo.height) for photo in library.photos(name))


def test_photos_are_cropped_as_the_window_crops_them(wide: list[Path], tiny: tuple[str, ...]):
    checked = told("photos", "check", *wide, *tiny)["photos"]
    squares = sorted((box[2] - box[0], box[3] - box[1]) for box in (one["crop"] for one in checked))
    result = engine("learn", "Mila", *wide, *tiny)
    assert "A square part of 3 photos is learned from; --no-crop" in result.stderr
    assert sizes("Mila") == squares
    assert all(width == height for width, height in squares)


def test_the_part_that_is_meant_can_be_said_and_all_of_a_photo_taken(
    wide: list[Path], tiny: tuple[str, ...]
):
    crop = ("--crop", wide[0], 10, 20, 110, 140)
    assert "--no-crop" not in engine("learn", "Mila", *wide, "--no-crop", *crop, *tiny).stderr
    assert sizes("Mila") == [(100, 120), (400, 200), (400, 200)]
    engine("learn", "Bo", wide[0].parent, *crop, *tiny)
    assert (100, 120) in sizes("Bo")
    refused = engine("learn", "Cy", *wide, "--crop", wide[0], 0, 0, 3, 3, *tiny)
    assert refused.exit_code == 1
    assert "too small" in refused.stderr


def test_what_was_stopped_is_kept_or_discarded(photos: list[Path], tiny_checkpoint: Path):
    begun(photos, tiny_checkpoint)
    assert told("learn", "Mila", "--discard") == {"discarded": "Mila"}
    assert engine("learn", "Mila", "--keep").exit_code == 1
    begun(photos, tiny_checkpoint)
    assert told("learn", "Mila", "--keep")["best_epoch"] == 1
    assert [one["name"] for one in told("concepts", "list")["concepts"]] == ["Mila"]


def test_many_are_learned_from_one_file(photos: list[Path], tiny: tuple[str, ...], tmp_path: Path):
    lines = [f"[[concept]]\nname = {name!r}\nphotos = {str(photos[0].parent)!r}" for name in "AB"]
    (tmp_path / "two.toml").write_text("\n".join(lines))
    learned = told("learn", "--many", tmp_path / "two.toml", "--kind", "pet", *tiny)["concepts"]
    assert [(one["name"], one["kind"]) for one in learned] == [("A", "pet"), ("B", "pet")]


@pytest.mark.parametrize("words", [["Mila"], ["Mila", "--memory", "7"], ["--variant", "joined"]])
def test_what_makes_no_sense_is_refused(words: list[str]):
    result = engine("learn", *words)
    assert result.exit_code in (1, 2)
    assert result.stderr
