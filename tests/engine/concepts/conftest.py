"""A small concept, a library of its own, and photos as the library receives them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.concepts.concept import Concept
from engine.concepts.entries import NewPhoto, Role
from engine.concepts.library import ConceptLibrary

NOBODY = 65534


@pytest.fixture
def new_concept() -> Callable[..., Concept]:
    """Makes concepts that differ by `seed`; other fields as given."""

    def make(name: str = "Bo", seed: int = 0, **fields: object) -> Concept:
        random = np.random.default_rng(seed)
        facts = {
            "kind": "pet",
            "base_model": "0123456789abcdef" * 4,
            "layout": "self-prompting",
            "latent_tokens": 2,
            "prompt_version": 1,
            "embeddings": random.normal(size=(5, 8)).astype(np.float32),
            "head": random.normal(size=(5, 8)).astype(np.float32),
            "training": {"preset": "quick", "seed": seed, "learning_rate": 1e-3, "resumed": False},
            "scores": {"recognition": 0.75},
        }
        return Concept(name=name, **(facts | fields))  # type: ignore[arg-type]

    return make


@pytest.fixture
def new_photo() -> Callable[..., NewPhoto]:
    """Makes one-coloured PNG photos."""

    def make(shade: int = 0, role: Role = Role.POSITIVE) -> NewPhoto:
        file = BytesIO()
        Image.new("RGB", (6, 4), (shade, 0, 0)).save(file, "PNG")
        return NewPhoto(data=file.getvalue(), width=6, height=4, role=role)

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `library` lies; its name needs care."""
    return tmp_path / "Größe mit Leerzeichen" / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[ConceptLibrary]:
    """An empty library."""
    with ConceptLibrary(folder) as library:
        yield library


@pytest.fixture
def files_in() -> Callable[[Path], set[Path]]:
    """`files_in(folder)`: every file of a library but its list."""
    return lambda folder: {
        path for path in folder.rglob("*") if path.is_file() and "library.db" not in path.name
    }


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that another account can reach, as pytest's own is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def read_only() -> Callable[[Path], AbstractContextManager[None]]:
    """`with read_only(folder):` nothing in `folder` can be written, not even by root."""
    if os.name == "nt":
        pytest.skip("Windows does not keep folders read-only")
    return _read_only


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    was = os.geteuid()
    everything = [folder, *folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if was == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(was)
        for path in everything:
            path.chmod(0o755 if path.is_dir() else 0o644)
