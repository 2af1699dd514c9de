"""What can be measured about a photo before it is learned from: numbers only, no judgement."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
from PIL.Image import Image, Resampling

from engine.vision.embedder import Embedder
from engine.vision.faces import Box as FaceBox
from engine.vision.faces import Faces
from engine.vision.models import MODELS, Floats
from engine.vision.segmenter import Box, Segmenter, subject_box

JUDGED_SIDE = 512
"""Pixels to which a photo is shrunk before its sharpness is measured: what Chameleon sees."""
MARGIN = 0.15
"""Of the subject's longer side, left around it by the suggested crop."""

_BLUR_WIDTH = 11  # pixels of the second blur; Crete et al. use 9 to 11
_DARK, _BRIGHT = 16, 250  # levels of 255 at which nothing can be told apart any more
_EMBEDDED_SIDE = 224

Levels: TypeAlias = Floats


@dataclass(frozen=True, slots=True, eq=False)
class FaceLook:
    """A face: where, and (512,) features whose cosine says how alike two are."""

    box: FaceBox
    features: Floats

    @property
    def side(self) -> float:
        """Pixels of its shorter side."""
        left, top, right, bottom = self.box
        return min(right - left, bottom - top)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Look:
    """One photo, measured. Boxes are in its own pixels."""

    width: int
    height: int
    subject: Box | None
    """Around what stands out; None where nothing does."""
    crop: Box
    """A square with the subject and a margin, else the middle."""
    blur: float
    """Of the crop: 0 sharp … 1 blurred (`blur`)."""
    mean: float
    """Brightness of the crop, 0…1."""
    dark: float
    """Part of the crop that is black."""
    bright: float
    """Part of the crop that is white."""
    features: Floats
    """(1280,) of the crop, by the embedder."""
    faces: tuple[FaceLook, ...]
    """The largest first; empty where nobody asked for them."""


class Looker:
    """Holds the networks that measuring needs; each is opened when it is first needed."""

    def __init__(self, threads: int = 0, folder: Path = MODELS) -> None:
        self._threads, self._folder = threads, folder

    def look(self, photo: Image, *, faces: bool) -> Look:
        """Measure an upright RGB photo, its faces only where wanted."""
        mask = self._segmenter.mask(_shrunk(photo, JUDGED_SIDE))
        subject = _scaled(subject_box(mask), photo.width / mask.shape[1])
        crop = suggested_crop(photo.size, subject)
        cut = photo.crop(crop)
        levels = np.asarray(_shrunk(cut, JUDGED_SIDE).convert("L"), np.float32)
        return Look(
            width=photo.width,
            height=photo.height,
            subject=subject,
            crop=crop,
            blur=blur(levels),
            mean=float(levels.mean()) / 255,
            dark=float((levels <= _DARK).mean()),
            bright=float((levels >= _BRIGHT).mean()),
            features=self._embedder.embed([cut])[0],
            faces=self._found_faces(photo) if faces else (),
        )

    def _found_faces(self, photo: Image) -> tuple[FaceLook, ...]:
        found = self._faces.find(photo)
        looks = [FaceLook(face.box, self._faces.embed(photo, face)) for face in found]
        return tuple(sorted(looks, key=lambda look: -look.side))

    @cached_property
    def _segmenter(self) -> Segmenter:
        return Segmenter(self._threads, self._folder)

    @cached_property
    def _embedder(self) -> Embedder:
        return Embedder(self._threads, self._folder)

    @cached_property
    def _faces(self) -> Faces:
        return Faces(self._threads, self._folder)


def blur(levels: Levels) -> float:
    """How blurred a grey picture (H, W) is, 0…1, whatever it shows.

    Crete, Dolmiere, Ladret and Nicolas 2007, “The blur effect”: a picture that was sharp loses much
    of its variation between neighbours when it is blurred again, one that was blurred loses little.
    The worse of both directions counts, so that motion blur is found as well.
    """
    return max(_blur_along(levels, axis) for axis in (0, 1))


def suggested_crop(size: tuple[int, int], subject: Box | None) -> Box:
    """The square around the subject with `MARGIN`, within the photo; its middle without one.

    A subject longer than the photo is wide loses its ends evenly.
    """
    width, height = size
    left, top, right, bottom = subject or (0, 0, width, height)
    longer = max(right - left, bottom - top)
    side = min(round(longer * (1 + 2 * MARGIN)), width, height)
    x = _within((left + right - side) // 2, width - side)
    y = _within((top + bottom - side) // 2, height - side)
    return x, y, x + side, y + side


def _blur_along(levels: Levels, axis: int) -> float:
    wide = _box_blurred(levels, axis)
    varied = np.abs(np.diff(levels, axis=axis))
    again = np.abs(np.diff(wide, axis=axis))
    total = float(varied.sum())
    lost = float(np.maximum(varied - again, 0).sum())
    return 1.0 if total == 0 else (total - lost) / total


def _box_blurred(levels: Levels, axis: int) -> Levels:
    """The mean of `_BLUR_WIDTH` neighbours along an axis; edges are repeated."""
    half = _BLUR_WIDTH // 2
    pads = [(half + 1, half) if this == axis else (0, 0) for this in range(2)]
    sums = np.cumsum(np.pad(levels, pads, mode="edge"), axis=axis, dtype=np.float64)
    length = levels.shape[axis]
    far = np.take(sums, range(_BLUR_WIDTH, _BLUR_WIDTH + length), axis=axis)
    near = np.take(sums, range(length), axis=axis)
    mean: Levels = ((far - near) / _BLUR_WIDTH).astype(np.float32)
    return mean


def _shrunk(photo: Image, side: int) -> Image:
    """The photo with its shorter side at most `side`."""
    scale = side / min(photo.size)
    if scale >= 1:
        return photo
    size = round(photo.width * scale), round(photo.height * scale)
    return photo.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _scaled(box: Box | None, scale: float) -> Box | None:
    if box is None:
        return None
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return left, top, right, bottom


def _within(value: int, most: int) -> int:
    return min(max(value, 0), most)
