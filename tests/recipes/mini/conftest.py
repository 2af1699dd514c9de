"""Fixtures of the recipe's tests. They import lazily: the recipe's extras may not be installed."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def tiny_size() -> Any:
    """A `Size` of 16 px pictures, 16 codes each."""
    from tests.recipes.mini.tiny_world import TINY

    return TINY


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder of a world that nothing has learned yet; read only."""
    from tests.recipes.mini.tiny_world import write_world

    work = tmp_path_factory.mktemp("world")
    write_world(work)
    return work


@pytest.fixture(scope="session")
def world(world_folder: Path, tiny_size: Any) -> Any:
    """The tiny `World`."""
    from recipes.mini.world import World

    return World(world_folder, tiny_size.world)


@pytest.fixture(scope="session")
def tokenizer_json(world: Any, tiny_size: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The text of a tokenizer.json for the English of the tiny world."""
    from recipes.mini import text_tokenizer

    path = tmp_path_factory.mktemp("text") / "tokenizer.json"
    text_tokenizer.write(world, tiny_size, path, sequences=200)
    return path.read_text(encoding="utf-8")


@pytest.fixture
def work(world_folder: Path, tokenizer_json: str, tmp_path: Path) -> Path:
    """A work folder of one's own, with the text tokenizer and nothing trained."""
    from tests.recipes.mini.tiny_world import write_text

    folder = tmp_path / "work"
    folder.mkdir()
    for name in ("gbuffers", "places", "cutouts.npy"):
        (folder / name).symlink_to(world_folder / name)
    write_text(folder, tokenizer_json)
    return folder


@pytest.fixture
def trained(work: Path) -> Path:
    """The same with both models saved, of random weights."""
    from tests.recipes.mini.tiny_world import write_models

    write_models(work)
    return work
