"""The synthetic world: who lives in it, where, what is kept out of training, how it is drawn.

This is the vocabulary of the data set. A scene (mesh, look, view, place) is its own ground truth.
Held out at three levels: L1 a training mesh with an unseen look, L2 an unseen mesh of a known
noun, L3 an unseen noun.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from recipes.mini import catalogue, looks, scenes
from recipes.mini.gbuffers import Gallery, Mesh
from recipes.mini.looks import Look
from recipes.mini.places import PLACES, Places
from recipes.mini.scenes import Individual, Scene, Shown

__all__ = ["MEDIUM", "RICH", "SIMPLE", "Individual", "Look", "Richness", "Scene", "Shown", "World"]

Level = Literal["L1", "L2", "L3"]
PORTRAIT_SHARE = 0.5  # of the pictures of one person
RESERVED_PERCENT = 12  # of the looks of every mesh; never met in training


@dataclass(frozen=True, slots=True, kw_only=True)
class Richness:
    """How much the world demands of a model. The one knob of the recipe."""

    nouns: int  # the most frequent ones
    meshes_per_noun: int  # for training
    yaw: int  # degrees either side of the front view
    position: float  # jitter of the centre, a fraction of the picture
    scale: tuple[float, float]  # of a single object
    blur: float  # of the backgrounds, a fraction of the picture
    noise: float  # standard deviation, in 0..255
    two_object_share: float
    colours: tuple[str, ...] = looks.COLOURS
    patterns: tuple[tuple[str, float], ...] = looks.PATTERN_SHARES


SIMPLE = Richness(
    nouns=20,
    meshes_per_noun=2,
    yaw=40,
    position=0.02,
    scale=(0.75, 0.92),
    blur=0.12,
    noise=1.0,
    two_object_share=0.12,
    patterns=looks.MOSTLY_PLAIN,
)
MEDIUM = Richness(
    nouns=60,
    meshes_per_noun=5,
    yaw=60,
    position=0.04,
    scale=(0.6, 0.92),
    blur=0.06,
    noise=2.5,
    two_object_share=0.2,
)
RICH = Richness(
    nouns=200,
    meshes_per_noun=60,
    yaw=120,
    position=0.07,
    scale=(0.5, 0.95),
    blur=0.02,
    noise=3.0,
    two_object_share=0.25,
)


class World:
    """Draws individuals and scenes from a work folder of rendered G-buffers.

    Nothing is random but through the generator or the seed that a caller hands in.
    """

    def __init__(self, work_folder: Path, richness: Richness) -> None:
        self.richness = richness
        self.gallery = Gallery(work_folder / "gbuffers")
        self._backgrounds = Places(work_folder / "places", richness.blur)
        self._training = _training_meshes(self.gallery.meshes, richness)
        self.nouns: tuple[str, ...] = tuple(self._training)
        self.places: tuple[str, ...] = PLACES
        self.colours: tuple[str, ...] = richness.colours
        self.patterns: tuple[str, ...] = tuple(name for name, _ in richness.patterns)
        self.views: tuple[int, ...] = self.gallery.views_within(richness.yaw)
        weights = np.array([1 / (rank + 3) ** 0.7 for rank in range(len(self.nouns))])
        self._weights = weights / weights.sum()

    def individual(self, rng: np.random.Generator, noun: str | None = None) -> Individual:
        """A new inhabitant of the training split; a noun is met by its Zipf frequency."""
        noun = noun or str(rng.choice(self.nouns, p=self._weights))
        meshes = self._training[noun]
        mesh = meshes[int(rng.integers(len(meshes)))]
        return _individual(rng, mesh, self._look(rng, mesh.id, reserved=False))

    def inhabitants(self, rng: np.random.Generator) -> tuple[Individual, ...]:
        """Who is in a typical picture: one training individual, sometimes with a companion."""
        first = self.individual(rng)
        if rng.random() >= self.richness.two_object_share:
            return (first,)
        return (first, self.individual(rng, str(rng.choice(self.companions(first.noun)))))

    def another_look(self, rng: np.random.Generator, one: Individual) -> Individual:
        """Same noun and mesh, a clearly other look: a hard negative."""
        look = one.look
        while look.main == one.look.main:
            look = self._look(rng, one.mesh, reserved=False)
        return _individual(rng, self.gallery.mesh(one.mesh), look)

    def another_noun(self, rng: np.random.Generator, one: Individual) -> Individual:
        """The same look on another training noun: a hard negative."""
        others = [
            mesh
            for noun, meshes in self._training.items()
            for mesh in meshes
            if noun != one.noun and not is_reserved(mesh.id, one.look)
        ]
        return _individual(rng, others[int(rng.integers(len(others)))], one.look)

    def scene(
        self, rng: np.random.Generator, individuals: Sequence[Individual], place: str | None = None
    ) -> Scene:
        """A picture of one or two individuals, posed at random."""
        place = place or str(rng.choice(self.places))
        count = len(individuals)
        shown = tuple(self._pose(rng, one, slot, count) for slot, one in enumerate(individuals))
        return Scene(shown, place, int(rng.integers(2**31)))

    def draw(self, scene: Scene, size: int) -> NDArray[np.uint8]:
        """The picture of a scene, (size, size, 3) sRGB."""
        background = self._backgrounds.picture(scene.place, scene.seed, size)
        return scenes.draw(self.gallery, scene, background, self.richness.noise)

    def knows(self, one: Individual) -> bool:
        """Whether training draws the mesh of this individual, in whatever look."""
        return one.mesh in {mesh.id for mesh in self._training.get(one.noun, ())}

    def companions(self, noun: str) -> tuple[str, ...]:
        """Nouns that often share a picture with this one."""
        near = catalogue.companions(noun)
        return tuple(other for other in self.nouns if other in near and other != noun) or self.nouns

    def held_out(self, level: Level, n: int, seed: int) -> list[Individual]:
        """`n` individuals (fewer if the world has no more) that no training draw can give.

        L1 begins with pets and people, and never repeats a mesh; L2 and L3 neither.
        """
        rng = np.random.default_rng(seed)
        meshes = self._held_out_meshes(level)
        order = rng.permutation(len(meshes))
        picked = sorted((meshes[i] for i in order), key=lambda m: m.kind == "object")
        if level == "L1":
            picked = _one_per_noun_first(picked)
        return [
            _individual(rng, mesh, self._look(rng, mesh.id, reserved=level == "L1"))
            for mesh in picked[:n]
        ]

    def _held_out_meshes(self, level: Level) -> list[Mesh]:
        if level == "L1":
            return [mesh for meshes in self._training.values() for mesh in meshes]
        known = [mesh for mesh in self.gallery.meshes if mesh.split == level]
        return [mesh for mesh in known if level == "L3" or mesh.noun in self.nouns]

    def _look(self, rng: np.random.Generator, mesh: str, *, reserved: bool) -> Look:
        """A look whose combination with the mesh is kept for L1, or free for training."""
        while True:
            shares = np.array([share for _, share in self.richness.patterns])
            pattern = str(rng.choice(self.patterns, p=shares / shares.sum()))
            main = str(rng.choice(self.colours))
            second = looks.second_colour(rng, main, pattern, self.colours)
            look = Look(main, second, pattern, int(rng.integers(2**31)))
            if is_reserved(mesh, look) is reserved:
                return look

    def _pose(self, rng: np.random.Generator, one: Individual, slot: int, count: int) -> Shown:
        low, high = self.richness.scale
        middle = (low + high) / 2
        scale = rng.uniform(middle, high) if one.size == "big" else rng.uniform(low, middle)
        x, y = (0.5, 0.52) if count == 1 else ((0.28, 0.56), (0.72, 0.56))[slot]
        dx, dy = rng.uniform(-1, 1, 2) * self.richness.position
        portrait = count == 1 and one.kind == "person" and rng.random() < PORTRAIT_SHARE
        view = int(rng.choice(self.gallery.portraits() if portrait else self.views))
        share = 1.0 if count == 1 else 0.58
        return Shown(one, view, (x + dx, y + dy), float(scale * share))


def is_reserved(mesh: str, look: Look) -> bool:
    """Whether this look of this mesh is kept out of training (level L1)."""
    combination = f"{mesh}|{look.main}|{look.second}|{look.pattern}"
    return hashlib.sha256(combination.encode()).digest()[0] * 100 < RESERVED_PERCENT * 256


def _individual(rng: np.random.Generator, mesh: Mesh, look: Look) -> Individual:
    width, height = (float(value) for value in rng.uniform(0.8, 1.2, 2))
    size = "big" if rng.random() < 0.5 else "small"
    return Individual(
        noun=mesh.noun,
        kind=mesh.kind,
        mesh=mesh.id,
        look=look,
        size=size,
        stretch=(round(width, 3), round(height, 3)),
    )


def _training_meshes(meshes: Sequence[Mesh], richness: Richness) -> dict[str, list[Mesh]]:
    """Noun -> its first training meshes, the most frequent nouns first."""
    training: dict[str, list[Mesh]] = {}
    for mesh in sorted(meshes, key=lambda mesh: (catalogue.frequency_rank(mesh.noun), mesh.rank)):
        if mesh.split == "train":
            training.setdefault(mesh.noun, []).append(mesh)
    kept = list(training)[: richness.nouns]
    return {noun: training[noun][: richness.meshes_per_noun] for noun in kept}


def _one_per_noun_first(meshes: list[Mesh]) -> list[Mesh]:
    """The same meshes, so that every noun has its turn before any has a second."""
    turns: dict[str, int] = {}
    keyed: list[tuple[int, bool, int, Mesh]] = []
    for position, mesh in enumerate(meshes):
        turn = turns[mesh.noun] = turns.get(mesh.noun, -1) + 1
        keyed.append((turn, mesh.kind == "object", position, mesh))
    return [mesh for _, _, _, mesh in sorted(keyed, key=lambda key: key[:3])]
