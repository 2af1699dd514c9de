"""Photos as a person hands them over → private clean copies: upright, without metadata."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image, Resampling

from engine.errors import InputError
from engine.events import Job, Noticed, Progress
from engine.files import storing, write_whole
from engine.tokens.decoding import SMALLEST_SIDE
from engine.tokens.images import ENDINGS, Box, has_location, read_photo

NOTE = "Checking photos"
ENOUGH = 100
"""More photos than this cost time and hardly help (method.md 2.6 uses 3–5, its pilot 300)."""
_LONGEST_SHORT_SIDE = 1024  # pixels; twice what Chameleon sees, so that a photo can be cropped
_LOSSLESS_AREA = 512 * 512  # pixels; larger copies are JPEG of high quality


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A photo as it is kept: an encoded file at `path`, and its size in pixels."""

    path: Path
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of a photo that is to be learned from, in pixels of the upright photo."""

    path: Path
    box: Box


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


def take_in(
    files: Sequence[Path], folder: Path, crops: Sequence[Crop] = ()
) -> Job[list[CleanCopy]]:
    """Write a clean copy of each photo into `folder`, named by its content; the same one once.

    A file that lies there already is such a copy. InputError names a photo that cannot be used;
    nothing else depends on the order of `files`.
    """
    with storing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    boxes = {crop.path: crop.box for crop in crops}
    copies: dict[Path, CleanCopy] = {}
    located = 0
    for done, file in enumerate(files):
        yield Progress(done, len(files), NOTE)
        copy = _taken_in(file, folder, boxes.get(file))
        copies[copy.path] = copy
        located += has_location(file)
    yield Progress(len(files), len(files), NOTE)
    if located:
        yield Noticed(f"Where they were taken was removed from {located} of the photos.")
    if lost := len(files) - len(copies):
        yield Noticed(f"{lost} of the photos were there twice and count once.")
    if len(copies) == 1:
        yield Noticed(
            "One photo is little to learn from; three or more from several sides do best."
        )
    if len(copies) > ENOUGH:
        yield Noticed(f"{len(copies)} photos take long; about ten good ones do as well.")
    return [copies[path] for path in sorted(copies)]


def inside(box: Box, photo: Image) -> Box:
    """The part of `box` that lies in the photo; InputError where that is next to nothing."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(photo.width, box[2]), min(photo.height, box[3])
    if min(right - left, bottom - top) < SMALLEST_SIDE:
        raise InputError(
            "The chosen part of a photo is too small.", remedy="Choose a larger part of it."
        )
    return left, top, right, bottom


def _pictures_in(folder: Path) -> list[Path]:
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(path for path in visible if path.suffix.lower() in ENDINGS)


def _taken_in(file: Path, folder: Path, box: Box | None) -> CleanCopy:
    photo = read_photo(file)
    if file.parent == folder:
        return CleanCopy(file, photo.width, photo.height)
    return _copied(photo.crop(inside(box, photo)) if box else photo, folder)


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
    write_whole(folder / name, data)
    return CleanCopy(folder / name, photo.width, photo.height)
