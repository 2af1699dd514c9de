"""What a picture shows is told apart by where things stand, and learned from its end alone."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch

pytest.importorskip("cv2")

from recipes.mini import pictures, sight
from recipes.mini.questions import Lexicon
from recipes.mini.scenes import Scene
from recipes.mini.sight import NONE, PLACES, Sight
from recipes.mini.world import World


@pytest.fixture(scope="module")
def lexicon(world: World) -> Lexicon:
    return pictures.lexicon(world)


@pytest.fixture(scope="module")
def scenes(world: World) -> Sequence[Scene]:
    """One of a dog alone, one of a dog left of a cat."""
    rng = np.random.default_rng(4)
    dog, cat = world.individual(rng, "dog"), world.individual(rng, "cat")
    return world.scene(rng, (dog,)), world.scene(rng, (dog, cat))


def named(scene: Scene, lexicon: Lexicon) -> list[tuple[str, ...] | None]:
    """The facts of each place in words; None where nothing stands."""
    kinds = sight.kinds(lexicon)
    each = np.array(sight.facts(scene, lexicon)).reshape(PLACES, len(kinds))
    return [
        None if NONE in row else tuple(names[fact] for names, fact in zip(kinds, row, strict=True))
        for row in each
    ]


def look_of(scene: Scene, number: int) -> tuple[str, ...]:
    one = scene.objects[number].individual
    return one.noun, one.look.main, one.look.second, one.look.pattern


def test_a_thing_alone_stands_in_a_place_of_its_own(scenes: Sequence[Scene], lexicon: Lexicon):
    assert named(scenes[0], lexicon) == [look_of(scenes[0], 0), None, None]


def test_two_things_stand_left_and_right(scenes: Sequence[Scene], lexicon: Lexicon):
    assert named(scenes[1], lexicon) == [None, look_of(scenes[1], 0), look_of(scenes[1], 1)]


def test_only_what_stands_there_must_be_seen(scenes: Sequence[Scene], lexicon: Lexicon):
    head = Sight(8, lexicon)
    states = torch.randn(1, 8)
    alone, both = (torch.tensor([sight.facts(scene, lexicon)]) for scene in scenes)
    nothing = torch.full_like(alone, NONE)
    assert head(states, nothing).item() == 0
    chance = sum(np.log(len(names)) for names in sight.kinds(lexicon))
    assert 0.5 * chance < head(states, alone).item() < 2 * chance
    assert head(states, both).item() > head(states, alone).item()


def test_states_that_differ_are_soon_told_apart(scenes: Sequence[Scene], lexicon: Lexicon):
    torch.manual_seed(0)
    head, states = Sight(8, lexicon), torch.randn(2, 8)
    wanted = torch.tensor([sight.facts(scene, lexicon) for scene in scenes])
    learner = torch.optim.Adam(head.parameters(), lr=0.1)
    for _ in range(60):
        learner.zero_grad()
        loss: Any = head(states, wanted)
        loss.backward()
        learner.step()
    assert loss.item() < 0.1
