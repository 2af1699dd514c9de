"""A concept on the tiny checkpoint, and a lesson small enough to be learned in a test."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine import jobs
from engine.concepts.concept import Concept
from engine.learning import lookalikes
from engine.settings import Settings
from engine.tokens.prompts import PROMPT_VERSION, row_count
from engine.training import config
from engine.training.variants import Draft
from tests.conftest import Photo

WIDTH = 64


@pytest.fixture
def settings(tiny_checkpoint: Path) -> Settings:
    """The tiny checkpoint on the CPU."""
    return Settings(checkpoint=str(tiny_checkpoint), device="cpu")


@pytest.fixture
def bo(settings: Settings) -> Concept:
    """A concept that nobody learned, in the library."""
    rows = np.random.default_rng(0).normal(size=(2, row_count(2), WIDTH)).astype(np.float32)
    concept = Concept(
        name="Bo",
        kind="pet",
        base_model=jobs.find_checkpoint(settings).fingerprint,
        layout="self-prompting",
        latent_tokens=2,
        prompt_version=PROMPT_VERSION,
        embeddings=rows[0],
        head=rows[1],
        scores={"recognition": 0.9},
    )
    with jobs.open_library() as library:
        library.add(concept)
    return concept


@pytest.fixture
def photos(tmp_path: Path, photo: Photo) -> list[Path]:
    """Four photos, as a person has them."""
    folder = tmp_path / "photos of bo"
    folder.mkdir()
    files = [folder / f"{number}.png" for number in range(4)]
    for number, file in enumerate(files):
        photo(number).save(file)
    return files


@pytest.fixture
def short_lessons(tmp_path: Path, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> None:
    """The preset `quick` takes two epochs of a few rows, and the pool has sixteen pictures."""
    pool = tmp_path / "pool"
    pool.mkdir()
    for number in range(16):
        photo(100 + number).save(pool / f"{number}.png")
    few = replace(
        config.PRESETS["quick"],
        draft=Draft.NONE,
        latent_tokens=2,
        epochs=2,
        batch_size=4,
        positive_rows=2,
        negative_rows=2,
        text_rows=2,
        drawing_rows=2,
        soft_rows=2,
        hard_negatives=2,
        colour_negatives=2,
        easy_negatives=2,
        soft_positives=4,
    )
    monkeypatch.setattr(config, "PRESETS", {"quick": few})
    monkeypatch.setattr(lookalikes, "POOL", pool)
