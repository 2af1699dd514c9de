"""The picture that a person likes best."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from engine.gallery.picture import Picture
from engine.gallery.query import Query, Sort
from engine.gallery.store import Gallery


def best(folder: Path, ids: Sequence[str], query: Query) -> Picture | None:
    """Of these pictures, or where there are none of those that a query finds; runs aside.

    By stars, then hearts, then resemblance; None where nothing is left.
    """
    with Gallery(folder) as gallery:
        liked = gallery.ids(replace(query, sort=Sort.RATING))[:1]
        pictures = gallery.pictures(ids or liked)
    return max(pictures, key=_liking, default=None)


def _liking(picture: Picture) -> tuple[int, bool, float]:
    resemblance = picture.likeness.resemblance if picture.likeness else 0.0
    return picture.rating, picture.favourite, resemblance
