"""What of the pool is like a concept, seen in its order, and left out for it or for all."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.concepts.library import ConceptLibrary
from engine.errors import InputError
from engine.events import finish
from engine.learning import lookalikes, pool_ranking
from engine.learning.keeping import open_library
from engine.learning.lookalikes import neighbours
from engine.learning.pool_ranking import (
    Lookalike,
    Scope,
    Use,
    leave_out,
    left_out_for,
    lookalikes_of,
    take_in,
)
from engine.pool.entries import SourceKind
from engine.pool.growth import look_through
from engine.pool.store import PoolStore
from engine.settings import Settings
from engine.training import config
from tests.conftest import Photo
from tests.desktop.learned import add
from tests.engine.learning.test_lookalikes import FEW, pool
from tests.engine.pool.conftest import ColourEmbedder

__all__ = ["pool"]
SETTINGS = Settings(threads=1)


@pytest.fixture
def bo(tmp_path: Path, pool: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A concept with one photo to learn from, a pool of twenty, and an eye for colours."""
    monkeypatch.setattr(pool_ranking, "open_embedder", lambda _: ColourEmbedder())
    monkeypatch.setattr(config, "PRESETS", {"quick": FEW})
    add(tmp_path, "Bo")
    with open_library() as library:
        entry = library.find("Bo")
        library.add_version("Bo", replace(library.load(entry), training={"preset": "quick"}))
    return "Bo"


def ranking() -> tuple[Lookalike, ...]:
    """As it is now."""
    return finish(lookalikes_of("Bo", SETTINGS))


def test_the_ranking_is_what_the_next_learning_takes(bo: str, pool: Path) -> None:
    found = ranking()
    likenesses = [one.likeness for one in found]
    assert len(found) == 20 and likenesses == sorted(likenesses, reverse=True)
    assert {one.source for one in found} == {SourceKind.BUNDLED}
    with open_library() as library:
        photos = [library.photos(bo)[0].path]
    near = finish(neighbours(photos, ColourEmbedder(), FEW))
    alike = [one.path for one in found if one.use is Use.ALIKE]
    assert alike == [one.path for one in reversed(near.chosen.soft_positives)]
    other = {one.path for one in found if one.use is Use.OTHER}
    assert other == {one.path for one in near.chosen.negatives} - {*alike}


def test_a_picture_is_left_out_for_one_concept_and_another_takes_its_place(bo: str) -> None:
    before = ranking()
    leave_out([before[0].key], bo)
    after = ranking()
    assert (after[0].path, after[0].left_out) == (before[0].path, Scope.CONCEPT)
    assert after[0].use is Use.NONE
    alike = [one.path for one in after if one.use is Use.ALIKE]
    assert alike == [one.path for one in before[1:5]]
    assert left_out_for("BO") == {before[0].key} and left_out_for("Ada") == frozenset()
    take_in([before[0].key], bo)
    assert ranking() == before


def test_a_picture_is_left_out_for_every_concept(bo: str, tmp_path: Path) -> None:
    key = ranking()[2].key
    leave_out([key])
    assert ranking()[2].left_out is Scope.POOL
    assert left_out_for("Somebody new") == {key} == left_out_for(bo)
    add(tmp_path, "Ada")
    assert finish(lookalikes_of("Ada", SETTINGS))
    take_in([key])
    assert left_out_for(bo) == frozenset()


def test_learning_takes_nothing_that_is_left_out(bo: str, pool: Path) -> None:
    with open_library() as library:
        photos = [library.photos(bo)[0].path]
    leave_out([one.key for one in ranking()[:15]], bo)
    near = finish(neighbours(photos, ColourEmbedder(), FEW, (), left_out_for(bo)))
    used = {one.path for one in (*near.chosen.soft_positives, *near.chosen.negatives)}
    assert used and not (used | {*near.others}) & {one.path for one in ranking()[:15]}


def test_pictures_of_a_folder_are_left_out_by_their_path(
    bo: str, tmp_path: Path, home: Path, photo: Photo
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    with open_library() as library:
        photo_of_bo = library.photos(bo)[0].path
    (own / "same.png").write_bytes(photo_of_bo.read_bytes())
    with PoolStore(home / "pool") as store:
        finish(look_through(store, store.add(SourceKind.FOLDER, own, "own"), ColourEmbedder()))
    first = ranking()[0]
    assert (first.source, first.path) == (SourceKind.FOLDER, own / "same.png")
    leave_out([first.key], bo)
    assert ranking()[0].left_out is Scope.CONCEPT


def test_what_is_left_out_goes_with_the_concept_and_comes_with_its_copy(bo: str) -> None:
    key = ranking()[0].key
    leave_out([key], bo)
    with open_library() as library:
        library.duplicate(bo, "Bo 2")
        library.delete(bo)
        assert left_out_for("Bo 2") == {key}
        library.rename("Bo 2", "Rex")
    assert left_out_for("rex") == {key} and left_out_for(bo) == frozenset()


def test_nothing_is_ranked_without_photos(home: Path, bo: str) -> None:
    with open_library() as library:
        concept = library.load(library.find(bo))
        library.add(replace(concept, name="Stranger"))
    with pytest.raises(InputError, match="no photos here"):
        finish(lookalikes_of("Stranger", SETTINGS))
    with pytest.raises(InputError, match="no concept"):
        leave_out(["x"], "Nobody")
    assert isinstance(open_library(), ConceptLibrary) and lookalikes.POOL.exists()
