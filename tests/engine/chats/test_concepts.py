"""What a chat is about: concepts as the library has them in use, or as they were."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.chats.concepts import loaded, photos_of, used
from engine.concepts.concept import Concept
from engine.errors import InputError
from engine.events import Snapshot
from engine.learning.keeping import open_library
from tests.engine.concepts.conftest import new_concept

__all__ = ["new_concept"]


@pytest.fixture
def bo(home: Path, new_concept: Callable[..., Concept]) -> dict[int, Concept]:
    """Bo in the library, learned once; its snapshots by epoch, of which the second is the best."""
    snapshots = {epoch: new_concept(seed=epoch) for epoch in (1, 2, 3)}
    kept = [Snapshot(concept, epoch) for epoch, concept in snapshots.items()]
    with open_library() as library:
        library.add(snapshots[2], snapshots=kept)
    return snapshots


def rows_of_the_chat() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """What a chat about Bo would be answered with."""
    return loaded(used(["Bo"]))[0].embeddings


def test_a_chat_knows_the_snapshot_that_was_chosen(bo: dict[int, Concept]) -> None:
    for epoch, snapshot in bo.items():
        with open_library() as library:
            library.use("Bo", 1, epoch)
        np.testing.assert_array_equal(rows_of_the_chat(), snapshot.embeddings)


def test_a_chat_about_an_older_version_goes_on_with_it(bo: dict[int, Concept]) -> None:
    before, then = used(["Bo"]), rows_of_the_chat()
    with open_library() as library:
        library.add_version("Bo", bo[1])
        library.use("Bo", 2)
        library.rename("Bo", "Rex")
    [known] = loaded(before)
    np.testing.assert_array_equal(known.embeddings, then)
    assert known.name == "Bo"


def test_a_concept_that_is_gone_is_named(bo: dict[int, Concept]) -> None:
    before = used(["Bo"])
    with open_library() as library:
        library.delete("Bo")
    with pytest.raises(InputError, match="“Bo” is no longer"):
        loaded(before)


def test_photos_are_counted_of_the_versions_that_a_chat_is_about(
    home: Path, new_concept: Callable[..., Concept]
) -> None:
    with open_library() as library:
        for name, photos in (("Bo", 4), ("Mila", 5)):
            library.add(new_concept(name=name, training={"photos": photos}))
        before = used(["Bo", "Mila"])
        library.add_version("Bo", new_concept(name="Bo", training={"photos": 9}))
        library.add(new_concept(name="Kim"))
    assert photos_of(before) == 9
    assert photos_of(used(["Bo"])) == 9
    assert photos_of(used(["Kim"])) == 0
    with open_library() as library:
        library.delete("Mila")
    assert photos_of(before) == 4
