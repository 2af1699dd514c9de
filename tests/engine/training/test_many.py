"""Many concepts in one batch learn what each learns alone."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.errors import InputError
from engine.events import Measured, Noticed, Snapshot
from engine.tokens.prompts import Codes
from engine.training.examples import TrainingSet
from engine.training.many import Pupil, learn_many
from engine.training.photos import Photos, Picture
from engine.training.trainer import Place, learn
from tests.jobs import heard


@pytest.fixture
def sets(training_set: TrainingSet) -> list[TrainingSet]:
    """Bo; Mila with more photos; Ada without negatives, so with fewer steps."""
    dice = random.Random(3)

    def pictures(count: int) -> tuple[Picture, ...]:
        length = training_set.tokenizer.image_length
        return tuple(
            Picture(Codes(tuple(dice.randrange(64) for _ in range(length)))) for _ in range(count)
        )

    def of(name: str, photos: Photos) -> TrainingSet:
        subject = replace(training_set.subject, name=name)
        return replace(training_set, subject=subject, photos=photos)

    mila = Photos(positives=pictures(4), negatives=pictures(3), soft_positives=pictures(2))
    return [training_set, of("Mila", mila), of("Ada", Photos(positives=pictures(2)))]


def close(one, other) -> bool:
    return np.allclose(one.embeddings, other.embeddings, atol=2e-4) and np.allclose(
        one.head, other.head, atol=2e-4
    )


def test_many_learn_the_same_rows_losses_and_snapshots_as_each_alone(tiny_model, sets, config):
    told = list(learn_many(tiny_model, [Pupil(training_set=one) for one in sets], config))
    concepts = {run.training_set.subject.name: run.concept() for run, _ in told}
    for one in sets:
        name = one.subject.name
        events, alone = heard(learn(tiny_model, one, config))
        assert close(concepts[name], alone)
        own = [event for run, event in told if run.training_set.subject.name == name]
        assert [type(event) for event in own] == [type(event) for event in events]
        for mine, its in zip(own, events, strict=True):
            if isinstance(its, Measured):
                assert mine.value == pytest.approx(its.value, rel=1e-3)
    assert not close(concepts["Bo"], concepts["Mila"])


def test_one_of_many_that_is_alone_is_bit_for_bit_the_same(tiny_model, sets, config):
    told = list(learn_many(tiny_model, [Pupil(training_set=sets[1])], config))
    _, alone = heard(learn(tiny_model, sets[1], config))
    assert np.array_equal(told[-1][0].concept().embeddings, alone.embeddings)


def test_many_that_were_stopped_go_on_each_from_its_own_state(
    tiny_model, sets, config, tmp_path: Path
):
    def pupils(folder: Path) -> list[Pupil]:
        return [Pupil(training_set=one, folder=folder / one.subject.name) for one in sets]

    undisturbed = list(learn_many(tiny_model, pupils(tmp_path / "a"), config))
    job = learn_many(tiny_model, pupils(tmp_path / "b"), config)
    for _ in range(14):
        next(job)
    job.close()
    resumed = list(learn_many(tiny_model, pupils(tmp_path / "b"), config))
    wanted = {run.training_set.subject.name: run.concept() for run, _ in undisturbed}
    for run in {id(run): run for run, _ in resumed}.values():
        assert close(run.concept(), wanted[run.training_set.subject.name])


def test_one_that_runs_away_is_left_behind_and_the_others_go_on(tiny_model, sets, config):
    told = []
    job = learn_many(tiny_model, [Pupil(training_set=one) for one in sets[:2]], config)
    for run, event in job:
        if run.training_set.subject.name == "Bo" and run.state.course.loss is not None:
            run.state.course.lowest = -10.0  # as if the loss had leapt far above its lowest
        told.append((run.training_set.subject.name, event))
    warned = [event.text for name, event in told if isinstance(event, Noticed)]
    assert any(text.startswith("Bo: ") for text in warned)
    snapshots = [name for name, event in told if isinstance(event, Snapshot)]
    assert snapshots == ["Mila", "Mila"]


def test_nobody_cannot_learn(tiny_model, config):
    with pytest.raises(InputError):
        next(learn_many(tiny_model, [], config, Place()))
