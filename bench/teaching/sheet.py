"""A contact sheet of one subject, so that a person can look at what the figures speak of."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

TILE = 96  # pixels
_TITLE = 16
_EDGE = 2


def contact_sheet(strips: Sequence[tuple[str, Sequence[Image.Image]]]) -> Image.Image:
    """One row of pictures under each title. Small pictures are enlarged pixel by pixel."""
    widest = max(len(pictures) for _, pictures in strips)
    row = TILE + _TITLE + _EDGE
    sheet = Image.new("RGB", (widest * (TILE + _EDGE), row * len(strips)), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (title, pictures) in enumerate(strips):
        pen.text((2, number * row + 2), title, fill="black")
        for place, picture in enumerate(pictures):
            sheet.paste(_tile(picture), (place * (TILE + _EDGE), number * row + _TITLE))
    return sheet


def _tile(picture: Image.Image) -> Image.Image:
    enlarged = max(picture.size) < TILE
    how = Image.Resampling.NEAREST if enlarged else Image.Resampling.LANCZOS
    return picture.resize((TILE, TILE), how)
