"""A folder of pictures, an embedder that sees colours only, and a pool that is empty."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL.Image import Image

from engine.pool.store import PoolStore
from engine.vision.models import Floats
from tests.conftest import Photo


class ColourEmbedder:
    """Four numbers of a picture's mean colour, of length 1; counts the pictures it was shown."""

    name = "colour"
    dimensions = 4

    def __init__(self) -> None:
        self.shown = 0

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, 4)."""
        self.shown += len(images)
        colours = [[*np.asarray(image.resize((1, 1))).ravel() - 127.5, 8.0] for image in images]
        vectors = np.array(colours, np.float32)
        unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture
def colours() -> ColourEmbedder:
    return ColourEmbedder()


@pytest.fixture
def folder(tmp_path: Path, photo: Photo) -> Path:
    """Forty pictures, half of them in a folder within."""
    folder = tmp_path / "my photos"
    (folder / "holidays").mkdir(parents=True)
    for number in range(40):
        place = folder / "holidays" if number % 2 else folder
        photo(number).save(place / f"{number:02}.png")
    return folder


@pytest.fixture
def store(home: Path) -> Iterator[PoolStore]:
    with PoolStore(home / "pool") as store:
        yield store
