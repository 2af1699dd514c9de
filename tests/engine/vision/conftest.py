"""The bundled networks, opened once, and real photos where this machine has some."""

import os
from pathlib import Path

import pytest
from PIL import Image

from engine.vision.embedder import Embedder
from engine.vision.faces import Faces
from engine.vision.segmenter import Segmenter

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return Embedder(threads=1)


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return Segmenter(threads=1)


@pytest.fixture(scope="session")
def faces() -> Faces:
    return Faces(threads=1)


@pytest.fixture(scope="session")
def real_photos() -> dict[str, list[Image.Image]]:
    """Four photos of each of six subjects; they are never part of the repository."""
    data = Path(os.environ.get("YOCHAMELEON_DATA", REPOSITORY.parent / "shared" / "data"))
    subjects = sorted(folder for folder in data.glob("dreambooth/*") if folder.is_dir())[:6]
    if not subjects:
        pytest.skip(f"No photos in {data}/dreambooth; YOCHAMELEON_DATA may name another folder.")
    return {s.name: [Image.open(f) for f in sorted(s.glob("*.jpg"))[:4]] for s in subjects}
