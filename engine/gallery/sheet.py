"""A contact sheet: pictures of one job side by side, seeds across, prompts and versions down."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from engine.gallery.picture import Picture
from engine.tokens.images import read_photo

_GAP, _LEAST_SIDE = 8, 192  # pixels; pictures of the mini are enlarged on the sheet
_LETTERS = 16  # pixels high
_LONGEST = 4096
"""Pixels of the longer side; larger sheets are made of smaller pictures."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Pictures in rows of equal length with titles; None where one is missing."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Picture | None, ...], ...]


def grid(pictures: Sequence[Picture]) -> Grid:
    """The pictures of one job by seed (across) and by prompt and version (down)."""
    seeds = list(dict.fromkeys(picture.seed for picture in pictures))
    rows = list(dict.fromkeys(_row(picture) for picture in pictures))
    known = {(_row(picture), picture.seed): picture for picture in pictures}
    several = len({versions for _, versions in rows}) > 1
    return Grid(
        tuple(str(seed) for seed in seeds),
        tuple(
            f"{prompt} (v{'+'.join(map(str, versions))})" if several and versions else prompt
            for prompt, versions in rows
        ),
        tuple(tuple(known.get((row, seed)) for seed in seeds) for row in rows),
    )


def contact_sheet(pictures: Sequence[Image.Image]) -> Image.Image:
    """All pictures, of one size, in a near-square grid on white; small ones are enlarged."""
    columns = math.ceil(math.sqrt(len(pictures)))
    rows = math.ceil(len(pictures) / columns)
    side = pictures[0].width * max(1, math.ceil(_LEAST_SIDE / pictures[0].width))
    cell = side + _GAP
    sheet = Image.new("RGB", (columns * cell + _GAP, rows * cell + _GAP), "white")
    for place, picture in enumerate(pictures):
        enlarged = picture.resize((side, side), Image.Resampling.NEAREST)
        sheet.paste(enlarged, (_GAP + place % columns * cell, _GAP + place // columns * cell))
    return sheet


def titled_sheet(grid: Grid) -> Image.Image:
    """The grid on white with seeds above and prompts over each row.

    InputError where a picture cannot be read; a missing one leaves its place empty.
    """
    side = min(_LEAST_SIDE, max(48, _LONGEST // max(len(grid.columns), len(grid.rows))))
    cell, title = side + _GAP, _LETTERS + _GAP
    width = len(grid.columns) * cell + _GAP
    sheet = Image.new("RGB", (width, title + len(grid.rows) * (cell + title) + _GAP), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(_LETTERS)
    for column, seed in enumerate(grid.columns):
        pen.text((_GAP + column * cell, _GAP), seed, "black", font)
    for number, (words, row) in enumerate(zip(grid.rows, grid.cells, strict=True)):
        top = title + number * (cell + title) + _GAP
        pen.text((_GAP, top), _fitting(words, font, width - 2 * _GAP), "black", font)
        for column, picture in enumerate(row):
            if picture is not None and picture.path.exists():
                small = read_photo(picture.path).resize((side, side), _smooth(picture, side))
                sheet.paste(small, (_GAP + column * cell, top + title))
    return sheet


def _row(picture: Picture) -> tuple[str, tuple[int, ...]]:
    return picture.asked, tuple(subject.version for subject in picture.subjects)


def _smooth(picture: Picture, side: int) -> Image.Resampling:
    return Image.Resampling.LANCZOS if picture.width > side else Image.Resampling.NEAREST


def _fitting(words: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    line = " ".join(words.split())
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line}…"
