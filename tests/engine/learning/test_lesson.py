"""Lessons on the tiny checkpoint: taught more, stopped and kept, chosen again, several at once."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.concepts.entries import Role
from engine.errors import InputError
from engine.events import Noticed, Sampled, Snapshot
from engine.learning.keeping import AUGMENTED, EMBEDDER
from engine.learning.lesson import Lesson, config_of
from engine.learning.together import read_lessons
from engine.learning.unfinished import keep_unfinished, unfinished
from engine.learning.workplace import Workplace
from engine.settings import Settings
from engine.training.forecast import Forecast
from engine.training.variants import Variant
from tests.conftest import Photo
from tests.engine.vision.test_vision_folder import CLIP, network
from tests.jobs import heard

pytestmark = pytest.mark.usefixtures("short_lessons")


def lesson(photos: list[Path], name: str = "Mila", **choices) -> Lesson:
    return Lesson(name=name, photos=tuple(photos), kind="pet", **choices)


def rows(name: str, version: int | None = None, epoch: int | None = None) -> Concept:
    with jobs.open_library() as library:
        return library.load(library.find(name), version, epoch)


def test_a_version_keeps_its_curves_and_a_strip_of_drawings(
    photos: list[Path], settings: Settings
) -> None:
    events, _ = heard(jobs.learn(lesson(photos), settings))
    with jobs.open_library() as library:
        record = library.record("mila")
    steps = [step for step, _ in record.curve("image loss")]
    assert steps == list(range(1, len(steps) + 1)) and len(steps) >= 4
    assert [step for step, _ in record.curve("similarity")] == [1, 2]
    assert record.curve("recognition")[1][1] == rows("Mila", 1, 2).scores["recognition"]
    drawn = [event for event in events if isinstance(event, Sampled)]
    assert {epoch: len(paths) for epoch, paths in record.samples.items()} == {1: 2, 2: 2}
    assert [event.epoch for event in drawn] == [1, 1, 2, 2]
    assert all(path.exists() for paths in record.samples.values() for path in paths)


def test_what_similarity_was_measured_by_is_kept_with_the_scores(
    photos: list[Path], settings: Settings, tmp_path: Path
) -> None:
    own = tmp_path / "my-clip"
    (own / "onnx").mkdir(parents=True)
    (own / "preprocessor_config.json").write_text(json.dumps(CLIP))
    (own / "onnx" / "vision_model.onnx").write_bytes(network())
    heard(jobs.learn(lesson(photos), settings))
    heard(jobs.learn(lesson(photos, "Ada"), replace(settings, embedder=str(own))))
    assert rows("Mila").training[EMBEDDER] == rows("Mila", 1, 1).training[EMBEDDER]
    assert rows("Mila").training[EMBEDDER] == "EffNet-Lite0"
    assert str(rows("Ada").training[EMBEDDER]).startswith("my-clip ")


def test_what_was_recorded_goes_with_the_concept(
    photos: list[Path], settings: Settings, home: Path
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    with jobs.open_library() as library:
        library.duplicate("Mila", "Ada")
        assert library.record("Ada") == replace(
            library.record("Mila"), samples=library.record("Ada").samples
        )
        library.delete("Mila")
        library.delete("Ada")
    assert list((home / "library" / "concepts").iterdir()) == []


def test_any_snapshot_of_any_version_can_be_used_later(
    photos: list[Path], settings: Settings
) -> None:
    _, learned = heard(jobs.learn(lesson(photos), settings))
    other = 3 - learned.epoch
    with jobs.open_library() as library:
        library.use("Mila", 1, other)
    assert np.array_equal(rows("Mila").embeddings, rows("Mila", 1, other).embeddings)
    assert not np.array_equal(rows("Mila").embeddings, rows("Mila", 1).embeddings)
    with jobs.open_library() as library:
        with pytest.raises(InputError, match="no snapshot"):
            library.use("Mila", 1, 9)
        library.use("Mila", 1)
    assert np.array_equal(rows("Mila").embeddings, rows("Mila", 1).embeddings)


def test_teaching_more_begins_with_the_rows_in_use_and_makes_a_new_version(
    photos: list[Path], settings: Settings, tmp_path: Path, photo: Photo
) -> None:
    heard(jobs.learn(lesson(photos[:3]), settings))
    with jobs.open_library() as library:
        held_out = [one for one in library.photos("Mila") if one.role is Role.HELD_OUT]
    new = tmp_path / "new.png"
    photo(50).save(new)
    _, learned = heard(jobs.learn(lesson([new, photos[0]], "mila", continued=True), settings))
    assert (learned.entry.name, learned.entry.current_version) == ("Mila", 2)
    assert learned.facts["photos"] == 4
    with jobs.open_library() as library:
        kept = library.photos("Mila")
        versions = library.versions("Mila")
    assert [one.number for one in versions] == [1, 2]
    assert len(kept) == 4  # the one that it had counts once
    assert [one.path for one in kept if one.role is Role.HELD_OUT] == [held_out[0].path]
    assert not np.array_equal(rows("Mila", 1).embeddings, rows("Mila", 2).embeddings)


def test_teaching_more_without_new_photos_goes_on_from_where_it_was(
    photos: list[Path], settings: Settings, home: Path
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    job = jobs.learn(lesson([], continued=True), settings)
    first = next(event for event in job if isinstance(event, Snapshot))
    job.close()
    began = rows("Mila")
    moved = np.abs(first.concept.embeddings - began.embeddings).mean()
    fresh = np.abs(first.concept.embeddings - rows("Mila", 1, 1).embeddings).mean()
    assert 0 < moved < fresh + 1
    assert [one.lesson.continued for one in unfinished()] == [True]
    kept = keep_unfinished("Mila")
    assert kept.entry.current_version == 2
    assert np.array_equal(rows("Mila").embeddings, first.concept.embeddings)


def test_a_concept_that_lost_a_photo_is_taught_more_with_the_others(
    photos: list[Path], settings: Settings
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    with jobs.open_library() as library:
        lost = next(one for one in library.photos("Mila") if one.role is Role.POSITIVE)
    lost.path.unlink()
    _, learned = heard(jobs.learn(lesson([], continued=True), settings))
    assert learned.entry.current_version == 2
    assert learned.facts["photos"] == len(photos) - 1


def lose_the_held_out_photo() -> None:
    with jobs.open_library() as library:
        [lost] = [one for one in library.photos("Mila") if one.role is Role.HELD_OUT]
    lost.path.unlink()


def test_where_the_photo_for_scores_is_gone_a_new_one_takes_its_place(
    photos: list[Path], settings: Settings, tmp_path: Path, photo: Photo
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    lose_the_held_out_photo()
    new = [tmp_path / f"{number}.png" for number in (1, 2)]
    for number, path in enumerate(new):
        photo(50 + number).save(path)
    events, learned = heard(jobs.learn(lesson(new, continued=True), settings))
    with jobs.open_library() as library:
        added = {one.path for one in library.photos("Mila")[len(photos) :]}
        [kept] = [
            one.path
            for one in library.photos("Mila")
            if one.role is Role.HELD_OUT and one.path.exists()
        ]
    assert kept in added
    assert learned.entry.current_version == 2
    assert [one.text for one in events if isinstance(one, Noticed) and "kept back" in one.text]


def test_where_the_photo_for_scores_is_gone_and_none_is_new_they_come_from_a_changed_view(
    photos: list[Path], settings: Settings
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    lose_the_held_out_photo()
    events, learned = heard(jobs.learn(lesson([], continued=True), settings))
    assert learned.facts["photos"] == len(photos) - 1
    said = [one.text for one in events if isinstance(one, Noticed)]
    assert [text for text in said if "changed view" in text]
    assert learned.facts["held_out"] == AUGMENTED


def test_without_any_photo_nothing_is_taught_more_and_nothing_is_left(
    photos: list[Path], settings: Settings
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    with jobs.open_library() as library:
        for one in library.photos("Mila"):
            one.path.unlink()
    with pytest.raises(InputError, match="“Mila” has no photos here"):
        heard(jobs.learn(lesson([], continued=True), settings))
    assert not Workplace.of("Mila").folder.exists()


def test_only_what_is_known_can_be_taught_more(photos: list[Path], settings: Settings) -> None:
    with pytest.raises(InputError, match="There is no concept"):
        heard(jobs.learn(lesson(photos, continued=True), settings))


def test_a_concept_cannot_go_on_with_other_latent_tokens(
    photos: list[Path], settings: Settings
) -> None:
    heard(jobs.learn(lesson(photos), settings))
    other = lesson([], continued=True, variant=Variant.SHARED.value)
    with pytest.raises(InputError, match="cannot go on as shared"):
        heard(jobs.learn(other, settings))


def test_a_variant_of_the_table_is_learned_by_its_name(
    photos: list[Path], settings: Settings
) -> None:
    _, learned = heard(jobs.learn(lesson(photos, variant="concatenated"), settings))
    assert learned.facts["variant"] == "concatenated"
    assert rows("Mila").layout == "concatenated"
    with pytest.raises(InputError, match="no variant"):
        config_of(lesson(photos, variant="joined"))


def test_a_learning_that_is_stopped_is_kept_with_its_best_snapshot_so_far(
    photos: list[Path], settings: Settings, home: Path
) -> None:
    job = jobs.learn(lesson(photos), settings)
    first = next(event for event in job if isinstance(event, Snapshot))
    job.close()
    learned = keep_unfinished("Mila")
    assert learned.epoch == 1
    assert np.array_equal(rows("Mila").head, first.concept.head)
    with jobs.open_library() as library:
        assert library.record("Mila").curve("text loss")
    assert list((home / "learning").glob("*")) == []


def test_several_are_learned_at_once_and_one_that_cannot_be_is_told(
    photos: list[Path], settings: Settings, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_text("no picture")
    given = [lesson(photos[:3]), lesson([broken], "Bad"), lesson(photos[1:], "Ada")]
    events, learned = heard(jobs.learn_together(given, settings))
    assert [one.entry.name for one in learned] == ["Mila", "Ada"]
    assert any("Bad" in event.text for event in events if isinstance(event, Noticed))
    assert {rows(name).layout for name in ("Mila", "Ada")} == {"self-prompting"}
    with jobs.open_library() as library:
        curves = [library.record(name).curve("image loss") for name in ("Mila", "Ada")]
        library.delete("Mila")
    assert curves[0] != curves[1]
    _, alone = heard(jobs.learn(lesson(photos[:3]), settings))
    assert alone.scores == pytest.approx(learned[0].scores, abs=0.05)


def test_a_list_of_lessons_is_read_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "family.toml"
    file.write_text(
        '[[concept]]\nname = "Bo"\nkind = "pet"\nphotos = ["bo", "b.jpg"]\n'
        '[[concept]]\nname = "Cup"\nphotos = "cup"\n'
    )
    bo, cup = read_lessons(file, Lesson(name="", photos=(), variant="shared"))
    assert (bo.name, bo.kind, bo.photos) == ("Bo", "pet", (tmp_path / "bo", tmp_path / "b.jpg"))
    assert (cup.kind, cup.photos, cup.variant) == ("object", (tmp_path / "cup",), "shared")


@pytest.mark.parametrize(
    "content", ["", "no = toml = at all", "[[concept]]\nname = 3", '[concept]\nname = "Bo"']
)
def test_a_list_that_makes_no_sense_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "list.toml").write_text(content)
    with pytest.raises(InputError):
        read_lessons(tmp_path / "list.toml", Lesson(name="", photos=()))


def test_a_forecast_takes_three_real_steps_and_keeps_nothing(
    photos: list[Path], settings: Settings, home: Path
) -> None:
    config = config_of(lesson(photos))
    _, found = heard(jobs.forecast(lesson(photos), settings))
    assert isinstance(found, Forecast)
    assert found.steps == config.epochs * -(-config.rows_per_epoch // config.batch_size)
    assert not list(home.glob("learning/*"))
    assert found.fit == "full"
    assert found.weights == "fp32"
    assert 2**26 < found.peak_bytes < found.free_bytes
    assert found.seconds >= found.steps * found.seconds_per_step > 0


def test_an_unknown_memory_preset_is_refused(photos: list[Path], settings: Settings) -> None:
    with pytest.raises(InputError, match="no settings for '7'"):
        heard(jobs.learn(lesson(photos, memory="7"), settings))
