"""Learnings that were begun and not ended."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.events import Sampled, Snapshot, finish
from engine.learning.keeping import open_library
from engine.learning.lesson import Lesson
from engine.learning.unfinished import (
    discard_unfinished,
    keep_unfinished,
    latest_snapshot,
    unfinished,
)
from engine.learning.workplace import Workplace
from engine.settings import Settings


@pytest.fixture
def stopped(short_lessons: None, photos: list[Path], settings: Settings) -> Lesson:
    """A learning of Ada, stopped after its first epoch."""
    lesson = Lesson(name="Ada", photos=tuple(photos), kind="person", consent="She agreed.")
    job = jobs.learn(lesson, settings)
    next(event for event in job if isinstance(event, Snapshot))
    job.close()
    return lesson


def test_it_is_found_with_all_that_is_needed_to_go_on(stopped: Lesson) -> None:
    (found,) = unfinished()
    assert (found.lesson.name, found.lesson.kind, found.epochs) == ("Ada", "person", (1,))
    assert len(found.lesson.photos) == 4
    assert Concept.load(latest_snapshot("ada")).name == "Ada"


def test_it_goes_on_from_its_own_copies(
    stopped: Lesson, photos: list[Path], settings: Settings
) -> None:
    for photo in photos:
        photo.unlink()
    (found,) = unfinished()
    job = jobs.learn(found.lesson, settings)
    epochs = [event.epoch for event in job if isinstance(event, Snapshot)]
    assert epochs == [2]
    with open_library() as library:
        consent = library.card("Ada").consent
        assert consent is not None and consent.statement == "She agreed."
        assert len(library.photos("Ada")) == 4
    assert unfinished() == []


def test_it_can_be_kept_as_it_is(stopped: Lesson) -> None:
    learned = keep_unfinished("Ada")
    assert (learned.epoch, learned.entry.kind) == (1, "person")
    with open_library() as library:
        assert [one.epoch for one in library.snapshots("Ada")] == [1]
    assert unfinished() == []


def test_it_can_be_discarded(stopped: Lesson, home: Path) -> None:
    discard_unfinished("Ada")
    assert list((home / "learning").iterdir()) == []
    with pytest.raises(InputError):
        discard_unfinished("Ada")


def test_a_kill_between_keeping_and_clearing_leaves_one_concept_and_nothing_to_go_on_with(
    stopped: Lesson, settings: Settings, tmp_path: Path
) -> None:
    place, left = Workplace.of("Ada").folder, tmp_path / "left"
    shutil.copytree(place, left)
    first = keep_unfinished("Ada").entry
    shutil.copytree(left, place)
    assert finish(jobs.learn(stopped, settings)).entry == first  # resumed, it has ended
    shutil.copytree(left, place)
    assert unfinished() == [] and not place.exists()
    with open_library() as library:
        assert [one.number for one in library.versions("Ada")] == [1]
        assert library.card("Ada").consent is not None


def test_a_concept_of_the_same_name_with_other_snapshots_does_not_end_a_learning(
    stopped: Lesson,
) -> None:
    other = Workplace.of("Ada").snapshots()[0].concept
    with open_library() as library:
        library.add(replace(other, embeddings=other.embeddings + 1), snapshots=[Snapshot(other, 3)])
    assert [one.lesson.name for one in unfinished()] == ["Ada"]


def test_two_processes_do_not_learn_the_same_name(stopped: Lesson, settings: Settings) -> None:
    at_work = jobs.learn(stopped, settings)
    next(at_work)
    for meddling in (
        lambda: next(jobs.learn(stopped, settings)),
        lambda: keep_unfinished("Ada"),
        lambda: discard_unfinished("Ada"),
    ):
        with pytest.raises(InputError, match="at work"):
            meddling()
    at_work.close()
    discard_unfinished("Ada")


def test_nothing_learned_yet_cannot_be_kept_or_tried(home: Path) -> None:
    Workplace.of("Bo").folder.mkdir(parents=True)
    assert unfinished() == []
    for asked in (keep_unfinished, latest_snapshot):
        with pytest.raises(InputError):
            asked("Bo")


def test_a_learning_yields_what_each_snapshot_draws(
    short_lessons: None, photos: list[Path], settings: Settings
) -> None:
    lesson = Lesson(name="Bo", photos=tuple(photos), kind="pet")
    drawn = [event for event in jobs.learn(lesson, settings) if isinstance(event, Sampled)]
    assert [(one.epoch, one.index) for one in drawn] == [(1, 0), (1, 1), (2, 0), (2, 1)]


def test_a_snapshot_can_be_tried_while_its_learning_rests(
    short_lessons: None, photos: list[Path], settings: Settings
) -> None:
    from engine.learning.trials import Trial

    job = jobs.learn(Lesson(name="Bo", photos=tuple(photos)), settings)
    next(event for event in job if isinstance(event, Snapshot))
    trial = Trial(latest_snapshot("Bo"), "A photo of Bo.", 3)
    picture = finish(jobs.try_out(trial, settings))
    assert picture.width == picture.height
    assert [event.epoch for event in job if isinstance(event, Snapshot)] == [2]
