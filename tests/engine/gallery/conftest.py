"""A gallery of its own, and pictures as a job hands them in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.gallery.picture import Likeness, NewPicture, Subject
from engine.gallery.store import Gallery
from tests.conftest import Photo

BO = Subject(concept="b" * 32, name="Bo", kind="pet", version=1)
MILA = Subject(concept="c" * 32, name="Mila", kind="person", version=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where `gallery` lies; its name needs care."""
    return tmp_path / "Größe mit Leerzeichen" / "library"


@pytest.fixture
def gallery(folder: Path, home: Path) -> Iterator[Gallery]:
    """An empty gallery."""
    with Gallery(folder) as gallery:
        yield gallery


@pytest.fixture
def new_picture(photo: Photo) -> Callable[..., NewPicture]:
    """Makes pictures that differ by `seed`; other fields as given."""

    def make(seed: int = 0, prompt: str = "a photo of Bo", **fields: object) -> NewPicture:
        facts = {
            "codes": (seed, 8191, 0),
            "sampling": {"seed": seed, "guidance": 3.0, "temperature": 0.7},
            "checkpoint": "0123456789abcdef" * 4,
            "subjects": (BO,),
            "likeness": Likeness(0.25 + seed / 100, 0.6),
        }
        drawn = photo(seed, (32, 32))
        return NewPicture(picture=drawn, prompt=prompt, **(facts | fields))  # type: ignore[arg-type]

    return make
