"""The subject of a photo on other backgrounds: positives alone, the supplement's method A (2.7).

Knows how pictures are put together; not what finds the subject or paints the background.
"""

import json
import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter

from engine.paths import RESOURCES

SMALLEST, LARGEST = 0.3, 1.0
"""Longest side of the subject, as a part of the picture [method.md 2.7]."""
_EDGE = 1  # pixels that the mask's edge is blurred by [method.md 2.7]
_SURE = 1 / 64  # of a coarse pixel that must be background to be believed

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CutOut:
    """A subject and nothing else: an RGB picture, and where in it the subject is (L, same size)."""

    picture: Image.Image
    mask: Image.Image


@dataclass(frozen=True, slots=True)
class Placed:
    """A subject somewhere on white; `mask` (L) is white where the subject is."""

    picture: Image.Image
    mask: Image.Image

    @property
    def around(self) -> Image.Image:
        """White where a background is to be painted (L)."""
        return ImageChops.invert(self.mask).filter(ImageFilter.GaussianBlur(_EDGE))


def background_captions() -> tuple[str, ...]:
    """Our own hundred descriptions of places without anybody in them."""
    path = RESOURCES / "prompts" / "backgrounds.json"
    return tuple(json.loads(path.read_text(encoding="utf-8")))


def placed(cut: CutOut, side: int, dice: random.Random) -> Placed:
    """The subject at a random size and place on a white square of `side` pixels."""
    scale = dice.uniform(SMALLEST, LARGEST) * side / max(cut.picture.size)
    size = tuple(min(side, max(1, round(one * scale))) for one in cut.picture.size)
    corner = tuple(dice.randint(0, side - one) for one in size)
    small, mask = (
        one.resize((size[0], size[1]), Image.Resampling.LANCZOS) for one in (cut.picture, cut.mask)
    )
    canvas, where = Image.new("RGB", (side, side), "white"), Image.new("L", (side, side))
    canvas.paste(small, (corner[0], corner[1]), mask)
    where.paste(mask, (corner[0], corner[1]))
    return Placed(canvas, where)


def over(subject: Placed, background: Image.Image) -> Image.Image:
    """The subject over a picture of the same size."""
    soft = subject.mask.filter(ImageFilter.GaussianBlur(_EDGE / 2))
    return Image.composite(subject.picture, background, soft)


def emptied(picture: Image.Image, mask: Floats) -> Image.Image:
    """The picture with its own subject, where `mask` (H, W) is near 1, filled from around it.

    Else what stood there would be learned as the concept.
    """
    pixels = np.asarray(picture, np.float32)
    kept = (1 - np.clip(2 * mask, 0, 1))[..., None].astype(np.float32)
    filled = np.broadcast_to(pixels.mean(axis=(0, 1)), (1, 1, 3))
    side = 2
    while side < max(picture.size):  # from coarse to fine, each hole from the field around it
        sure = _resized(kept, (side, side), Image.Resampling.BOX)
        seen = _resized(pixels * kept, (side, side), Image.Resampling.BOX)
        weight = np.clip(sure / _SURE, 0, 1)
        coarser = _resized(filled, (side, side), Image.Resampling.BILINEAR)
        filled = seen / np.maximum(sure, 1e-6) * weight + coarser * (1 - weight)
        side *= 2
    filled = _resized(filled, picture.size, Image.Resampling.BILINEAR)
    joined = pixels * kept + filled * (1 - kept)
    return Image.fromarray(np.clip(np.rint(joined), 0, 255).astype(np.uint8))


def _resized(values: Floats, size: tuple[int, int], how: Image.Resampling) -> Floats:
    """(H, W, C) at another width and height."""
    planes = [Image.fromarray(np.ascontiguousarray(one)) for one in np.moveaxis(values, -1, 0)]
    resized: Floats = np.stack([np.asarray(one.resize(size, how)) for one in planes], axis=-1)
    return resized
