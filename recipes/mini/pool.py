"""Writes the pool: small pictures of training individuals, for soft positives and negatives."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.events import finish
from engine.learning.lookalikes import pool_embeddings
from engine.training.pool import read_pool
from engine.vision.embedder import Embedder
from recipes.mini.world import Individual, Scene, World

SIDE = 64
QUALITY = 82
INDIVIDUALS = 700
PICTURES_OF_ONE = 3
SEED = 64_000


def write_pool(world: World, folder: Path) -> int:
    """Replace `folder` by a pool of about 2,100 pictures and its index; returns their number.

    Their embeddings lie beside them, so that nobody's first learning has to look at them all.
    """
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    index: list[dict[str, str]] = []
    for number, one in enumerate(_inhabitants(world, rng)):
        for _ in range(PICTURES_OF_ONE):
            scene = world.scene(rng, (one,))
            file = f"{len(index):04d}.webp"
            save(world, scene, part / file, SIDE)
            index.append(_facts(file, scene, f"{number:03d}"))
    (part / "index.json").write_text(in_lines(index))
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    finish(pool_embeddings(read_pool(folder), Embedder(), folder))
    return len(index)


def in_lines(facts: Sequence[Mapping[str, Any]]) -> str:
    """JSON with a line for each, and no more spaces than that."""
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in facts)
    return f"[\n{lines}\n]\n"


def save(world: World, scene: Scene, file: Path, side: int) -> None:
    """Draw a scene into a WebP file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(world.draw(scene, side)).save(file, quality=QUALITY, method=6)


def _inhabitants(world: World, rng: np.random.Generator) -> Iterator[Individual]:
    """Half of them as often as they are met, half with every noun in its turn."""
    for number in range(INDIVIDUALS):
        noun = world.nouns[number // 2 % len(world.nouns)] if number % 2 else None
        yield world.individual(rng, noun)


def _facts(file: str, scene: Scene, individual: str) -> dict[str, Any]:
    one = scene.objects[0].individual
    return {
        "file": file,
        "noun": one.noun,
        "main": one.look.main,
        "second": one.look.second,
        "pattern": one.look.pattern,
        "place": scene.place,
        "mesh": one.mesh,
        "individual": individual,
    }
