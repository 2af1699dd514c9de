"""Small views of pictures, kept under `<home>/cache/thumbnails` so that a list can be quick.

A view is named by where its picture lies, so that erasing a picture can erase its views as well.
"""

import hashlib
import io
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PIL.Image import Image, Resampling

from engine.errors import SetupError
from engine.files import write_whole
from engine.paths import home
from engine.tokens.images import read_photo

SIDES = (96, 192, 384, 768)
"""Pixels of the shorter side that are kept; what is asked for is rounded up to one of them."""

_LONGEST = 2
"""A picture longer than this many sides loses its ends."""
_QUALITY = 90  # of JPEG, for pictures that were shrunk; smaller ones stay exact


def thumbnail(path: Path, side: int) -> bytes:
    """The picture at `path` as JPEG or PNG, its shorter side one of SIDES and at least `side`.

    Never enlarged, at most twice as long as wide. Taken from the cache where it was made before,
    and kept there where the disk allows. InputError where the picture cannot be read.
    """
    kept = _place(path, side)
    with suppress(OSError):
        return kept.read_bytes()
    content = _encoded(read_photo(path), kept_side(side))
    with suppress(SetupError, OSError):  # a full disk costs time, not the view
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for older in kept.parent.glob(f"{_digest(path)}-{kept_side(side)}-*"):
            older.unlink(missing_ok=True)
        write_whole(kept, content)
    return content


def forget(paths: Iterable[Path]) -> int:
    """Erase every view of these pictures, whether they are still there or not; how many it were."""
    erased = 0
    for path in paths:
        digest = _digest(path)
        for view in (_folder() / digest[:2]).glob(f"{digest}-*"):
            view.unlink(missing_ok=True)
            erased += 1
    return erased


def kept_side(side: int) -> int:
    """The side that is kept for one that is asked for, both in pixels."""
    return next((kept for kept in SIDES if kept >= side), SIDES[-1])


def _folder() -> Path:
    return home() / "cache" / "thumbnails"


def _place(path: Path, side: int) -> Path:
    """Where the view lies; another place once the picture was changed."""
    try:
        found = path.stat()
        stamp = f"{found.st_mtime_ns:x}-{found.st_size:x}"
    except OSError:
        stamp = "missing"  # reading it will say so
    digest = _digest(path)
    return _folder() / digest[:2] / f"{digest}-{kept_side(side)}-{stamp}"


def _digest(path: Path) -> str:
    """Of the path, so that a person's file names do not stand in the cache."""
    return hashlib.sha256(str(path.absolute()).encode(errors="surrogateescape")).hexdigest()[:32]


def _encoded(photo: Image, side: int) -> bytes:
    photo = _less_long(photo)
    scale = side / min(photo.size)
    content = io.BytesIO()
    if scale >= 1:
        photo.save(content, "PNG")
        return content.getvalue()
    size = round(photo.width * scale), round(photo.height * scale)
    small = photo.resize(size, Resampling.LANCZOS, reducing_gap=3.0)
    small.save(content, "JPEG", quality=_QUALITY, subsampling=0)
    return content.getvalue()


def _less_long(photo: Image) -> Image:
    limit = min(photo.size) * _LONGEST
    width, height = (min(side, limit) for side in photo.size)
    left, top = (photo.width - width) // 2, (photo.height - height) // 2
    return photo.crop((left, top, left + width, top + height))
