"""Traps of the method's first implementations that belong to no one module (docs/learning.md)."""

import json
from dataclasses import replace
from pathlib import Path

import click
import pytest
import torch
from PIL import Image

from engine.cli import commands
from engine.errors import FormatError, InputError
from engine.learning.workplace import Workplace
from engine.model.config import CONFIG, read_config
from engine.training.config import PRESETS, TrainingConfig
from engine.training.examples import epoch_examples
from engine.training.fit import Fit
from engine.training.pool import read_pool
from engine.training.run import Run
from engine.training.steps import Stepper


def test_embeddings_and_head_are_learned_apart_and_tied_ones_refused(
    tiny_checkpoint: Path, tiny_model, training_set, config, tmp_path: Path
):
    run = Run.begin(tiny_model, training_set, config)
    Stepper.alone(tiny_model).gradients([run])
    gradients = [one.grad for one in run.state.parameters]
    assert run.state.embeddings.data_ptr() != run.state.head.data_ptr()
    assert not torch.allclose(*gradients)
    written = json.loads((tiny_checkpoint / CONFIG).read_text())
    (tmp_path / CONFIG).write_text(json.dumps(written | {"tie_word_embeddings": True}))
    with pytest.raises(FormatError, match="ties"):
        read_config(tmp_path)


def test_learning_knows_no_half_precision_but_bf16():
    with pytest.raises(InputError):
        Fit(weights="fp16")


def test_an_epoch_asked_for_again_is_the_same(training_set, config):
    first = epoch_examples(training_set, config, 1)
    epoch_examples(training_set, config, 2)
    assert epoch_examples(training_set, config, 1) == first


def test_gradients_are_clipped_before_the_step_and_rows_do_not_decay(
    tiny_model, training_set, config
):
    """AdamW's first moment holds what the step was taken with: a tenth of the clipped gradient."""
    run = Run.begin(tiny_model, training_set, replace(config, max_grad_norm=0.01))
    (found,) = Stepper.alone(tiny_model).gradients([run])
    before = torch.cat([one.grad.flatten().clone() for one in run.state.parameters])
    list(run.advance(found, 0.0))
    moments = [run.state.optimizer.state[one]["exp_avg"] for one in run.state.parameters]
    assert before.norm() > 0.1
    assert torch.cat([one.flatten() for one in moments]).norm() == pytest.approx(0.001, rel=0.01)
    assert TrainingConfig().weight_decay == 0.0
    assert PRESETS["paper"].weight_decay == 1e-4


def test_a_file_of_scores_in_the_pool_is_no_picture(tmp_path: Path):
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png")
    (tmp_path / "scores.json").write_text("[]")
    assert [one.path.name for one in read_pool(tmp_path)] == ["a.png"]


@pytest.mark.parametrize("name", ["negative_example", "bo", "concept", "🐶"])
def test_a_name_is_never_part_of_a_path(name: str, home: Path):
    folder = Workplace.of(name).folder
    assert name not in str(folder.relative_to(home))
    assert Workplace.of(f"{name}2").folder != folder


def test_no_option_of_a_command_is_a_word_that_means_yes_or_no():
    def options(command: click.Command):
        for one in getattr(command, "commands", {}).values():
            yield from options(one)
        yield from (one for one in command.params if isinstance(one, click.Option))

    found = list(options(commands))
    words = [one for one in found if isinstance(one.type, click.types.BoolParamType)]
    assert len(words) > 5
    assert all(one.is_flag or one.secondary_opts for one in words)
