"""The drafter learns over a pool, and goes on where it was stopped."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine.model.chameleon import Chameleon
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from engine.training.drafter import Drafter
from engine.training.photos import Picture
from engine.training.pool import PoolPicture
from recipes.mini import drafter as recipe
from recipes.mini.drafter import World, checked, learn, take_step, train, untrained


@pytest.fixture
def world(tiny_model: Chameleon, tiny_tokenizer: Tokenizer) -> World:
    """Six individuals with two pictures each, of which each has one code of its own."""
    individuals, looks, codes = [], {}, {}
    for number in range(6):
        own = tuple(
            PoolPicture(Path(f"{number}-{view}.png"), "dog", "red", individual=str(number))
            for view in range(2)
        )
        individuals.append(own)
        for view, one in enumerate(own):
            look = torch.nn.functional.one_hot(torch.tensor(number), 8).float()
            looks[one] = (look + 0.01 * view).numpy() / float((look + 0.01 * view).norm())
            plain = Codes((number * 7,) * 64)
            codes[one] = Picture(plain, plain)
    return World(
        model=tiny_model, tokenizer=tiny_tokenizer, fingerprint="tiny",
        individuals=tuple(individuals), looks=looks, codes=codes,
    )  # fmt: skip


def test_untrained_it_drafts_the_reserved_rows(world: World) -> None:
    drafter = untrained(world)
    ids = recipe.concept_ids(world.tokenizer, recipe.ROWS)
    reserved = world.model.reserved_rows(ids.all)
    embeddings, head = drafter(torch.zeros(1, 8))
    narrow = torch.nn.functional.gelu(drafter.narrow.bias) @ drafter.widen.weight.T
    assert torch.allclose(embeddings.flatten(), reserved.embeddings.flatten() + narrow, atol=1e-5)
    assert torch.equal(head[0], reserved.head)


def test_steps_lower_the_loss(world: World) -> None:
    drafter = untrained(world)
    optimizer = torch.optim.AdamW(drafter.parameters(), lr=recipe.RATE)
    before = checked(world, drafter)
    for step in range(12):
        take_step(world, drafter, optimizer, step)
    assert checked(world, drafter) < before - 0.1


def test_a_stopped_training_goes_on_and_its_file_can_be_opened(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe, "CHECK_EVERY", 2)
    monkeypatch.setattr(recipe, "SAVE_EVERY", 0.0)
    state, out = tmp_path / "state", tmp_path / "drafters" / "tiny.drafter"
    job = train(world, state, out, seconds=1e9)
    assert "step 0" in next(job)
    assert "step 2" in next(job)
    job.close()
    said = list(train(world, state, out, seconds=0.0))
    assert len(said) == 1 and "step 1" in said[0]  # what came after the last save is lost
    facts = Drafter.load(out).facts
    assert (facts.base_model, facts.dimensions) == ("tiny", 8)
    assert facts.steps in (0, 1, 2)


def test_what_was_trained_on_another_checkpoint_does_not_count(
    world: World, tmp_path: Path
) -> None:
    out = tmp_path / "mini.drafter"
    list(learn(world, tmp_path, out, minutes=0.0))
    (said,) = learn(replace(world, fingerprint="a later one"), tmp_path, out, minutes=0.0)
    assert "0.0 min, step 0" in said
    assert Drafter.load(out).facts.base_model == "a later one"


def test_a_file_that_was_lost_is_written_again(world: World, tmp_path: Path) -> None:
    out = tmp_path / "mini.drafter"
    list(learn(world, tmp_path, out, minutes=0.0))
    out.unlink()
    list(learn(world, tmp_path, out, minutes=0.0))
    assert out.exists()
