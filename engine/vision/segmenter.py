"""Finds the subject of a photo: which pixels are it, and the box around them. U²-Net, small."""

from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from PIL import Image
from PIL.Image import Resampling

from engine.vision.models import MODELS, Floats, Network, to_planes

Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom, as Pillow crops

_SIDE = 320
_MEAN = np.array([0.485, 0.456, 0.406])  # of ImageNet, for pixels in 0…1
_SPREAD = np.array([0.229, 0.224, 0.225])
_LEAST_AREA = 0.002  # of the picture; less is a speck, not a subject


class SubjectFinder(Protocol):
    """Anything that finds the subject of a picture: the bundled network, or a SAM of a person."""

    def mask(self, image: Image.Image) -> Floats:
        """(H, W) float32 in 0…1, of the picture's own size: how surely a pixel is the subject."""
        ...


class Segmenter:
    """Tells subject from background, whatever the subject is."""

    def __init__(self, threads: int = 0, folder: Path = MODELS) -> None:
        self._network = Network("u2netp.onnx", threads, folder)

    def mask(self, image: Image.Image) -> Floats:
        """(H, W) float32 in 0…1, of the picture's own size: how surely a pixel is the subject.

        Not stretched to reach 1, so a picture without a subject stays dark.
        """
        square = image.convert("RGB").resize((_SIDE, _SIDE), Resampling.BICUBIC)
        # U²-Net was trained on pictures scaled by their brightest value, not by 255.
        brightest = max(1, int(np.asarray(square).max()))
        (found,) = self._network(to_planes(square, brightest * _MEAN, brightest * _SPREAD))
        mask = Image.fromarray(found[0, 0]).resize(image.size, Resampling.BILINEAR)
        return np.clip(np.asarray(mask, np.float32), 0.0, 1.0)


def subject_box(mask: Floats, least: float = 0.5) -> Box | None:
    """The box around all pixels of at least `least`; None when there is no subject."""
    subject = mask >= least
    if subject.mean() < _LEAST_AREA:
        return None
    columns = np.flatnonzero(subject.any(axis=0))
    rows = np.flatnonzero(subject.any(axis=1))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
