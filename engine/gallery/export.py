"""Pictures given away: pixels alone, or with their recipe; marked as made by a model or not."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image

from engine.concepts.concept import Fact
from engine.errors import InputError
from engine.files import write_whole
from engine.gallery import mark
from engine.gallery.picture import Picture
from engine.gallery.store import Gallery
from engine.runtime.drawing import Drawing, save
from engine.runtime.sampling import Sampling
from engine.tokens.images import read_photo

SCALES = (1, 2, 4)
"""How many times as wide and high a picture may be written."""
_JPEG_QUALITY = 95


class Content(StrEnum):
    """What a file tells besides its pixels."""

    CLEAN = "clean"
    """Nothing, but for the mark where there is one."""
    RECIPE = "recipe"
    """Prompt, concepts' names, settings, checkpoint and codes; PNG only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """How pictures are given away."""

    content: Content = Content.CLEAN
    mark_people: bool = True
    """Whether pictures of people carry IPTC's mark of pictures that a model made."""
    scale: int = 1
    """Enlarged by Lanczos resampling, which adds no detail."""

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise InputError(f"A scale of {self.scale} is not offered.", remedy="Use 1, 2 or 4.")

    def marks(self, picture: Picture) -> bool:
        """Whether a file of this picture carries the mark."""
        return self.mark_people and picture.shows_person


def export(gallery: Gallery, picture: Picture, path: Path, how: Wrapping | None = None) -> None:
    """Write the picture to `path`, a PNG or JPEG by its ending, whole or not at all.

    InputError where its file is gone, the ending is another one, or JPEG is asked to hold the
    recipe; SetupError where the disk refuses.
    """
    how = how or Wrapping()
    ending = path.suffix.lower()
    packet = mark.PACKET if how.marks(picture) else ""
    if ending == ".png":
        drawing = _drawing(gallery, picture, _pixels(picture, how.scale))
        save(drawing, path, recipe=how.content is Content.RECIPE, xmp=packet)
    elif ending in (".jpg", ".jpeg") and how.content is Content.CLEAN:
        write_whole(path, _jpeg(_pixels(picture, how.scale), packet))
    else:
        raise InputError(
            f"{path.name} cannot hold this picture.",
            remedy="Use the ending .png, or .jpg for a picture without its recipe.",
        )


def file_name(picture: Picture, how: Wrapping, ending: str = ".png") -> str:
    """A name that tells of its picture only what it was drawn with: seed and enlargement."""
    enlarged = f"-lanczos-{how.scale}x" if how.scale > 1 else ""
    return f"drawing-{picture.seed}{enlarged}{ending}"


def free_path(folder: Path, name: str) -> Path:
    """A path in `folder` that nothing has yet: `name`, or with a number before its ending."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path


def _pixels(picture: Picture, scale: int) -> Image.Image:
    pixels = read_photo(picture.path)
    size = (pixels.width * scale, pixels.height * scale)
    return pixels if scale == 1 else pixels.resize(size, Image.Resampling.LANCZOS)


def _drawing(gallery: Gallery, picture: Picture, pixels: Image.Image) -> Drawing:
    return Drawing(
        picture=pixels,
        codes=gallery.codes(picture.id),
        prompt=picture.prompt,
        sampling=_sampling(picture.sampling),
        concepts=tuple(subject.name for subject in picture.subjects),
        checkpoint=picture.checkpoint,
    )


def _sampling(facts: Mapping[str, Fact]) -> Sampling:
    """As it was kept; what a newer version has added is left out."""
    known = {name: value for name, value in facts.items() if name in Sampling.__slots__}
    return Sampling(**known)  # type: ignore[arg-type]  # it was written from one, and is checked


def _jpeg(pixels: Image.Image, packet: str) -> bytes:
    content = io.BytesIO()
    marked = {"xmp": packet.encode()} if packet else {}
    pixels.save(content, "JPEG", quality=_JPEG_QUALITY, subsampling=0, **marked)
    return content.getvalue()
