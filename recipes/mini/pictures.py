"""Stage 3: groups of pictures, drawn and turned into codes once, kept in shards.

A shard is one safetensors file: codes (groups, 4, grid²) uint16, and the scenes as JSON, which
are the ground truth of who, where and what. More shards may be added at any time.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import save_file

from engine.model.vqgan import VQGAN
from engine.tokens.prompts import Codes
from recipes.mini.image_tokenizer import pixels
from recipes.mini.looks import Look
from recipes.mini.questions import Lexicon
from recipes.mini.scenes import Individual, Scene, Shown
from recipes.mini.sizes import Size
from recipes.mini.tasks import Group
from recipes.mini.world import World

GROUPS = 256  # in a shard
FIRST_SEED = 1_000  # shards draw from seeds that nothing else uses


def lexicon(world: World) -> Lexicon:
    """The names of a world."""
    companions = {noun: world.companions(noun) for noun in world.nouns}
    return Lexicon(world.nouns, world.colours, world.places, companions)


def sample_scenes(world: World, rng: np.random.Generator) -> tuple[Scene, ...]:
    """Three scenes of one individual, and one of another that is easily taken for it."""
    one = world.individual(rng)
    luck = rng.random()
    if luck < 0.4:
        impostor = world.another_look(rng, one)
    else:
        impostor = world.another_noun(rng, one) if luck < 0.7 else world.individual(rng, one.noun)
    return tuple(_scene(world, who, rng) for who in (one, one, one, impostor))


def write_shard(world: World, vqgan: VQGAN, size: Size, folder: Path, number: int) -> Path:
    """Draw and encode shard `number`; does nothing where it is there already."""
    path = folder / f"{number:04d}.safetensors"
    if path.exists():
        return path
    rng = np.random.default_rng(FIRST_SEED + number)
    groups = [sample_scenes(world, rng) for _ in range(GROUPS)]
    codes = np.stack([_encode(world, vqgan, size, scenes) for scenes in groups])
    facts = json.dumps([[dataclasses.asdict(scene) for scene in scenes] for scenes in groups])
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".partial")
    save_file({"codes": codes.astype(np.uint16)}, unfinished, {"scenes": facts})
    unfinished.replace(path)
    return path


def read_shard(path: Path) -> Iterator[Group]:
    """The groups of one shard."""
    with safe_open(path, framework="np") as file:
        codes = file.get_tensor("codes")
        facts = json.loads(file.metadata()["scenes"])
    for scenes, pictures in zip(facts, codes, strict=True):
        yield Group(
            tuple(scene_from(each) for each in scenes),
            tuple(Codes(tuple(int(code) for code in picture)) for picture in pictures),
        )


def scene_from(facts: Mapping[str, Any]) -> Scene:
    """A scene back from its JSON."""
    shown = tuple(
        Shown(
            _individual_from(each["individual"]),
            each["view"],
            (each["centre"][0], each["centre"][1]),
            each["scale"],
        )
        for each in facts["objects"]
    )
    return Scene(shown, facts["place"], facts["seed"])


def _individual_from(facts: Mapping[str, Any]) -> Individual:
    width, height = facts["stretch"]
    known = {**facts, "look": Look(**facts["look"]), "stretch": (width, height)}
    return Individual(**known)


def _scene(world: World, one: Individual, rng: np.random.Generator) -> Scene:
    if rng.random() >= world.richness.two_object_share:
        return world.scene(rng, (one,))
    near = world.companions(one.noun)
    companion = world.individual(rng, near[int(rng.integers(len(near)))])
    return world.scene(rng, (one, companion))


@torch.inference_mode()
def _encode(
    world: World, vqgan: VQGAN, size: Size, scenes: tuple[Scene, ...]
) -> np.ndarray[Any, np.dtype[np.int64]]:
    drawn = np.stack([world.draw(scene, size.image_size) for scene in scenes])
    batch = pixels(drawn).contiguous(memory_format=torch.channels_last)
    codes: np.ndarray[Any, np.dtype[np.int64]] = vqgan.encode(batch).numpy()
    return codes
