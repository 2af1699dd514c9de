"""Writes the suite's pictures: photos of held-out concepts, and of what is easily taken for them.

    concepts/<id>/NN.webp             10 photos at 96 pixels, each at another place
    concepts/<id>/many/NNN.webp       300 photos at 64 pixels, of three concepts
    negatives/<id>/other-look/N.webp  the same noun with another look
    negatives/<id>/other-noun/N.webp  the same look on another noun
    concepts.json                     the ground truth of every picture

People are shown as head-and-shoulder portraits.
"""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from recipes.mini.pool import in_lines, save
from recipes.mini.world import Individual, Level, Scene, World

SIDE, SMALL_SIDE = 96, 64
PHOTOS, MANY, NEGATIVES = 10, 300, 6
COUNTS: dict[Level, int] = {"L1": 14, "L2": 14, "L3": 4}
SEED = 96_000
PORTRAIT_SCALE = 0.86


def write_suite(world: World, folder: Path) -> int:
    """Write the pictures and `concepts.json`; returns the number of concepts."""
    for kept in ("concepts", "negatives"):
        shutil.rmtree(folder / kept, ignore_errors=True)
    concepts = list(concepts_of(world))
    many = _shown_often(concepts)
    facts = [_write_concept(world, folder, key, one, often=key in many) for key, one in concepts]
    (folder / "concepts.json").write_text(in_lines(facts))
    return len(facts)


def concepts_of(world: World) -> Iterator[tuple[str, Individual]]:
    """The held-out concepts: (id, individual), such as `l1-dog-1`."""
    for level, count in COUNTS.items():
        met: dict[str, int] = {}
        for one in world.held_out(level, count, SEED):
            met[one.noun] = met.get(one.noun, 0) + 1
            yield f"{level.lower()}-{one.noun.replace(' ', '-')}-{met[one.noun]}", one


def _shown_often(concepts: list[tuple[str, Individual]]) -> set[str]:
    """The first pet, the first thing of a known mesh, the first thing of an unknown one."""
    pets = [key for key, one in concepts if one.kind == "pet"]
    seen, unseen = (
        [key for key, one in concepts if one.kind == "object" and key.startswith(level)]
        for level in ("l1", "l2")
    )
    return {keys[0] for keys in (pets, seen, unseen) if keys}


def _write_concept(
    world: World, folder: Path, key: str, one: Individual, *, often: bool
) -> dict[str, Any]:
    """Draw a concept's photos and its negatives; returns its line of `concepts.json`."""
    rng = np.random.default_rng([SEED, *key.encode()])
    scenes = [_scene(world, rng, one, place) for place in _places(world, rng, PHOTOS)]
    looks_other, is_other = world.another_look(rng, one), world.another_noun(rng, one)
    facts = {
        "id": key,
        "level": key[:2].upper(),
        **asdict(one),
        "photos": _write(world, folder, f"concepts/{key}", scenes),
        "negatives": {
            "other look": _negative(world, folder, f"{key}/other-look", looks_other),
            "other noun": _negative(world, folder, f"{key}/other-noun", is_other),
        },
    }
    if often:
        scenes = [_scene(world, rng, one, place) for place in _places(world, rng, MANY)]
        facts["many"] = _write(world, folder, f"concepts/{key}/many", scenes, SMALL_SIDE)
    return facts


def _negative(world: World, folder: Path, key: str, other: Individual) -> dict[str, Any]:
    """Draw what is easily taken for a concept; returns who it is and its photos."""
    rng = np.random.default_rng([SEED, *key.encode()])
    scenes = [_scene(world, rng, other, place) for place in _places(world, rng, NEGATIVES)]
    photos = _write(world, folder, f"negatives/{key}", scenes)
    return {**asdict(other), "photos": photos}


def _places(world: World, rng: np.random.Generator, count: int) -> list[str]:
    """All places in a random order, again and again."""
    rounds = -(-count // len(world.places))
    order = [place for _ in range(rounds) for place in rng.permutation(world.places)]
    return [str(place) for place in order[:count]]


def _scene(world: World, rng: np.random.Generator, one: Individual, place: str) -> Scene:
    scene = world.scene(rng, (one,), place)
    if one.kind != "person":
        return scene
    view = int(rng.choice(world.gallery.portraits()))
    shown = replace(scene.objects[0], view=view, scale=PORTRAIT_SCALE)
    return replace(scene, objects=(shown,))


def _write(
    world: World, folder: Path, into: str, scenes: list[Scene], side: int = SIDE
) -> list[dict[str, Any]]:
    """Draw scenes into numbered files; returns pose and place of each."""
    photos = []
    for number, scene in enumerate(scenes):
        file = f"{into}/{number:0{len(str(len(scenes) - 1))}d}.webp"
        save(world, scene, folder / file, side)
        shown = scene.objects[0]
        centre = [round(one, 4) for one in shown.centre]
        pose = {"view": shown.view, "centre": centre, "scale": round(shown.scale, 3)}
        photos.append({"file": file, "place": scene.place, **pose, "seed": scene.seed})
    return photos
