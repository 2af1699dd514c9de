"""The judge of patches learns to tell rebuilt pictures, and never outweighs the other losses."""

import dataclasses
from pathlib import Path

import pytest
import torch
from torch import nn

pytest.importorskip("cv2")
pytest.importorskip("trimesh")
pytest.importorskip("OpenEXR")

from recipes.mini import image_tokenizer, resume
from recipes.mini.adversary import Adversary
from recipes.mini.sizes import Size


@pytest.fixture
def judge() -> Adversary:
    torch.manual_seed(0)
    return Adversary(torch.device("cpu"))


def test_the_judge_learns_what_is_real(judge: Adversary):
    real, rebuilt = torch.rand(8, 3, 16, 16), torch.zeros(8, 3, 16, 16)
    for _ in range(30):
        judge.learn(rebuilt, real)
    assert judge.judge(real).mean() > judge.judge(rebuilt).mean() + 0.5


def test_being_caught_never_weighs_more_than_the_other_losses(judge: Adversary):
    last = nn.Conv2d(3, 3, 1)
    rendered = last(torch.rand(2, 3, 16, 16))
    others = 0.1 * rendered.abs().mean()
    loss = judge.loss(rendered, others, last.weight)
    caught, own = (
        torch.autograd.grad(each, last.weight, retain_graph=True)[0] for each in (loss, others)
    )
    assert caught.norm() <= own.norm() * 1.01


def test_the_image_tokenizer_is_judged_in_its_last_third_only(work: Path, tiny_size: Size):
    image_tokenizer.bank(work, tiny_size, pictures=32)
    learner = image_tokenizer.Learner(work, dataclasses.replace(tiny_size, adversarial=True))
    learner.step(0.5)
    assert "judge" not in learner.facts["losses"]
    learner.step(0.9)
    assert "judge" in learner.facts["losses"]


def test_a_training_that_was_killed_goes_on_with_the_same_judge(work: Path, tiny_size: Size):
    image_tokenizer.bank(work, tiny_size, pictures=32)
    size = dataclasses.replace(tiny_size, adversarial=True)
    first = image_tokenizer.Learner(work, size)
    first.step(0.9)
    resume.save(work / image_tokenizer.FILE, first.parts, first.facts)
    second = image_tokenizer.Learner(work, size)
    one, other = (learner.parts["judge"].state_dict() for learner in (first, second))
    assert all(torch.equal(one[name], other[name]) for name in one)
