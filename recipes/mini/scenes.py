"""Composes pictures of the world: individuals posed, lit and laid over a place."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from recipes.mini import looks
from recipes.mini.gbuffers import FILL, FIRST_PORTRAIT, Gallery
from recipes.mini.looks import Look
from recipes.mini.places import TINTS

Floats = NDArray[np.float32]

SHADOW = 0.45  # how much of the ground's light an object takes where it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """One thing of the world that can be met again: the ground truth of identity."""

    noun: str
    kind: str  # "pet", "person" or "object"
    mesh: str
    look: Look
    size: str  # "small" or "big"
    stretch: tuple[float, float]  # of width and height, 0.8 to 1.2


@dataclass(frozen=True, slots=True)
class Shown:
    """An individual in a picture; centre and scale are fractions of the picture's side."""

    individual: Individual
    view: int  # index into the mesh's G-buffers
    centre: tuple[float, float]  # x from the left, y from the top
    scale: float  # the longer side of the object


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. Light, background variant and noise follow from the seed."""

    objects: tuple[Shown, ...]
    place: str
    seed: int


def draw(
    gallery: Gallery, scene: Scene, background: NDArray[np.uint8], noise: float
) -> NDArray[np.uint8]:
    """Lay the objects of a scene over its background: (size, size, 3) sRGB, and so is the result.

    Objects are composited premultiplied, `F + B (1 - A)`, so that edges never darken.
    """
    rng = np.random.default_rng(scene.seed)
    picture = background.astype(np.float32)
    light = _light(rng, scene.place)
    for shown in sorted(scene.objects, key=lambda one: one.centre[1]):
        figure, corner = _figure(gallery, shown, light, len(picture))
        _cast_shadow(picture, figure, corner)
        lay_over(picture, figure, corner)
    picture += rng.normal(0, noise, picture.shape).astype(np.float32)
    return np.clip(np.rint(picture), 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class _Light:
    direction: Floats  # (3,), towards the light, in camera axes
    colour: Floats  # (3,), 1 is neutral
    ambient: float


def _light(rng: np.random.Generator, place: str) -> _Light:
    direction = np.array([rng.uniform(-0.9, 0.9), rng.uniform(0.3, 1.0), rng.uniform(0.6, 1.2)])
    direction /= np.linalg.norm(direction)
    colour = np.array(TINTS[place]) * rng.uniform(0.97, 1.03)
    return _Light(direction.astype(np.float32), colour.astype(np.float32), rng.uniform(0.5, 0.62))


def _figure(
    gallery: Gallery, shown: Shown, light: _Light, size: int
) -> tuple[Floats, tuple[int, int]]:
    """A lit object and where its corner (x, y) lies.

    The object is (h, w, 4): colour in 0..255, premultiplied with the alpha in 0..1.
    """
    one = shown.individual
    view = gallery.view(one.mesh, shown.view)
    covered = view[..., 10] > 0
    pixels = view[covered]
    colour = looks.paint(gallery.mesh(one.mesh), one.look, pixels)
    normals = pixels[:, 4:7].astype(np.float32) / 127 - np.float32(128 / 127)
    lit = np.maximum(normals @ light.direction, 0)
    colour *= (light.ambient + np.float32(0.55) * lit)[:, None] * light.colour
    np.minimum(colour, 255, out=colour)
    alpha = pixels[:, 10:].astype(np.float32) / 255
    plate = np.zeros((*view.shape[:2], 4), np.float32)
    plate[covered] = np.concatenate([colour * alpha, alpha], axis=1)
    width, height = (share / max(one.stretch) for share in one.stretch)
    side = size * shown.scale / FILL
    figure = _resized(plate, max(2, round(side * width)), max(2, round(side * height)))
    x = round(size * shown.centre[0] - figure.shape[1] / 2)
    y = round(size * shown.centre[1] - figure.shape[0] / 2)
    if shown.view >= FIRST_PORTRAIT:  # a bust stands on the lower edge
        y = size - 1 - int(np.flatnonzero((figure[..., 3] > 0.5).any(1))[-1])
    return figure, (x, y)


def _resized(plate: Floats, width: int, height: int) -> Floats:
    shrinks = width <= plate.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(plate, (width, height), interpolation=how), dtype=np.float32)


def _overlap(picture: Floats, figure: Floats, corner: tuple[int, int]) -> tuple[Floats, Floats]:
    """The parts of both that cover each other."""
    x, y = corner
    height, width = picture.shape[:2]
    inner = figure[max(0, -y) : max(0, height - y), max(0, -x) : max(0, width - x)]
    outer = picture[max(0, y) :, max(0, x) :][: inner.shape[0], : inner.shape[1]]
    return outer, inner


def lay_over(picture: Floats, figure: Floats, corner: tuple[int, int]) -> None:
    """Composite a premultiplied figure (h, w, 4) in place: `F + B (1 - A)`."""
    outer, inner = _overlap(picture, figure, corner)
    outer *= 1 - inner[..., 3:]
    outer += inner[..., :3]


def _cast_shadow(picture: Floats, figure: Floats, corner: tuple[int, int]) -> None:
    """Darken the ground under the object: a soft ellipse at its lowest row."""
    solid = figure[..., 3] > 0.3
    rows, columns = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
    if not len(rows):
        return
    centre = corner[0] + (columns[0] + columns[-1]) / 2
    ground = corner[1] + rows[-1]
    half = max(1.0, (columns[-1] - columns[0]) * 0.6)
    size = len(picture)
    x = ((np.arange(size, dtype=np.float32) - centre) / half) ** 2
    y = ((np.arange(size, dtype=np.float32) - ground) / (0.05 * size)) ** 2
    picture *= (1 - SHADOW * np.exp(-y)[:, None] * np.exp(-x)[None, :])[..., None]
