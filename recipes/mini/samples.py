"""Writes the sample photos of the demo: `mila/1…4`, `mila/new` and `other`, 256 px WebP.

Mila is a held-out individual of level L1: a dog whose mesh the mini knows, in a look it never saw.
The G-buffers of the world are made for 96 pixels, so these two meshes are rendered anew, larger.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from recipes.mini import catalogue, rendering, scenes
from recipes.mini.gbuffers import Gallery
from recipes.mini.looks import Look
from recipes.mini.places import Places
from recipes.mini.scenes import Individual, Scene, Shown

SIDE = 256
BLUR = 0.02
QUALITY = 90
MILA = Individual(
    noun="dog",
    kind="pet",
    mesh="blend-swap-cc-by-bulldog",
    look=Look("brown", "white", "spotted", 7),
    size="small",
    stretch=(1.0, 1.0),
)
OTHER = Individual(
    noun="cat",
    kind="pet",
    mesh="scopia-cat",
    look=Look("grey", "grey", "plain", 3),
    size="small",
    stretch=(1.0, 1.0),
)
SHOTS: tuple[tuple[str, Individual, int, str], ...] = (
    ("mila/1", MILA, 0, "in the park"),
    ("mila/2", MILA, 12, "in the kitchen"),
    ("mila/3", MILA, 11, "on the beach"),
    ("mila/4", MILA, 13, "in a studio"),
    ("mila/new", MILA, 23, "in the snow"),
    ("other", OTHER, 1, "in the city"),
)
"""File, who, view (of the G-buffer), place."""


def write_samples(work: Path, folder: Path) -> int:
    """Write the photos into `folder`, replacing them; returns how many."""
    with tempfile.TemporaryDirectory() as large:
        gallery = _rendered(work, Path(large))
        for (file, *_), scene in zip(SHOTS, _scenes(), strict=True):
            ground = Places(work / "places", BLUR).picture(scene.place, scene.seed, SIDE)
            path = folder / f"{file}.webp"
            path.parent.mkdir(parents=True, exist_ok=True)
            picture = scenes.draw(gallery, scene, ground, 2.0)
            Image.fromarray(picture).save(path, quality=QUALITY, method=6)
    return len(SHOTS)


def _scenes() -> Iterator[Scene]:
    for seed, (_, one, view, place) in enumerate(SHOTS, start=1):
        yield Scene((Shown(one, view, (0.5, 0.53), 0.84),), place, seed)


def _rendered(work: Path, folder: Path) -> Gallery:
    """The meshes of the photos as G-buffers of the photos' size."""
    wanted = {MILA.mesh, OTHER.mesh}
    for entry in catalogue.entries(work / "packs"):
        if entry.id in wanted:
            rendering.render(rendering.load(entry), entry, folder, SIDE)
    return Gallery(folder)
