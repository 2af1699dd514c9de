"""A hundred views of each photo on other backgrounds, made once: learning from positives alone."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.events import Job, Noticed, Progress
from engine.files import storing, write_whole
from engine.tokens.images import read_photo, square
from engine.vision.segmenter import SubjectFinder, subject_box

if TYPE_CHECKING:
    from PIL.Image import Image

    from engine.model.inpainting import Inpainter
    from engine.training.augmentation import CutOut

NOTE = "Varying photos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What variants are made with."""

    segmenter: SubjectFinder
    inpainter: "Inpainter | None"
    """None: subjects are pasted onto `backgrounds`."""
    backgrounds: tuple[Path, ...]
    """Pictures of other things; their own subjects are filled from around them."""
    side: int
    """Pixels of a variant."""
    seed: int


def vary(
    positives: Sequence[Path], count: int, studio: Studio, folder: Path
) -> Job[tuple[Path, ...]]:
    """`count` variants of each photo in `folder`, and the photos: all of equal weight.

    What lies there from an interrupted call is kept. A photo without a subject counts as it is.
    """
    with storing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    lost = 0
    for number, path in enumerate(positives):
        cut = _cut_out(read_photo(path), studio.segmenter)
        lost += cut is None
        for variant in range(count if cut else 0):
            yield Progress(number * count + variant, len(positives) * count, NOTE)
            how = "painted" if studio.inpainter else "pasted"
            file = folder / f"{path.stem}-{how}-{studio.seed}-{variant:03}.png"
            if cut and not file.exists():
                write_whole(file, _png(_variant(cut, studio, f"{path.stem}/{variant}")))
            made.append(file)
    if lost:
        yield Noticed(f"No subject was found on {lost} of the photos; they are used as they are.")
    return (*positives, *made)


def _cut_out(photo: "Image", segmenter: SubjectFinder) -> "CutOut | None":
    import PIL.Image

    from engine.training.augmentation import CutOut

    mask = segmenter.mask(photo)
    box = subject_box(mask)
    if box is None:
        return None
    levels = PIL.Image.fromarray((mask * 255).round().astype("uint8"))
    return CutOut(photo.crop(box), levels.crop(box))


def _variant(cut: "CutOut", studio: Studio, name: str) -> "Image":
    from engine.training import augmentation

    dice = random.Random(f"{studio.seed}/{name}")
    subject = augmentation.placed(cut, studio.side, dice)
    if studio.inpainter is None:
        return augmentation.over(subject, _background(studio, dice))
    caption = dice.choice(augmentation.background_captions())
    seed = dice.randrange(2**32)
    painted = studio.inpainter.paint(subject.picture, subject.around, caption, seed)
    return augmentation.over(subject, painted)


def _background(studio: Studio, dice: random.Random) -> "Image":
    """A pool picture without its subject; white where none can be read."""
    import PIL.Image

    from engine.training.augmentation import emptied

    for path in dice.sample(studio.backgrounds, min(8, len(studio.backgrounds))):
        try:
            picture = square(read_photo(path), studio.side)
        except InputError:  # it vanished or broke since the pool was looked through
            continue
        return emptied(picture, studio.segmenter.mask(picture))
    return PIL.Image.new("RGB", (studio.side, studio.side), "white")


def _png(picture: "Image") -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
