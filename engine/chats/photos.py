"""A photo as a person attaches it → a clean copy: upright, without metadata, not too large."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from engine.chats.entries import NewPicture
from engine.tokens.images import read_content, read_photo

LONGEST_SIDE = 1024
"""Pixels; twice what Chameleon sees."""
_LOSSLESS_AREA = 512 * 512  # pixels; larger copies are JPEG of high quality


def attached(path: Path) -> NewPicture:
    """A copy of the photo at `path`. InputError where it cannot be read."""
    return clean_copy(read_photo(path))


def clean_copy(photo: Image.Image) -> NewPicture:
    """A copy of an RGB picture that is free of metadata, as `read_photo` gives it."""
    photo = photo.copy()
    photo.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    content = BytesIO()
    if photo.width * photo.height <= _LOSSLESS_AREA:
        photo.save(content, "PNG")
    else:
        photo.save(content, "JPEG", quality=95, subsampling=0)
    return NewPicture(data=content.getvalue(), width=photo.width, height=photo.height)


def attached_bytes(data: bytes) -> NewPicture:
    """A copy of the picture in a file's bytes, such as a clipboard's PNG. InputError as above."""
    return clean_copy(read_content(data, "The picture"))
