"""How alike two pictures look, by the features of EfficientNet-Lite0."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from PIL.Image import Image, Resampling

from engine.vision.models import MODELS, Floats, Network, to_planes, to_unit

DIMENSIONS = 1280
_SIDE = 224  # pixels; what the network was trained on
_BATCH = 16  # pictures at once: 10 MB of input, and larger is not faster


class PictureEmbedder(Protocol):
    """Anything that turns pictures into vectors: the bundled network, or a folder of a person."""

    name: str
    """Says which, wherever a number of it is shown; vectors of another name are not comparable."""
    dimensions: int

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, `dimensions`) float32, each row of length 1."""
        ...


class Embedder:
    """Turns pictures into unit vectors whose cosine says how alike they look.

    This is not CLIP: it was trained to name ImageNet's classes, knows no words, and its cosines
    live on a scale of their own (real photos: about 0.64 within a subject, 0.27 between subjects).
    Say its `name` wherever a number of it is shown.
    """

    name = "EffNet-Lite0"
    dimensions = DIMENSIONS

    def __init__(self, threads: int = 0, folder: Path = MODELS) -> None:
        self._network = Network("efficientnet-lite0.onnx", threads, folder)

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, 1280) float32, each row of length 1. Any size will do; a square is not distorted."""
        if not images:
            return np.zeros((0, DIMENSIONS), np.float32)
        starts = range(0, len(images), _BATCH)
        return np.concatenate([self._embed_batch(images[at : at + _BATCH]) for at in starts])

    def _embed_batch(self, images: Sequence[Image]) -> Floats:
        pixels = np.concatenate([_prepare(image) for image in images])
        (features,) = self._network(pixels)
        return to_unit(features)


def similarity(a: Floats, b: Floats) -> Floats:
    """(N, M) cosines between the rows of `a` (N, D) and of `b` (M, D), of any lengths."""
    cosines: Floats = to_unit(a) @ to_unit(b).T
    return cosines


def _prepare(image: Image) -> Floats:
    """(1, 3, 224, 224); small pictures are enlarged smoothly: pixels must not become edges."""
    square = image.convert("RGB").resize((_SIDE, _SIDE), Resampling.BICUBIC)
    return to_planes(square, centre=127, spread=128)
