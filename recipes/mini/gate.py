"""The gate before the decoder trains: does a picture, once made of codes, still show who it is?

    python -m recipes.mini.gate --size cpu

Fifty held-out individuals (levels L1 and L2), each photographed five times in other poses at one
place, so that only the individual tells the photos apart. The fifth goes through the image
tokenizer; among the 200 originals of the other four poses, the one whose features lie nearest must
be its own. The same photo without the tokenizer gives the ceiling. A miss is recorded and the
recipe goes on: a model of poor pictures is better than none, and the report says so.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.model.vqgan import VQGAN
from engine.vision.embedder import Embedder, similarity
from recipes.mini import picture_decoder, scenes
from recipes.mini.fetch import WORK
from recipes.mini.image_tokenizer import pixels
from recipes.mini.sizes import SIZES, Size
from recipes.mini.world import Individual, Scene, World

Pictures: TypeAlias = NDArray[np.uint8]

INDIVIDUALS, UNSEEN_MESHES = 50, 20
POSES = 4
PLACES = ("in a studio", "in the forest")
"""A light one and a dark one."""
LEAST_FOUND = 0.8
MOST_OFF = 8.0
SEED = 50_000
FILE = "gate.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate measured."""

    individuals: int
    found: float
    """Share of reconstructions whose nearest original shows the same individual."""
    found_at_best: float
    """The same for the photos themselves."""
    colour_off: float
    """Mean difference of the object's mean colour, over channels and objects, of 255."""

    @property
    def passed(self) -> bool:
        """Whether the decoder has pictures worth learning."""
        return self.found >= LEAST_FOUND and self.colour_off <= MOST_OFF

    def __str__(self) -> str:
        held = "passed" if self.passed else "MISSED"
        return (
            f"Gate {held}: {self.found:.2f} of {self.individuals} found again (aim {LEAST_FOUND}; "
            f"without the tokenizer {self.found_at_best:.2f}), mean colour off by "
            f"{self.colour_off:.1f}/255 (aim {MOST_OFF:.0f})"
        )


def judge(work: Path, size: Size, embedder: Embedder) -> Verdict:
    """Measure the image tokenizer of a work folder and record it in `gate.json`."""
    vqgan, world = picture_decoder.load(work, size), World(work, size.world)
    who = held_out(world, INDIVIDUALS)
    rng = np.random.default_rng(SEED)
    found, ceiling, off = [], [], []
    for place in PLACES:
        *known, new = ([world.scene(rng, (one,), place) for one in who] for _ in range(POSES + 1))
        gallery = [features(embedder, drawn(world, pose, size.image_size)) for pose in known]
        photos = drawn(world, new, size.image_size)
        rebuilt = reconstructed(vqgan, photos)
        found.append(_found(features(embedder, rebuilt), gallery))
        ceiling.append(_found(features(embedder, photos), gallery))
        masks = [mask(world, scene, size.image_size) for scene in new]
        off.append(colour_off(photos, rebuilt, masks))
    verdict = Verdict(
        individuals=len(who),
        found=float(np.mean(found)),
        found_at_best=float(np.mean(ceiling)),
        colour_off=float(np.mean(off)),
    )
    (work / FILE).write_text(json.dumps(asdict(verdict), indent=1) + "\n")
    return verdict


def recorded(work: Path) -> Verdict | None:
    """What `judge` measured last; None where it has not."""
    path = work / FILE
    return Verdict(**json.loads(path.read_text())) if path.exists() else None


def held_out(world: World, count: int) -> list[Individual]:
    """Individuals no training ever drew: unseen meshes, and unseen looks of known ones."""
    unseen = world.held_out("L2", UNSEEN_MESHES * count // INDIVIDUALS, SEED)
    return [*world.held_out("L1", count - len(unseen), SEED), *unseen]


def drawn(world: World, shown: Sequence[Scene], side: int) -> Pictures:
    """(N, side, side, 3): the pictures of scenes."""
    return np.stack([world.draw(scene, side) for scene in shown])


@torch.inference_mode()
def reconstructed(vqgan: VQGAN, photos: Pictures) -> Pictures:
    """Pictures (N, S, S, 3) as the tokenizer gives them back."""
    rebuilt = vqgan.decode(vqgan.encode(pixels(photos)))
    levels = ((rebuilt + 1) * 127.5).round().clamp(0, 255).byte()
    return levels.permute(0, 2, 3, 1).contiguous().numpy()


def features(embedder: Embedder, photos: Pictures) -> NDArray[np.float32]:
    """(N, D): the shipped embedder's features."""
    return embedder.embed([Image.fromarray(photo) for photo in photos])


def mask(world: World, scene: Scene, side: int) -> NDArray[np.bool_]:
    """(side, side): where objects cover their background, told by drawing over white and black.

    A shadow takes less than half of the ground's light, an object all of it.
    """
    white, black = (np.full((side, side, 3), level, np.uint8) for level in (255, 0))
    over = [scenes.draw(world.gallery, scene, ground, 0.0) for ground in (white, black)]
    through = over[0].astype(int) - over[1]
    return np.asarray(through.max(2) < 0.1 * 255)


def colour_off(photos: Pictures, rebuilt: Pictures, masks: Sequence[NDArray[np.bool_]]) -> float:
    """Mean difference of the mean colour under each mask, in 0…255; empty masks are left out."""
    pairs = zip(photos, rebuilt, masks, strict=True)
    means = [(a[here].mean(0) - b[here].mean(0)) for a, b, here in pairs if here.any()]
    return float(np.abs(means).mean())


def _found(queries: NDArray[np.float32], gallery: Sequence[NDArray[np.float32]]) -> float:
    """Share of queries (N, D) whose nearest picture, in any pose, is of the same row."""
    nearest = np.stack([similarity(queries, pose) for pose in gallery]).max(0).argmax(1)
    return float((nearest == np.arange(len(queries))).mean())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="cpu")
    parser.add_argument("--work", type=Path, default=WORK)
    chosen = parser.parse_args()
    print(judge(chosen.work, SIZES[chosen.size], Embedder(threads=1)))
