"""Fine-tuning that soft prompts are compared with, on the tiny model."""

import random
from pathlib import Path

import pytest
import torch

from engine.errors import InputError, SetupError
from engine.model.weights import open_checkpoint
from engine.sizes import read_build
from engine.tokens.prompts import Codes
from engine.training.baselines import (
    BaselineConfig,
    Method,
    Tuner,
    TuningSet,
    check_memory,
    memory_needed,
)


@pytest.fixture
def material(tiny_tokenizer):
    dice = random.Random(1)

    def codes():
        return Codes(tuple(dice.randrange(64) for _ in range(tiny_tokenizer.image_length)))

    return TuningSet(tokenizer=tiny_tokenizer, photos=tuple(codes() for _ in range(3)))


def tuner(checkpoint: Path, material: TuningSet, dtype=torch.float32, **settings) -> Tuner:
    config = BaselineConfig(**({"learning_rate": 1e-3, "iterations": 20, "kept": ()} | settings))
    return Tuner(open_checkpoint(checkpoint, dtype=dtype), material, config)


@pytest.mark.parametrize("method", list(Method))
def test_the_loss_falls_and_only_what_the_method_names_changes(tiny_checkpoint, material, method):
    own = tuner(tiny_checkpoint, material, method=method, learning_rate=5e-3)
    head, codec = own.model.head.clone(), own.model.vqgan.state_dict()
    codec = {name: one.clone() for name, one in codec.items()}
    table = own.model.table.detach().clone()
    losses = [own.take() for _ in range(20)]
    assert own.done and sum(losses[-5:]) < sum(losses[:5])
    assert torch.equal(own.model.head, head)
    for name, one in own.model.vqgan.state_dict().items():
        assert torch.equal(one, codec[name])
    assert torch.equal(own.model.table, table) is (method is Method.LORA)


def test_lora_trains_few_numbers_and_full_all(tiny_checkpoint, material):
    few = tuner(tiny_checkpoint, material, method=Method.LORA, rank=2).parameters
    every = tuner(tiny_checkpoint, material).parameters
    assert few < every / 10
    decoder = read_build(tiny_checkpoint).decoder
    head = open_checkpoint(tiny_checkpoint).head.numel()
    assert every == decoder - head


def test_the_same_seed_gives_the_same_model(tiny_checkpoint, material):
    one, other = (tuner(tiny_checkpoint, material, seed=3) for _ in range(2))
    for own in (one, other):
        for _ in range(3):
            own.take()
    assert all(torch.equal(a, other.weights()[name]) for name, a in one.weights().items())


def moved(own: Tuner, steps: int = 5) -> float:
    """The share of weights that changed."""
    before = own.weights()
    for _ in range(steps):
        own.take()
    pairs = [(one, before[name]) for name, one in own.weights().items()]
    changed = sum(int((a != b).sum()) for a, b in pairs)
    return changed / sum(a.numel() for a, _ in pairs)


def test_at_the_papers_rate_bf16_weights_do_not_move_but_fp32_masters_do(tiny_checkpoint, material):
    settings = {"learning_rate": 1e-7}
    plain = tuner(tiny_checkpoint, material, torch.bfloat16, masters=False, **settings)
    assert moved(plain) < 0.05  # nothing but weights near 0 moves
    kept = tuner(tiny_checkpoint, material, torch.bfloat16, **settings)
    masters = [one.detach().clone() for one in kept._masters]
    moved(kept)
    changed = sum(int((a != b).sum()) for a, b in zip(kept._masters, masters, strict=True)) / sum(
        one.numel() for one in masters
    )
    assert changed > 0.3
    assert moved(tuner(tiny_checkpoint, material, **settings)) > 0.3


def test_prior_preservation_adds_the_class_to_the_loss(tiny_checkpoint, material):
    prior = TuningSet(
        tokenizer=material.tokenizer,
        photos=material.photos,
        prior=material.photos[:1],
        class_name="a dog",
    )
    plain, kept = tuner(tiny_checkpoint, material), tuner(tiny_checkpoint, prior)
    assert kept.take() > 1.5 * plain.take()


def test_memory_is_said_before_and_refused_where_it_does_not_fit(tiny_checkpoint):
    build, full = read_build(tiny_checkpoint), BaselineConfig()
    need = memory_needed(build, full)
    assert need > memory_needed(build, BaselineConfig(method=Method.LORA, rank=1))
    assert "full fine-tuning takes about" in check_memory(build, full, 2 * need)
    with pytest.raises(SetupError, match="free"):
        check_memory(build, full, need - 1)


def test_nonsense_is_refused(material):
    for bad in ({"learning_rate": 0}, {"batch_size": 0}, {"kept": (600,)}, {"rank": 0}):
        with pytest.raises(InputError):
            BaselineConfig(**bad)
    with pytest.raises(InputError, match="no photo"):
        TuningSet(tokenizer=material.tokenizer, photos=())
