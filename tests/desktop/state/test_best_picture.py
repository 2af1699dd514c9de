"""Which picture a person likes best."""

from pathlib import Path

from desktop.state.best_picture import best
from engine.gallery.picture import Likeness
from engine.gallery.query import Query
from engine.gallery.store import Gallery
from tests.desktop.drawn import kept


def test_the_best_is_by_stars_then_hearts_then_resemblance(home: Path) -> None:
    folder = home / "library"
    plain, alike, liked, starred = [
        one for number in (1, 2, 3, 4) for one in kept(home, number, likeness=Likeness(0.1, 0.1))
    ]
    (like,) = kept(home, 5, likeness=Likeness(0.9, 0.9))
    ids = [plain.id, alike.id, like.id]
    assert best(folder, ids, Query()) == like
    with Gallery(folder) as gallery:
        gallery.labels.set_favourite([liked.id], True)
        gallery.labels.rate([starred.id], 1)
    chosen = best(folder, [*ids, liked.id], Query())
    assert chosen is not None and chosen.id == liked.id
    every = best(folder, [], Query())
    assert every is not None and every.id == starred.id


def test_where_nothing_is_found_nothing_is_best(home: Path) -> None:
    kept(home, 1)
    assert best(home / "library", [], Query(text="nowhere")) is None
    assert best(home / "library", ["gone"], Query()) is None
