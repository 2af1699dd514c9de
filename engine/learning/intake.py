"""Photos as a person hands them over → private clean copies: upright, without metadata."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image, Resampling

from engine.errors import InputError
from engine.events import Job, Noticed, Progress
from engine.tokens.images import read_photo

NOTE = "Checking photos"
ENOUGH = 100
"""More photos than this cost time and hardly help (method.md 2.6 uses 3–5, its pilot 300)."""
_ENDINGS = frozenset(
    (
        ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif",
        ".tiff", ".jp2", ".ppm", ".tga",
    )
)  # fmt: skip
_LONGEST_SHORT_SIDE = 1024  # pixels; twice what Chameleon sees, so that a photo can be cropped
_LOSSLESS_AREA = 512 * 512  # pixels; larger copies are JPEG of high quality


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A photo as it is kept: an encoded file at `path`, and its size in pixels."""

    path: Path
    width: int
    height: int


def photo_files(given: Sequence[Path]) -> list[Path]:
    """Files as given, and of each folder the pictures in it, in order of their names.

    InputError where a folder holds none, or where nothing was given.
    """
    files: list[Path] = []
    for path in given:
        found = _pictures_in(path) if path.is_dir() else [path]
        if not found:
            raise InputError(f"There are no photos in {path}.", remedy="Name a folder with photos.")
        files += found
    if not files:
        raise InputError("No photo was given.", remedy="Give at least one photo.")
    return files


def take_in(files: Sequence[Path], folder: Path) -> Job[list[CleanCopy]]:
    """Write a clean copy of each photo into `folder`, named by its content; the same one once.

    InputError names a photo that cannot be used; nothing else depends on the order of `files`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copies: dict[Path, CleanCopy] = {}
    for done, file in enumerate(files):
        yield Progress(done, len(files), NOTE)
        copy = _copied(read_photo(file), folder)
        copies[copy.path] = copy
    yield Progress(len(files), len(files), NOTE)
    if lost := len(files) - len(copies):
        yield Noticed(f"{lost} of the photos were there twice and count once.")
    if len(copies) == 1:
        yield Noticed(
            "One photo is little to learn from; three or more from several sides do best."
        )
    if len(copies) > ENOUGH:
        yield Noticed(f"{len(copies)} photos take long; about ten good ones do as well.")
    return [copies[path] for path in sorted(copies)]


def _pictures_in(folder: Path) -> list[Path]:
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(path for path in visible if path.suffix.lower() in _ENDINGS)


def _copied(photo: Image, folder: Path) -> CleanCopy:
    scale = min(1.0, _LONGEST_SHORT_SIDE / min(photo.size))
    if scale < 1:
        size = round(photo.width * scale), round(photo.height * scale)
        photo = photo.resize(size, Resampling.LANCZOS)
    lossless = photo.width * photo.height <= _LOSSLESS_AREA
    content = io.BytesIO()
    if lossless:
        photo.save(content, "PNG")
    else:
        photo.save(content, "JPEG", quality=95, subsampling=0)
    data = content.getvalue()
    name = hashlib.sha256(data).hexdigest()[:32] + (".png" if lossless else ".jpg")
    (folder / name).write_bytes(data)
    return CleanCopy(folder / name, photo.width, photo.height)
