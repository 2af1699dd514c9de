"""What a lesson begins with, and whose answers it learns."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from engine import jobs
from engine.cli import commands
from engine.errors import InputError
from engine.events import Event, Noticed, Snapshot, finish
from engine.learning import questions
from engine.learning.lesson import Lesson
from engine.learning.questions import read_questions
from engine.learning.unfinished import unfinished
from engine.settings import Settings
from engine.training import config
from tests.jobs import heard

pytestmark = pytest.mark.usefixtures("short_lessons")


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A file with one question: the tiny model itself says nothing."""
    file = tmp_path / "told.json"
    file.write_text('{"questions": [{"question": "What is {name}?", "answer": "A dog."}]}')
    return file


def lesson(photos: list[Path], **wishes: object) -> Lesson:
    """Mila."""
    return Lesson(name="Mila", photos=tuple(photos), kind="pet", **wishes)  # type: ignore[arg-type]


def snapshots(events: list[Event]) -> list[Snapshot]:
    """In the order they came."""
    return [event for event in events if isinstance(event, Snapshot)]


@pytest.mark.parametrize("draft", ["words", "kmeans"])
def test_a_draft_is_a_scored_concept_before_the_first_step(
    draft: str, photos: list[Path], told: Path, settings: Settings
) -> None:
    job, first = jobs.learn(lesson(photos, draft=draft, questions=told), settings), None
    while not isinstance(first, Snapshot):
        first = next(job)
    job.close()
    assert first.epoch == 0
    assert first.concept.scores.keys() == {"recognition", "similarity"}
    assert first.concept.training["steps"] == 0


def test_learning_goes_on_from_the_draft_and_its_facts_say_so(
    photos: list[Path], settings: Settings
) -> None:
    events, learned = heard(jobs.learn(lesson(photos, draft="kmeans"), settings))
    assert [one.epoch for one in snapshots(events)] == [0, 1, 2]
    assert learned.facts["draft"] == "kmeans"
    zero, *_, last = (one.concept.embeddings for one in snapshots(events))
    assert np.abs(zero - last).max() < np.abs(zero).max()


def test_without_a_drafter_words_are_drafted_and_that_is_said(
    photos: list[Path], told: Path, settings: Settings
) -> None:
    asked = lesson(photos, draft="drafter", questions=told)
    events, _ = heard(jobs.learn(asked, settings))
    said = [event.text for event in events if isinstance(event, Noticed)]
    assert any("no drafter" in sentence for sentence in said)
    assert [one.epoch for one in snapshots(events)] == [0, 1, 2]


def test_the_base_models_answers_are_written_corrected_and_learned(
    photos: list[Path], tmp_path: Path, settings: Settings, tiny_checkpoint: Path
) -> None:
    file = tmp_path / "questions.json"
    asked = CliRunner().invoke(
        commands,
        ["questions", *map(str, photos), "--kind", "pet", "--out", str(file), "--json",
         "--checkpoint", str(tiny_checkpoint), "--device", "cpu"],
    )  # fmt: skip
    assert asked.exit_code == 0, asked.stderr
    written = json.loads(file.read_text())
    written["questions"].append({"question": "Is {name} shy?", "answer": "No, {name} is bold."})
    file.write_text(json.dumps(written))
    _, learned = heard(jobs.learn(lesson(photos, questions=file), settings))
    assert learned.facts["questions"] == len(written["questions"])


def test_an_interrupted_lesson_goes_on_with_its_own_questions_and_draft(
    photos: list[Path], told: Path, settings: Settings
) -> None:
    job = jobs.learn(lesson(photos, draft="words", questions=told), settings)
    while not isinstance(next(job), Snapshot):
        pass
    job.close()
    told.unlink()
    (left,) = unfinished()
    assert left.lesson.draft == "words"
    events, learned = heard(jobs.learn(left.lesson, settings))
    assert learned.facts["questions"] == 1
    assert [one.epoch for one in snapshots(events)] == [1, 2]  # the draft was there


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("no JSON", "no JSON"),
        ("[]", "no list"),
        ('{"questions": 3}', "no list"),
        ('{"questions": [{"question": "What is {name}?"}]}', "Question 1 has no words"),
        ('{"questions": [{"question": "What is it?", "answer": "A dog."}]}', "does not say"),
        ('{"questions": [{"question": "{name}?", "answer": "%s"}]}' % ("x" * 3000), "too long"),
    ],
)
def test_a_questions_file_that_makes_no_sense_is_refused_in_words(
    content: str, word: str, tmp_path: Path
) -> None:
    (tmp_path / "questions.json").write_text(content)
    with pytest.raises(InputError, match=word):
        read_questions(tmp_path / "questions.json")


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    pairs = (("Wer ist {name}?", "Ein “Hund” <image>."), ("What is {name}?", "A dog."))
    (tmp_path / "questions.json").write_bytes(questions.encoded(pairs))
    assert read_questions(tmp_path / "questions.json") == pairs


def test_positives_alone_are_learned_on_other_backgrounds(
    photos: list[Path], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(
        config.PRESETS["quick"], soft_positives=0, soft_rows=0, augmented_views=3, epochs=1
    )
    monkeypatch.setattr(config, "PRESETS", {"quick": few})
    events, learned = heard(jobs.learn(lesson(photos), settings))
    assert learned.facts["soft_positives"] == 0
    assert learned.facts["photos"] == 4
    said = " ".join(event.text for event in events if isinstance(event, Noticed))
    (epoch,) = snapshots(events)
    varied = 3 if "No subject" not in said else 0
    assert int(epoch.concept.training["photos"]) >= 3 + varied


def test_a_draft_that_does_not_exist_is_refused(photos: list[Path], settings: Settings) -> None:
    with pytest.raises(InputError, match="no draft"):
        finish(jobs.learn(lesson(photos, draft="dreams"), settings))


def test_where_nothing_is_described_nothing_is_drafted(
    photos: list[Path], settings: Settings
) -> None:
    events, learned = heard(jobs.learn(lesson(photos, draft="words"), settings))
    said = [event.text for event in events if isinstance(event, Noticed)]
    assert any("nothing is drafted" in sentence for sentence in said)
    assert learned.facts["draft"] == "none"
