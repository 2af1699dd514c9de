"""Photos ↔ pixels: any sound photo becomes upright 8-bit sRGB; the rest is refused in words."""

import io
import struct
import warnings
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from engine.errors import InputError

Pixels: TypeAlias = NDArray[np.float32]
Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

SMALLEST_SIDE = 16
LARGEST_AREA = 128_000_000
"""Pixels; enough for a phone's 108-megapixel mode, and at most 0.4 GB once decoded."""

ENDINGS = frozenset(
    (
        ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif",
        ".tiff", ".jp2", ".ppm", ".tga",
    )
)  # fmt: skip
"""Endings of files that are taken for photos, where a folder is given."""
_FORMATS = (
    "JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF", "JPEG2000", "PPM", "TGA"
)  # fmt: skip
"""What is read. Formats that start other programs (EPS) or hold no photo are left out."""
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, RuntimeError, IndexError, KeyError,
    TypeError, AttributeError, OverflowError,
)  # fmt: skip
"""What decoders raise on damaged files."""
_GPS = 0x8825  # Exif's pointer to what a satellite receiver said
_REMEDY = "Choose a photo in JPEG, PNG, WebP, HEIC, AVIF, GIF, BMP or TIFF format."
_WIDEST = 4
"""Pictures longer than this ratio lose their ends before they are resized."""


def read_photo(path: Path) -> Image.Image:
    """Read a photo as RGB: upright, its first frame, on white, in sRGB, without any metadata.

    InputError where the file is missing, empty, no picture, damaged, too small or too large. The
    size is judged from the header, before anything is decoded.
    """
    _check_file(path)
    _learn_heif()
    try:
        with warnings.catch_warnings(action="ignore"), _open(path) as image:
            _check_size(path, image)
            image.load()
            return _bare(_in_srgb(_opaque(_upright(image))))
    except UnidentifiedImageError as error:
        raise InputError(f"{path} is not a picture that can be read.", remedy=_REMEDY) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except _BROKEN as error:
        raise InputError(
            f"{path} is damaged: it cannot be read to its end.",
            remedy="Copy the photo again from where it came, or choose another.",
        ) from error


def has_location(path: Path) -> bool:
    """Whether a photo file says where it was taken, in Exif or XMP. False if it cannot be read."""
    _learn_heif()
    try:
        with warnings.catch_warnings(action="ignore"), _open(path) as image:
            return bool(image.getexif().get_ifd(_GPS)) or b"GPSL" in _xmp(image)
    except _BROKEN:
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


def _xmp(image: Image.Image) -> bytes:
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return found.encode() if isinstance(found, str) else bytes(found)


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            first = file.read(1)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.", remedy="Check its name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be opened.", remedy="Check that it is a file.") from error
    if not first:
        raise InputError(f"{path} is empty.", remedy="Copy the photo again from where it came.")


@cache
def _learn_heif() -> None:
    """Teach Pillow the format of iPhone photos, once."""
    from pillow_heif import register_heif_opener

    register_heif_opener()


def _open(path: Path) -> ImageFile.ImageFile:
    Image.init()
    known = [name for name in _FORMATS if name in Image.OPEN]
    return Image.open(path, formats=known)


def _check_size(path: Path, image: Image.Image) -> None:
    width, height = image.size
    if width * height > LARGEST_AREA:
        raise _too_large(path)
    if min(width, height) < SMALLEST_SIDE:
        raise InputError(
            f"{path} is too small: {width} × {height} pixels.",
            remedy=f"Choose a photo of at least {SMALLEST_SIDE} pixels on each side.",
        )


def _too_large(path: Path) -> InputError:
    return InputError(
        f"{path} is too large to be decoded.",
        remedy=f"Make it smaller than {LARGEST_AREA // 1_000_000} megapixels.",
    )


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera was held; a damaged note about that is ignored."""
    try:
        return ImageOps.exif_transpose(image)
    except _BROKEN:
        return image


def _opaque(image: Image.Image) -> Image.Image:
    """8 bits a channel without transparency: L, CMYK or RGB."""
    if image.mode.startswith(("I", "F")):
        return _to_8_bit(image)
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        white.info = image.info
        return Image.alpha_composite(white, layered).convert("RGB")
    return image if image.mode in ("L", "CMYK") else image.convert("RGB")


def _to_8_bit(image: Image.Image) -> Image.Image:
    """Grey levels of 16 or more bits, which Pillow would cut off at 255, brought to 0…255."""
    levels = np.nan_to_num(np.asarray(image).astype(np.float64))
    peak = levels.max(initial=0)
    if image.mode.startswith("I;16"):
        full = 65535.0
    else:
        full = next((top for top in (1.0, 255.0, 65535.0) if peak <= top), peak)
    return Image.fromarray(np.clip(levels / full * 255, 0, 255).astype(np.uint8))


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB as screens show it: phones and printers embed a profile of other colours."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "srgb" not in ImageCms.getProfileDescription(own).casefold():
                srgb = ImageCms.createProfile("sRGB")
                image = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB") or image
        except (ImageCms.PyCMSError, *_BROKEN):
            return image.convert("RGB")
    return image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels and nothing else: no place, no camera, no date."""
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare


def _less_long(image: Image.Image) -> Image.Image:
    """The middle of a very long picture; resizing all of it could take gigabytes."""
    limit = min(image.size) * _WIDEST
    width, height = (min(side, limit) for side in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))
