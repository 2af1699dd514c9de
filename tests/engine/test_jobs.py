"""The product's jobs, on the tiny checkpoint."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.concepts.entries import Role
from engine.errors import FormatError, InputError
from engine.events import Event, Job, Noticed, Progress, Said, Snapshot
from engine.gallery.drawing import DrawRequest
from engine.learning.keeping import AUGMENTED, Learned
from engine.learning.lesson import Lesson
from engine.runtime.sampling import IMAGE
from engine.settings import Settings

T = TypeVar("T")


def run(job: Job[T], events: list[Event] | None = None) -> T:
    """The result of a job; its events go into the list."""
    while True:
        try:
            event = next(job)
        except StopIteration as done:
            result: T = done.value
            return result
        if events is not None:
            events.append(event)


def lesson(photos: list[Path], name: str = "Mila") -> Lesson:
    """Learn these photos."""
    return Lesson(name=name, photos=tuple(photos), kind="pet")


def kept(name: str) -> Concept:
    """The concept of this name in the library."""
    with jobs.open_library() as library:
        return library.load(library.find(name))


def names() -> list[str]:
    """Every name in the library."""
    with jobs.open_library() as library:
        return [entry.name for entry in library]


def workplaces(home: Path) -> list[Path]:
    """What interrupted learnings left behind."""
    return list((home / "learning").glob("*"))


@pytest.fixture
def learned(short_lessons: None, photos: list[Path], settings: Settings) -> Iterator[Learned]:
    """Mila, learned from four photos."""
    yield run(jobs.learn(lesson(photos), settings))


def test_a_learned_concept_is_in_the_library_with_its_photos_scores_and_snapshots(
    learned: Learned, home: Path
) -> None:
    with jobs.open_library() as library:
        roles = [photo.role for photo in library.photos("mila")]
        epochs = [snapshot.epoch for snapshot in library.snapshots("mila")]
    assert kept("Mila").scores.keys() == {"recognition", "similarity"}
    assert kept("Mila").training["held_out"] == "photo"
    assert sorted(roles) == [Role.HELD_OUT, *[Role.POSITIVE] * 3]
    assert epochs == [1, 2]
    assert learned.epoch in epochs
    assert workplaces(home) == []


def test_a_learning_stopped_after_an_epoch_goes_on_and_ends_the_same(
    learned: Learned, photos: list[Path], settings: Settings, home: Path
) -> None:
    undisturbed = kept("Mila")
    with jobs.open_library() as library:
        library.delete("Mila")
    job = jobs.learn(lesson(photos), settings)
    next(event for event in job if isinstance(event, Snapshot))
    job.close()
    assert names() == []
    assert len(workplaces(home)) == 1
    events: list[Event] = []
    run(jobs.learn(lesson(photos), settings), events)
    assert any(isinstance(event, Noticed) and "Going on" in event.text for event in events)
    assert [event.epoch for event in events if isinstance(event, Snapshot)] == [2]
    np.testing.assert_array_equal(kept("Mila").embeddings, undisturbed.embeddings)
    np.testing.assert_array_equal(kept("Mila").head, undisturbed.head)


def test_other_photos_of_the_same_name_start_anew(
    short_lessons: None, photos: list[Path], settings: Settings
) -> None:
    job = jobs.learn(lesson(photos), settings)
    next(event for event in job if isinstance(event, Snapshot))
    job.close()
    events: list[Event] = []
    run(jobs.learn(lesson(photos[1:]), settings), events)
    notes = {event.note for event in events if isinstance(event, Progress)}
    snapshots = [event for event in events if isinstance(event, Snapshot)]
    assert {"Checking photos", "Learning", "Scoring"} <= notes
    assert [snapshot.epoch for snapshot in snapshots] == [1, 2]
    assert all(snapshot.concept.scores for snapshot in snapshots)


def test_one_photo_is_enough_and_its_score_is_marked(
    short_lessons: None, photos: list[Path], settings: Settings
) -> None:
    events: list[Event] = []
    learned = run(jobs.learn(lesson(photos[:1]), settings), events)
    warnings = [event.text for event in events if isinstance(event, Noticed)]
    assert learned.facts["held_out"] == AUGMENTED
    assert any("One photo" in warning for warning in warnings)


def test_a_bad_photo_is_refused_and_nothing_is_left_behind(
    photos: list[Path], settings: Settings, home: Path
) -> None:
    photos[2].write_text("not a picture")
    with pytest.raises(InputError, match=r"2\.png"):
        run(jobs.learn(lesson(photos), settings))
    assert names() == []
    assert workplaces(home) == []


def test_a_taken_name_is_refused_before_any_work(
    bo: Concept, photos: list[Path], settings: Settings
) -> None:
    with pytest.raises(InputError, match="taken"):
        next(jobs.learn(lesson(photos, name="bo"), settings))


def test_an_answer_is_streamed_and_returned(
    bo: Concept, photos: list[Path], settings: Settings
) -> None:
    events: list[Event] = []
    answer = run(jobs.ask("Bo", "What is Bo?", photos[0], settings), events)
    assert "".join(event.text for event in events if isinstance(event, Said)) == answer


def test_a_chat_remembers_its_turns(bo: Concept, settings: Settings) -> None:
    from engine.runtime.conversation import Conversation

    chat = run(jobs.chat(["Bo"], Conversation(), "Who is Bo?", None, settings))
    chat = run(jobs.chat(["Bo"], chat, "And where?", None, settings))
    assert [turn.text for turn in chat.turns] == ["Who is Bo?", "And where?"]


def test_drawings_are_the_same_in_fewer_steps_with_codes_drafted_ahead(
    bo: Concept, settings: Settings
) -> None:
    drawn = []
    for ahead in (0, 8):
        events: list[Event] = []
        request = DrawRequest(
            names=("Bo",),
            prompts=("a photo of Bo",),
            seeds=(5,),
            sampling=replace(IMAGE, ahead=ahead),
            own_ahead=True,
        )
        (one,) = run(jobs.draw(request, settings), events)
        pixels = one.path.read_bytes()
        drawn.append((pixels, sum(isinstance(event, Progress) for event in events)))
    assert drawn[0][0] == drawn[1][0] and drawn[1][1] < drawn[0][1]


def test_the_model_stays_open_between_jobs(bo: Concept, settings: Settings) -> None:
    run(jobs.ask("Bo", "What is Bo?", None, settings))
    events: list[Event] = []
    run(jobs.ask("Bo", "What is Bo?", None, settings), events)
    assert not any(isinstance(event, Progress) for event in events)


def test_a_concept_of_another_model_is_refused(
    bo: Concept, tmp_path: Path, settings: Settings
) -> None:
    from tests.tiny import write_tiny_checkpoint

    other = write_tiny_checkpoint(tmp_path / "other", seed=1)
    with pytest.raises(FormatError, match="another model"):
        run(jobs.ask("Bo", "What is Bo?", None, Settings(checkpoint=str(other))))
