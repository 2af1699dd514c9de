"""A suite of three concepts drawn in code, the tiny checkpoint, and settings that take seconds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bench.teaching.opened import Bench, own_home
from bench.teaching.results import Results
from bench.teaching.subjects import Subject, read_suite
from engine.learning import lookalikes
from engine.open_model import LearningBase, OpenModel
from engine.settings import Settings
from engine.training.config import TrainingConfig
from engine.vision.embedder import Embedder

NOUNS = {"l1-dog-1": "dog", "l1-cup-1": "cup", "l2-tree-1": "tree"}
QUICKEST = TrainingConfig(
    latent_tokens=2,
    epochs=1,
    batch_size=4,
    positive_rows=2,
    negative_rows=2,
    text_rows=0,
    drawing_rows=2,
    soft_rows=0,
    hard_negatives=2,
    colour_negatives=2,
    easy_negatives=2,
    soft_positives=0,
)


def finished(job: Any) -> Any:
    """The result of a job."""
    while True:
        try:
            next(job)
        except StopIteration as done:
            return done.value


@pytest.fixture(scope="session")
def finish() -> Callable[[Any], Any]:
    """`finish(job)` → its result."""
    return finished


class Here:
    """A crew that calls at once, here, and remembers for what."""

    def __init__(self) -> None:
        self.calls: list[Any] = []

    def work(self, task: Callable[..., object], calls: list[Any]) -> Any:
        """Every call, in order; how many."""
        yield from ()
        for call in calls:
            task(*call)
        self.calls += calls
        return len(calls)


@pytest.fixture
def here() -> Here:
    """In place of processes."""
    return Here()


@pytest.fixture(scope="session")
def quickest() -> TrainingConfig:
    """One epoch of a few rows."""
    return QUICKEST


@pytest.fixture(scope="session")
def suite_folder(tmp_path_factory: pytest.TempPathFactory, photo: Any) -> Path:
    """A folder as `recipes/mini/suite.py` writes it."""
    folder = tmp_path_factory.mktemp("suite")
    concepts = [_concept(folder, photo, key, 100 * place) for place, key in enumerate(NOUNS)]
    (folder / "concepts.json").write_text(json.dumps(concepts))
    return folder


@pytest.fixture(scope="session")
def suite(suite_folder: Path) -> tuple[Subject, ...]:
    """Its concepts: two of L1, one of L2."""
    return tuple(read_suite(suite_folder, ("L1", "L2")))


@pytest.fixture
def bench(
    tmp_path: Path,
    tiny_checkpoint: Path,
    tmp_path_factory: pytest.TempPathFactory,
    photo: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """The tiny checkpoint, a pool of 24 pictures, and results in a folder of this test."""
    pool = tmp_path_factory.mktemp("pool")
    for seed in range(10):
        photo(1000 + seed, (32, 32)).save(pool / f"{seed}.png")
    monkeypatch.setattr(lookalikes, "POOL", pool)
    with own_home(tmp_path / "home"):
        settings = Settings(checkpoint=str(tiny_checkpoint))
        base: LearningBase = finished(OpenModel().get_for_learning(settings))
        embedder, results = Embedder(threads=1), Results(tmp_path / "out")
        yield Bench(base=base, embedder=embedder, metric=embedder, results=results, drawings=2)


def _concept(folder: Path, photo: Any, key: str, seed: int) -> dict[str, Any]:
    def save(into: str, pictures: list[Image.Image]) -> list[dict[str, str]]:
        (folder / into).mkdir(parents=True)
        names = [f"{into}/{number}.png" for number in range(len(pictures))]
        for name, picture in zip(names, pictures, strict=True):
            picture.save(folder / name)
        return [{"file": name} for name in names]

    def photos(first: int, count: int) -> list[Image.Image]:
        return [photo(seed + first + number, (32, 32)) for number in range(count)]

    look = {"main": "brown", "second": "pink", "pattern": "striped", "seed": seed}
    facts = {"noun": NOUNS[key], "kind": "object", "mesh": "m", "look": look, "size": "small"}
    looks_other = save(f"negatives/{key}/other-look", photos(20, 2))
    is_other = save(f"negatives/{key}/other-noun", photos(40, 2))
    return {
        "id": key,
        "level": key[:2].upper(),
        **facts,
        "photos": save(f"concepts/{key}", photos(0, 7)),
        "negatives": {
            "other look": {**facts, "photos": looks_other},
            "other noun": {**facts, "photos": is_other},
        },
    }
