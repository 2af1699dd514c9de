"""How much a drawn picture looks like a concept's photos. One number, which is no identity."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.gallery.picture import Likeness
from engine.tokens.images import read_photo, square, to_image, to_pixels

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.runtime.session import Session
    from engine.vision.embedder import Embedder
    from engine.vision.models import Floats

MOST_PHOTOS = 12
"""Looked at, spread over all of them: more would cost time and hardly change a mean."""


class Resemblance:
    """Compares pictures with the photos of one concept.

    The photos pass through the model's own image tokenizer first, so that what it cannot show
    does not count against a drawing, as where concepts are evaluated.
    """

    def __init__(self, session: "Session", photos: Sequence[Path], embedder: "Embedder") -> None:
        """`photos` are not empty. InputError where one cannot be read."""
        step = max(1, len(photos) // MOST_PHOTOS)
        read = [read_photo(path) for path in photos[::step][:MOST_PHOTOS]]
        self._embedder = embedder
        self._target = embedder.embed([_reconstructed(session, photo) for photo in read])
        self._ceiling = _between(self._target)

    def of(self, pictures: Sequence["Image"]) -> list[Likeness]:
        """The mean cosine of each picture with the photos, in the embedder's own scale."""
        cosines = self._embedder.embed(pictures) @ self._target.T
        return [Likeness(float(row.mean()), self._ceiling) for row in cosines]


def _reconstructed(session: "Session", photo: "Image") -> "Image":
    """The photo as the model's image tokenizer gives it back: a square of its picture size."""
    pixels = to_pixels(square(photo, session.tokenizer.image_size))[None]
    return to_image(session.backend.decode_image(session.backend.encode_image(pixels))[0])


def _between(rows: "Floats") -> float | None:
    """The mean cosine of two different unit rows (N, D); None where there is but one."""
    count = len(rows)
    return float(((rows @ rows.T).sum() - count) / (count * (count - 1))) if count > 1 else None
