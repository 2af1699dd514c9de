"""Photos ↔ pixels: any sound photo becomes upright 8-bit sRGB; the rest is refused in words."""

import os
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from engine.errors import InputError
from engine.tokens import reader
from engine.tokens.decoding import LARGEST_AREA, SMALLEST_SIDE, Answer, UnfitError

Pixels: TypeAlias = NDArray[np.float32]
Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

ENDINGS = frozenset(
    (
        ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif",
        ".tiff", ".jp2", ".ppm", ".tga",
    )
)  # fmt: skip
"""Endings of files that are taken for photos, where a folder is given."""
_REMEDY = "Choose a photo in JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF format."
_WIDEST = 4
"""Pictures longer than this ratio lose their ends before they are resized."""


def read_photo(path: Path) -> Image.Image:
    """Read a photo as RGB: upright, its first frame, on white, in sRGB, without any metadata.

    InputError where the file is missing, empty, no picture, damaged, too small or too large. It is
    decoded in a limited process (`reader`); a file that brings that down is damaged.
    """
    return read_content(_content(path), str(path))


def read_content(content: bytes, name: str) -> Image.Image:
    """`read_photo` of a picture file's bytes; a refusal calls it `name`."""
    try:
        return reader.shared().photo(content)
    except UnfitError as unfit:
        raise _in_words(unfit, name) from unfit


def has_location(path: Path) -> bool:
    """Whether a photo file says where it was taken, in Exif or XMP. False if it cannot be read."""
    try:
        return reader.shared().located(_content(path))
    except InputError:
        return False


def square(image: Image.Image, size: int, box: Box | None = None) -> Image.Image:
    """Cut `box` out (None: all), shrink its shortest side to `size` (LANCZOS), keep the centre.

    As Chameleon was trained (method.md 1.3). Returns a picture of size × size.
    """
    image = _less_long(image.crop(box) if box else image)
    scale = size / min(image.size)
    width, height = (max(size, round(side * scale)) for side in image.size)
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.LANCZOS)
    left, top = (width - size) // 2, (height - size) // 2
    return image.crop((left, top, left + size, top + size))


def to_pixels(image: Image.Image) -> Pixels:
    """A square RGB picture → (3, S, S) float32 in [-1, 1], by Meta's scale x / 127.5 - 1.

    transformers' own scale (x · 0.0078 - 1) makes white 0.989; ours keeps white white, and is the
    exact inverse of `to_image`. The same scale holds everywhere (method.md 1.3).
    """
    levels = np.asarray(image, dtype=np.float32).transpose(2, 0, 1)
    return np.ascontiguousarray(levels / np.float32(127.5) - np.float32(1))


def to_image(pixels: Pixels) -> Image.Image:
    """(3, S, S) float32 → RGB picture, clamped to [-1, 1] and rounded to the nearest level.

    Meta truncates instead, which darkens by half a level and would not give photos back.
    """
    levels = np.rint((np.clip(pixels, -1, 1) + 1) * 127.5).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(levels.transpose(1, 2, 0)))


def mirrored(image: Image.Image) -> Image.Image:
    """Left and right exchanged."""
    return ImageOps.mirror(image)


def _content(path: Path) -> bytes:
    """The whole file; InputError where there is none that a photo could be in."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > reader.LARGEST_FILE:
                raise _in_words(UnfitError(Answer.TOO_LARGE), str(path))
            content = file.read()
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.", remedy="Check its name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be opened.", remedy="Check that it is a file.") from error
    if not content:
        raise InputError(f"{path} is empty.", remedy="Copy the photo again from where it came.")
    return content


def _in_words(unfit: UnfitError, name: str) -> InputError:
    match unfit.answer:
        case Answer.NO_PICTURE:
            return InputError(f"{name} is not a picture that can be read.", remedy=_REMEDY)
        case Answer.TOO_SMALL:
            width, height = unfit.size
            return InputError(
                f"{name} is too small: {width} × {height} pixels.",
                remedy=f"Choose a photo of at least {SMALLEST_SIDE} pixels on each side.",
            )
        case Answer.TOO_LARGE:
            return InputError(
                f"{name} is too large to be decoded.",
                remedy=f"Make it smaller than {LARGEST_AREA // 1_000_000} megapixels.",
            )
    return InputError(
        f"{name} is damaged: it cannot be read to its end.",
        remedy="Copy the photo again from where it came, or choose another.",
    )


def _less_long(image: Image.Image) -> Image.Image:
    """The middle of a very long picture; resizing all of it could take gigabytes."""
    limit = min(image.size) * _WIDEST
    width, height = (min(side, limit) for side in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))
