"""Learning as a job: its events, its end, and going on after an interruption."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import InputError
from engine.events import Measured, Noticed, Progress, Snapshot
from engine.model.chameleon import Chameleon
from engine.model.weights import open_checkpoint
from engine.tokens.prompts import PROMPT_VERSION, Layout
from engine.training.examples import concept_ids
from engine.training.photos import Photos
from engine.training.run import Run, learning_rate
from engine.training.state import STATE_FILE
from engine.training.steps import Stepper
from engine.training.trainer import Place, learn
from engine.training.variants import Variant
from tests.jobs import heard


def same_rows(one, other) -> bool:
    return np.array_equal(one.embeddings, other.embeddings) and np.array_equal(one.head, other.head)


def test_learning_reports_losses_progress_and_a_snapshot_for_each_epoch(
    tiny_model, training_set, config
):
    events, concept = heard(learn(tiny_model, training_set, config))
    progress = [event for event in events if isinstance(event, Progress)]
    assert [(one.done, one.total, one.note) for one in progress] == [
        (done, 4, "Learning") for done in range(1, 5)
    ]
    measured = [(event.name, event.step) for event in events if isinstance(event, Measured)]
    assert measured == [
        (name, step) for step in range(1, 5) for name in ("text loss", "image loss")
    ]
    snapshots = [event for event in events if isinstance(event, Snapshot)]
    assert [one.epoch for one in snapshots] == [1, 2]
    assert same_rows(snapshots[-1].concept, concept)
    assert not same_rows(snapshots[0].concept, concept)


def test_the_concept_says_what_it_is_and_how_it_was_learned(tiny_model, training_set, config):
    _, concept = heard(learn(tiny_model, training_set, config))
    assert (concept.name, concept.kind, concept.base_model) == ("Bo", "pet", "tiny")
    assert (concept.layout, concept.latent_tokens) == (Layout.SELF_PROMPTING.value, 2)
    assert concept.prompt_version == PROMPT_VERSION
    assert concept.embeddings.shape == concept.head.shape == (5, 64)
    assert concept.embeddings.dtype == concept.head.dtype == np.float32
    facts = {"preset": "custom", "epochs": 2, "steps": 4, "photos": 2, "negatives": 2}
    assert facts.items() <= dict(concept.training).items()


def test_the_default_concept_has_33_rows(tiny_model, training_set, config):
    _, concept = heard(learn(tiny_model, training_set, replace(config, latent_tokens=16, epochs=1)))
    assert concept.embeddings.shape == (33, 64)


def test_nothing_but_the_rows_is_learned(tiny_model, training_set, config):
    parameters = [*tiny_model.inner.parameters(), *tiny_model.vqgan.parameters(), tiny_model.head]
    before = [parameter.detach().clone() for parameter in parameters]
    heard(learn(tiny_model, training_set, config))
    for parameter, value in zip(parameters, before, strict=True):
        assert parameter.grad is None
        assert not parameter.requires_grad
        assert torch.equal(parameter, value)


def test_both_losses_fall_far_on_what_is_repeated(tiny_model, training_set, config):
    photos = training_set.photos
    one = replace(
        training_set, photos=Photos(positives=photos.positives[:1], negatives=photos.negatives[:1])
    )
    config = replace(config, latent_tokens=16, epochs=40, learning_rate=0.05, flips=False)
    events, _ = heard(learn(tiny_model, one, config))
    losses = {
        name: [e.value for e in events if isinstance(e, Measured) and e.name == name]
        for name in ("text loss", "image loss")
    }
    for values in losses.values():
        assert np.mean(values[-4:]) < 0.8 * np.mean(values[:2])


def test_the_same_seed_gives_the_same_rows_and_another_gives_others(
    tiny_model, training_set, config
):
    _, first = heard(learn(tiny_model, training_set, config))
    _, second = heard(learn(tiny_model, training_set, config))
    _, other = heard(learn(tiny_model, training_set, replace(config, seed=1)))
    assert same_rows(first, second)
    assert not same_rows(first, other)


def test_a_closed_job_leaves_its_last_snapshot(tiny_model, training_set, config):
    job = learn(tiny_model, training_set, config)
    kept = [event for event in islice(job, 8) if isinstance(event, Snapshot)]
    rows = kept[-1].concept.embeddings.copy()
    job.close()
    assert np.array_equal(kept[-1].concept.embeddings, rows)
    with pytest.raises(StopIteration):
        next(job)


@pytest.mark.parametrize("before", [(1, 1), (3, 1), (6, 2), (7, 2), (10, 3)])
def test_a_closed_job_goes_on_to_the_same_rows(
    tiny_model, training_set, config, tmp_path: Path, before
):
    events_before, steps_before = before
    _, undisturbed = heard(learn(tiny_model, training_set, config))
    job = learn(tiny_model, training_set, config, place=Place(folder=tmp_path))
    seen = list(islice(job, events_before))
    job.close()
    events, resumed = heard(learn(tiny_model, training_set, config, place=Place(folder=tmp_path)))
    assert same_rows(resumed, undisturbed)
    steps = {event.step for event in [*seen, *events] if isinstance(event, Measured)}
    assert steps == {1, 2, 3, 4}
    done = [event.done for event in events if isinstance(event, Progress)]
    assert done == list(range(steps_before + 1, 5))
    epochs = [event.epoch for event in [*seen, *events] if isinstance(event, Snapshot)]
    assert set(epochs) == {1, 2}


def test_a_killed_job_goes_on_from_its_last_save(tiny_model, training_set, config, tmp_path: Path):
    _, undisturbed = heard(learn(tiny_model, training_set, config))
    job = learn(tiny_model, training_set, config, place=Place(folder=tmp_path, save_seconds=0.0))
    saved = []
    for _ in islice(job, 9):
        file = tmp_path / STATE_FILE
        saved.append(file.read_bytes() if file.exists() else b"")
    job.close()
    for content in set(saved):
        (tmp_path / STATE_FILE).write_bytes(content)
        _, resumed = heard(learn(tiny_model, training_set, config, place=Place(folder=tmp_path)))
        assert same_rows(resumed, undisturbed)
    assert len(set(saved)) >= 3


def test_a_finished_learning_gives_its_result_again_at_once(
    tiny_model, training_set, config, tmp_path: Path
):
    _, first = heard(learn(tiny_model, training_set, config, place=Place(folder=tmp_path)))
    events, second = heard(learn(tiny_model, training_set, config, place=Place(folder=tmp_path)))
    assert [type(event) for event in events] == [Snapshot]
    assert same_rows(first, second)


def test_other_settings_start_anew_and_say_so(tiny_model, training_set, config, tmp_path: Path):
    heard(learn(tiny_model, training_set, config, place=Place(folder=tmp_path)))
    other = replace(config, seed=5)
    events, concept = heard(learn(tiny_model, training_set, other, place=Place(folder=tmp_path)))
    assert isinstance(events[0], Noticed)
    _, undisturbed = heard(learn(tiny_model, training_set, other))
    assert same_rows(concept, undisturbed)


def broken(model: Chameleon, training_set) -> Chameleon:
    """The same model with a column of logits that is no number."""
    head = model.head.clone()
    head[training_set.tokenizer.vocabulary.end_turn] = float("nan")
    return Chameleon(model.inner, head, model.vqgan)


def test_a_loss_that_is_no_number_stops_learning_and_keeps_what_was_saved(
    tiny_model, training_set, config, tmp_path: Path
):
    place = Place(folder=tmp_path, save_seconds=0)
    list(islice(learn(tiny_model, training_set, config, place=place), 7))
    kept = (tmp_path / STATE_FILE).read_bytes()
    with pytest.raises(InputError, match=r"step 3, again at half the rate") as error:
        heard(learn(broken(tiny_model, training_set), training_set, config, place=place))
    assert "learning rate" in error.value.remedy
    assert (tmp_path / STATE_FILE).read_bytes() == kept


def test_learning_that_runs_away_goes_back_once_and_on_at_half_the_rate(
    tiny_model, training_set, config
):
    """The loss leaps at the fourth step, as a rate that is too high makes it leap."""
    run = Run.begin(tiny_model, training_set, replace(config, epochs=3))
    stepper, events, at_epoch_end = Stepper.alone(tiny_model), [], None
    while not run.done:
        (found,) = stepper.gradients([run])
        leaps = run.state.step == 3 and run.state.course.rate == 1.0
        if leaps:
            assert not same_rows(run.concept(), at_epoch_end)
            found = {name: 100 * value for name, value in found.items()}
        events += list(run.advance(found, 0.0))
        if leaps:
            assert run.state.step == 2
            assert same_rows(run.concept(), at_epoch_end)
            assert run.state.optimizer.state[run.state.head]["step"] == 2
        if run.state.step == 2:
            run.save()
            at_epoch_end = run.concept()
    assert [type(event) for event in events] == [Noticed]
    assert "step 4" in events[0].text and "step 2" in events[0].text
    assert run.concept().training["learning_rate"] == config.learning_rate / 2


def test_a_run_that_went_back_is_resumed_at_its_half_rate(
    tiny_model, training_set, config, tmp_path: Path
):
    run = Run.begin(tiny_model, training_set, config, folder=tmp_path)
    Stepper.alone(tiny_model).gradients([run])
    list(run.advance({"text loss": float("nan")}, 0.0))
    run.save()
    again = Run.begin(tiny_model, training_set, config, folder=tmp_path)
    list(again.resume())
    assert again.state.course.rate == 0.5


def test_settings_that_leave_no_rows_are_refused(tiny_model, training_set, config):
    alone = replace(training_set, photos=Photos(positives=training_set.photos.positives))
    config = replace(config, text_rows=0, drawing_rows=0)
    with pytest.raises(InputError, match="nothing to learn"):
        next(learn(tiny_model, alone, config))


def test_weights_lie_between_the_two_kinds_of_loss(tiny_model, training_set, config):
    """Weight 0 for pictures learns the same as leaving drawing rows' gradients out."""
    config = replace(config, epochs=1, batch_size=8, max_grad_norm=1e9)
    _, neither = heard(learn(tiny_model, training_set, replace(config, image_loss_weight=0.0)))
    _, scaled = heard(
        learn(
            tiny_model, training_set, replace(config, image_loss_weight=0.0, text_loss_weight=3.0)
        )
    )
    _, both = heard(learn(tiny_model, training_set, config))
    np.testing.assert_allclose(
        neither.embeddings, scaled.embeddings, atol=1e-4
    )  # Adam's first step
    assert not np.allclose(neither.embeddings, both.embeddings, atol=1e-4)


def test_a_shared_layout_learns_its_17_rows(tiny_model, training_set, config):
    shared = replace(config, variant=Variant.SHARED, latent_tokens=16, epochs=1)
    _, concept = heard(learn(tiny_model, training_set, shared))
    assert concept.embeddings.shape == (17, 64)
    assert len(concept_ids(training_set.tokenizer, shared).all) == 17


def test_the_rate_rises_then_falls_in_straight_lines(config):
    config = replace(config, learning_rate=0.1, warmup_steps=2, final_rate=0.5)
    rates = [learning_rate(config, step, 7) for step in range(7)]
    np.testing.assert_allclose(rates, [0.05, 0.1, 0.1, 0.0875, 0.075, 0.0625, 0.05])
    level = replace(config, warmup_steps=0, final_rate=1.0)
    assert {learning_rate(level, step, 7) for step in range(7)} == {0.1}


def test_rows_stay_fp32_over_a_bf16_model(tiny_checkpoint, training_set, config):
    """In bf16 a step of the rate would be lost to rounding (method.md trap 24)."""
    model = open_checkpoint(tiny_checkpoint, dtype=torch.bfloat16)
    start = model.reserved_rows(concept_ids(training_set.tokenizer, config).all)
    _, concept = heard(learn(model, training_set, replace(config, learning_rate=1e-5)))
    moved = np.abs(concept.embeddings - start.embeddings.numpy())
    assert concept.embeddings.dtype == np.float32
    assert 0 < moved.max() <= 5e-5
    assert (moved > 0).mean() > 0.99
