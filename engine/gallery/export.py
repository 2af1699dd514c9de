"""Pictures given away: pixels alone, or with their recipe; marked as made by a model or not."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PIL import Image

from engine.concepts.concept import Fact
from engine.errors import InputError
from engine.events import Job, Progress
from engine.files import write_whole
from engine.gallery import mark
from engine.gallery.picture import Picture
from engine.gallery.store import Gallery
from engine.runtime.drawing import Drawing, save
from engine.runtime.sampling import Sampling
from engine.tokens.images import read_photo
from engine.vision import upscalers

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
    """Enlarged by Lanczos resampling, which adds no detail, or by the upscaler."""
    upscaler: str = ""
    """The name of a person's own network that enlarges `scale` times; see `given_away`."""
    jpeg: bool = False
    """Whether a name is given the ending of JPEG instead of PNG."""

    def __post_init__(self) -> None:
        if self.scale not in SCALES:
            raise InputError(f"A scale of {self.scale} is not offered.", remedy="Use 1, 2 or 4.")

    def marks(self, picture: Picture) -> bool:
        """Whether a file of this picture carries the mark."""
        return self.mark_people and picture.shows_person


def export(
    gallery: Gallery,
    picture: Picture,
    path: Path,
    how: Wrapping | None = None,
    pixels: Image.Image | None = None,
) -> None:
    """Write the picture to `path`, a PNG or JPEG by its ending, whole or not at all.

    `pixels` are the picture as an upscaler has enlarged it; else Lanczos does. InputError where its
    file is gone, the ending is another one, or JPEG is asked to hold the recipe; SetupError where
    the disk refuses.
    """
    how = how or Wrapping()
    ending = path.suffix.lower()
    packet = mark.PACKET if how.marks(picture) else ""
    pixels = pixels or _pixels(picture, how.scale)
    if ending == ".png":
        drawing, texts = (
            _drawing(gallery, picture, pixels),
            {mark.KEYWORD: packet} if packet else {},
        )
        save(drawing, path, recipe=how.content is Content.RECIPE, texts=texts)
    elif ending in (".jpg", ".jpeg") and how.content is Content.CLEAN:
        write_whole(path, _jpeg(pixels, packet))
    else:
        raise InputError(
            f"{path.name} cannot hold this picture.",
            remedy="Use the ending .png, or .jpg for a picture without its recipe.",
        )


def file_name(picture: Picture, how: Wrapping) -> str:
    """A name that tells of its picture only what it was drawn with: seed and enlargement."""
    enlarged = f"-{how.upscaler or 'lanczos'}-{how.scale}x" if how.scale > 1 else ""
    return f"drawing-{picture.seed}{enlarged}{'.jpg' if how.jpeg else '.png'}"


def free_path(folder: Path, name: str) -> Path:
    """A path in `folder` that nothing has yet: `name`, or with a number before its ending."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        number += 1
    return path


def given_away(
    library: Path, ids: Sequence[str], place: Path, how: Wrapping, threads: int = 0
) -> Job[list[Path]]:
    """Write pictures into the folder `place` under free names, or a single one to that file.

    With an upscaler it takes a while, and each picture is written once it is enlarged. Errors as
    of `export`; InputError where the upscaler is gone or makes pictures of another size.
    """
    upscaler = None
    if how.upscaler:
        upscaler = yield from upscalers.opened(how.upscaler, threads)
        if upscaler.factor != how.scale:
            raise InputError(
                f"{how.upscaler} makes pictures {upscaler.factor} times as large.",
                remedy=f"Ask for a scale of {upscaler.factor}.",
            )
    written: list[Path] = []
    with Gallery(library) as gallery:
        pictures = gallery.pictures(ids)
        for picture in pictures:
            pixels = None
            if upscaler:
                job = upscaler.enlarge(read_photo(picture.path))
                pixels = yield from _told(job, len(written), len(pictures))
            named = free_path(place, file_name(picture, how)) if place.is_dir() else place
            export(gallery, picture, named, how, pixels)
            written.append(named)
    return written


def _told(job: Job[Image.Image], before: int, count: int) -> Job[Image.Image]:
    """The progress of one picture as that of `count`."""
    try:
        while True:
            event = next(job)
            if isinstance(event, Progress):
                total = event.total
                yield Progress(before * total + event.done, count * total, event.note)
    except StopIteration as ended:
        enlarged: Image.Image = ended.value
        return enlarged
    finally:
        job.close()


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
