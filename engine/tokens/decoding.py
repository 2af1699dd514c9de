"""A picture file's bytes → upright 8-bit sRGB, or why not. Runs in the reader's process alone.

Nothing here knows where the bytes came from; `images` says in words what is wrong with them.
"""

import io
import struct
import warnings
from enum import IntEnum
from functools import cache
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

SMALLEST_SIDE = 16
LARGEST_AREA = 128_000_000
"""Pixels; enough for a phone's 108-megapixel mode, and at most 0.4 GB once decoded."""

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


class Answer(IntEnum):
    """What is said of a picture file; a number in one byte between the two processes."""

    SOUND = 0
    NO_PICTURE = 1
    DAMAGED = 2
    TOO_SMALL = 3
    TOO_LARGE = 4


class UnfitError(Exception):
    """The file cannot be used; `size` is what its header says, in pixels."""

    def __init__(self, answer: Answer, size: tuple[int, int] = (0, 0)) -> None:
        super().__init__(answer, size)
        self.answer = answer
        self.size = size


def decoded(file: BinaryIO) -> Image.Image:
    """A photo as RGB: upright, its first frame, on white, in sRGB.

    UnfitError where it is no picture, damaged, too small or too large. The size is judged from the
    header, before anything is decoded.
    """
    learn_formats()
    try:
        with warnings.catch_warnings(action="ignore"), _open(file) as image:
            _check_size(image)
            image.load()
            return _in_srgb(_opaque(_upright(image)))
    except UnidentifiedImageError as error:
        raise UnfitError(Answer.NO_PICTURE) from error
    except (Image.DecompressionBombError, MemoryError) as error:
        raise UnfitError(Answer.TOO_LARGE) from error
    except _BROKEN as error:
        raise UnfitError(Answer.DAMAGED) from error


def located(file: BinaryIO) -> bool:
    """Whether a photo says where it was taken, in Exif or XMP. False if it cannot be read."""
    learn_formats()
    try:
        with warnings.catch_warnings(action="ignore"), _open(file) as image:
            return bool(image.getexif().get_ifd(_GPS)) or b"GPSL" in _xmp(image)
    except (*_BROKEN, MemoryError, Image.DecompressionBombError):
        return False


@cache
def learn_formats() -> None:
    """Load every decoder once, that of iPhone photos as well: later no file can be opened."""
    from pillow_heif import register_heif_opener

    Image.init()
    register_heif_opener()


def _open(file: BinaryIO) -> ImageFile.ImageFile:
    known = [name for name in _FORMATS if name in Image.OPEN]
    return Image.open(file, formats=known)


def _xmp(image: Image.Image) -> bytes:
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    return found.encode() if isinstance(found, str) else bytes(found)


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > LARGEST_AREA:
        raise UnfitError(Answer.TOO_LARGE, image.size)
    if min(width, height) < SMALLEST_SIDE:
        raise UnfitError(Answer.TOO_SMALL, image.size)


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
    levels = np.nan_to_num(np.asarray(image).astype(np.float32), copy=False)
    peak = float(levels.max(initial=0))
    if image.mode.startswith("I;16"):
        full = 65535.0
    else:
        full = next((top for top in (1.0, 255.0, 65535.0) if peak <= top), peak)
    levels *= np.float32(255 / full)
    return Image.fromarray(np.clip(levels, 0, 255, out=levels).astype(np.uint8))


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
