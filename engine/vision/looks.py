"""What can be measured about a photo before it is learned from: numbers only, no judgement."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, TypedDict

import numpy as np
from PIL.Image import Image, Resampling

from engine.errors import SetupError
from engine.vision.embedder import Embedder
from engine.vision.faces import Box as FaceBox
from engine.vision.faces import Faces
from engine.vision.models import MODELS, Floats
from engine.vision.segmenter import Box, Segmenter, subject_box

JUDGED_SIDE = 512
"""Pixels to which a photo is shrunk before its sharpness is measured: what Chameleon sees."""
MARGIN = 0.15
"""Of the subject's longer side, left around it by the suggested crop."""
HEAD_AND_SHOULDERS = 3.0
"""Sides of a face's box that a square with hair and shoulders has."""
FACE_HEIGHT = 0.4
"""Of that square, from its top: where the middle of the face lies; shoulders need more room."""

_BLUR_WIDTH = 11  # pixels of the second blur; Crete et al. use 9 to 11
_DARK, _BRIGHT = 16, 250  # levels of 255 at which nothing can be told apart any more
_EMBEDDED_SIDE = 224

Levels: TypeAlias = Floats


@dataclass(frozen=True, slots=True, eq=False)
class FaceLook:
    """A face: where, and (512,) features whose cosine says how alike two are."""

    box: FaceBox
    features: Floats
    turn: float
    """How far the head is turned aside (`faces.turned_aside`)."""

    @property
    def side(self) -> float:
        """Pixels of its shorter side."""
        left, top, right, bottom = self.box
        return min(right - left, bottom - top)

    def moved(self, right: int, down: int) -> "FaceLook":
        """The same face in a picture that reaches further to the left and up by these pixels."""
        x, y, far_x, far_y = self.box
        return replace(self, box=(x + right, y + down, far_x + right, far_y + down))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Look:
    """One photo, measured. Boxes are in its own pixels."""

    width: int
    height: int
    subject: Box | None
    """Around what stands out, or what a person chose; None where nothing does."""
    crop: Box
    """The square that is suggested: with the face or else the subject, or the middle."""
    part: Box
    """What is measured: the suggestion, or what a person chose."""
    blur: float
    """Of the part: 0 sharp … 1 blurred (`blur`)."""
    mean: float
    """Brightness of the part, 0…1."""
    dark: float
    """How much of the part is black, 0…1."""
    bright: float
    """How much of the part is white, 0…1."""
    features: Floats
    """(1280,) of the part, by the embedder."""
    faces: tuple[FaceLook, ...] | None
    """The largest first, of all of the photo or of the part that a person chose; empty where nobody
    asked for them, None where their network is missing."""


class _Measures(TypedDict):
    """Those fields of a Look that are of its part."""

    part: Box
    blur: float
    mean: float
    dark: float
    bright: float
    features: Floats


class Looker:
    """Holds the networks that measuring needs; each is opened when it is first needed."""

    def __init__(self, threads: int = 0, folder: Path = MODELS) -> None:
        self._threads, self._folder = threads, folder

    def look(self, photo: Image, *, faces: bool) -> Look:
        """Measure an upright RGB photo where it is suggested to, its faces only where wanted."""
        mask = self._segmenter.mask(_shrunk(photo, JUDGED_SIDE))
        subject = _scaled(subject_box(mask), photo.width / mask.shape[1])
        found = self._found_faces(photo) if faces else ()
        crop = suggested_crop(photo.size, subject)
        if found:
            crop = portrait_crop(photo.size, found[0].box)
        return Look(
            width=photo.width,
            height=photo.height,
            subject=subject,
            crop=crop,
            faces=found,
            **self._measured(photo, crop),
        )

    def look_closer(self, look: Look, photo: Image, part: Box, *, faces: bool) -> Look:
        """The same photo, measured at the part that a person chose: that is the subject now."""
        found = self._found_faces(photo.crop(part)) if faces else ()
        moved = found and tuple(face.moved(part[0], part[1]) for face in found)
        return replace(look, subject=part, faces=moved, **self._measured(photo, part))

    def _measured(self, photo: Image, part: Box) -> _Measures:
        cut = photo.crop(part)
        levels = np.asarray(_shrunk(cut, JUDGED_SIDE).convert("L"), np.float32)
        return _Measures(
            part=part,
            blur=blur(levels),
            mean=float(levels.mean()) / 255,
            dark=float((levels <= _DARK).mean()),
            bright=float((levels >= _BRIGHT).mean()),
            features=self._embedder.embed([cut])[0],
        )

    def _found_faces(self, photo: Image) -> tuple[FaceLook, ...] | None:
        try:
            network = self._faces
        except SetupError:
            return None
        found = network.find(photo)
        looks = [
            FaceLook(face.box, network.embed(photo, face), network.turn(photo, face))
            for face in found
        ]
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


def portrait_crop(size: tuple[int, int], face: FaceBox) -> Box:
    """The square with head and shoulders around a face's box, within the photo.

    A face that is too large for that gets as large a square as there is.
    """
    width, height = size
    left, top, right, bottom = face
    longer = max(right - left, bottom - top)
    side = min(round(longer * HEAD_AND_SHOULDERS), width, height)
    x = _within(round((left + right - side) / 2), width - side)
    y = _within(round((top + bottom) / 2 - side * FACE_HEIGHT), height - side)
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
