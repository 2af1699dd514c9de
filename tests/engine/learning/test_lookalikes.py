"""What is taken from a pool, and that it is looked at once only."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL.Image import Image

from engine.errors import InputError
from engine.events import Event, finish
from engine.learning import lookalikes
from engine.learning.lookalikes import FILE, Neighbours, neighbours, pool_embeddings
from engine.pool.entries import SourceKind
from engine.pool.growth import look_through
from engine.pool.store import PoolStore
from engine.training.config import TrainingConfig
from engine.training.pool import read_pool
from engine.vision.models import Floats
from tests.conftest import Photo

FEW = replace(
    TrainingConfig(), hard_negatives=3, colour_negatives=2, easy_negatives=2, soft_positives=4
)


class ColourEmbedder:
    """Looks at the mean colour only, and counts the pictures it was shown."""

    name = "colour"

    def __init__(self) -> None:
        self.shown = 0

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, 3)."""
        self.shown += len(images)
        colours = [np.asarray(image.resize((1, 1))).ravel() + 1.0 for image in images]
        return np.array(colours, np.float32)


@pytest.fixture
def pool(tmp_path: Path, photo: Photo, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twenty pictures in the place of the bundled pool."""
    folder = tmp_path / "pool"
    folder.mkdir()
    for number in range(20):
        photo(number).save(folder / f"{number:02}.png")
    monkeypatch.setattr(lookalikes, "POOL", folder)
    return folder


def found(folder: Path, embedder: ColourEmbedder) -> Neighbours:
    """The neighbours of the pool's own picture 7."""
    job = neighbours([folder / "07.png"], embedder, FEW)  # type: ignore[arg-type]  # a smaller one
    while True:
        try:
            _: Event = next(job)
        except StopIteration as done:
            result: Neighbours = done.value
            return result


def test_the_most_similar_pictures_are_hard_negatives(pool: Path) -> None:
    near = found(pool, ColourEmbedder())
    assert near.chosen.hard_negatives[0].path == pool / "07.png"
    assert len(near.chosen.soft_positives) == 4


def test_pictures_to_score_with_were_not_learned_from(pool: Path) -> None:
    near = found(pool, ColourEmbedder())
    chosen = near.chosen
    learned = {*chosen.soft_positives, *chosen.negatives}
    assert len(set(near.others)) == lookalikes.OTHERS
    assert {picture.path for picture in learned}.isdisjoint(near.others)


def test_the_pool_is_looked_at_once(pool: Path) -> None:
    first, second = ColourEmbedder(), ColourEmbedder()
    before = found(pool, first)
    assert found(pool, second) == before
    assert (first.shown, second.shown) == (21, 1)


def test_a_changed_pool_is_looked_at_again(pool: Path, photo: Photo) -> None:
    found(pool, ColourEmbedder())
    photo(50, (90, 70)).save(pool / "03.png")
    embedder = ColourEmbedder()
    found(pool, embedder)
    assert embedder.shown == 21


def test_embeddings_beside_the_pool_are_used(pool: Path, home: Path) -> None:
    found(pool, ColourEmbedder())
    (home / "cache" / FILE).rename(pool / FILE)
    embedder = ColourEmbedder()
    job = pool_embeddings(read_pool(pool), embedder, home / "none")  # type: ignore[arg-type]
    with pytest.raises(StopIteration) as done:
        next(job)
    assert done.value.value.shape == (20, 3)
    assert embedder.shown == 0


def test_without_a_pool_nothing_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookalikes, "POOL", tmp_path / "nowhere")
    assert found(tmp_path, ColourEmbedder()).others == ()


class FourColours(ColourEmbedder):
    """Its vectors have length 1, as a pool of a person's pictures keeps them."""

    dimensions = 3

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, 3)."""
        vectors = super().embed(images)
        unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture
def mine(tmp_path: Path, photo: Photo, home: Path) -> Path:
    """Sixty photos of the person, the first twenty of which the bundled pool has as well."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for number in range(60):
        photo(number).save(folder / f"{number:02}.png")
    with PoolStore(home / "pool") as store:
        source = store.add(SourceKind.FOLDER, folder, "mine")
        finish(look_through(store, source, FourColours()))
    return folder


def test_own_photos_are_soft_positives_but_no_hard_negatives(pool: Path, mine: Path) -> None:
    near = found(pool, FourColours())
    soft, hard = near.chosen.soft_positives, near.chosen.hard_negatives
    assert mine / "07.png" in {one.path for one in soft}
    assert {one.path.parent for one in hard} == {pool}
    assert "own photos" in near.sources and "bundled" in near.sources


def test_a_lesson_names_the_sources_that_it_uses(pool: Path, mine: Path) -> None:
    wanted = neighbours([pool / "07.png"], FourColours(), FEW, ["Mine"])
    near = finish(wanted)
    chosen = {*near.chosen.soft_positives, *near.chosen.negatives}
    assert {one.path.parent for one in chosen} == {mine}
    bundled = finish(neighbours([pool / "07.png"], FourColours(), FEW, ["bundled"]))
    assert (
        bundled.sources == "bundled 8"
    )  # of 4 soft positives and 3 + 2 + 2 negatives, three are both
    with pytest.raises(InputError, match="no source"):
        finish(neighbours([pool / "07.png"], FourColours(), FEW, ["theirs"]))


def test_photos_that_may_show_the_concept_are_scored_with_only_where_they_are_unlike(
    pool: Path, mine: Path
) -> None:
    near = found(pool, FourColours())
    assert mine / "07.png" not in near.others
