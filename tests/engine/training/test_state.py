"""A state on disk is whole, fits its inputs, and goes on bit for bit."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.training.examples import concept_ids
from engine.training.state import STATE_FILE, TrainingState, inputs_of


@pytest.fixture
def fresh(tiny_model, training_set, config):
    ids = concept_ids(training_set.tokenizer, config)

    def make() -> TrainingState:
        return TrainingState(tiny_model.reserved_rows(ids.all), config)

    return make


def stepped(state: TrainingState, steps: int, seed: int = 0) -> TrainingState:
    torch.manual_seed(seed)
    gradients = [torch.randn(6, *state.head.shape) for _ in range(2)]
    for step in range(state.step, steps):
        for parameter, gradient in zip(state.parameters, gradients, strict=True):
            parameter.grad = gradient[step]
        state.optimizer.step()
        state.course.step += 1
    return state


@pytest.mark.parametrize("steps", [0, 3])
def test_a_restored_state_goes_on_bit_for_bit(fresh, tmp_path: Path, steps: int):
    before = stepped(fresh(), steps)
    before.course.seconds = 4.5
    before.save(tmp_path, "inputs")
    after = fresh()
    assert after.restore(tmp_path, "inputs")
    assert (after.step, after.course.seconds) == (steps, 4.5)
    for one, other in zip(stepped(before, 6).parameters, stepped(after, 6).parameters, strict=True):
        assert torch.equal(one, other)


def test_learning_starts_from_the_checkpoint_s_own_rows(fresh, tiny_model):
    state = fresh()
    at = slice(state.first, state.first + 5)
    assert torch.equal(state.embeddings, tiny_model.table[at])
    assert torch.equal(state.head, tiny_model.head[at])


def test_a_state_of_other_inputs_or_none_is_not_taken(fresh, tmp_path: Path):
    assert not fresh().restore(tmp_path, "inputs")
    stepped(fresh(), 2).save(tmp_path, "inputs")
    other = fresh()
    assert not other.restore(tmp_path, "other inputs")
    assert other.step == 0


@pytest.mark.parametrize("length", [0, 5, 60, 2000, -1])
def test_a_file_cut_short_is_not_taken(fresh, tmp_path: Path, length: int):
    stepped(fresh(), 2).save(tmp_path, "inputs")
    file = tmp_path / STATE_FILE
    file.write_bytes(file.read_bytes()[:length])
    state = fresh()
    untouched = state.embeddings.detach().clone()
    assert not state.restore(tmp_path, "inputs")
    assert torch.equal(state.embeddings, untouched)


def test_what_a_killed_writer_left_behind_is_removed(fresh, tmp_path: Path):
    stepped(fresh(), 1).save(tmp_path, "inputs")
    (tmp_path / "abc.tmp").write_bytes(b"half")
    assert fresh().restore(tmp_path, "inputs")
    assert [path.name for path in tmp_path.iterdir()] == [STATE_FILE]


def test_the_file_holds_plain_tensors_and_json(fresh, tmp_path: Path):
    stepped(fresh(), 2).save(tmp_path, "inputs")
    content = (tmp_path / STATE_FILE).read_bytes()
    header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    assert json.loads(header["__metadata__"]["progress"])["step"] == 2
    assert {"embeddings", "head", "head.exp_avg", "head.exp_avg_sq"} <= set(header)


def test_inputs_tell_settings_photos_and_answers_apart(training_set, config):
    photos = training_set.photos
    others = [
        inputs_of(training_set, replace(config, seed=1)),
        inputs_of(replace(training_set, answers=()), config),
        inputs_of(
            replace(training_set, photos=replace(photos, positives=photos.positives[:1])), config
        ),
    ]
    assert len({inputs_of(training_set, config), *others}) == 4
    assert inputs_of(training_set, config) == inputs_of(training_set, replace(config))
