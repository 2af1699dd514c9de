"""A contact sheet: pictures side by side, seeds across, prompts, versions and settings down."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from engine.concepts.concept import Fact
from engine.files import write_whole
from engine.gallery import mark
from engine.gallery.files import png
from engine.gallery.picture import Picture
from engine.tokens.images import read_photo

_GAP, _LEAST_SIDE = 8, 192  # pixels; pictures of the mini are enlarged on the sheet
_LETTERS = 16  # pixels high
_LONGEST = 4096
"""Pixels of the longer side; larger sheets are made of smaller pictures."""
_OF_A_CELL = ("seed", "ahead")
"""Settings that set no rows apart: the one is above the column, the other only saves time."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Pictures in rows of equal length with titles; None where one is missing."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Picture | None, ...], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What pictures of one row have in common."""

    prompt: str
    subjects: tuple[tuple[str, int], ...]
    """Ids and versions."""
    settings: tuple[tuple[str, Fact], ...]
    time: int = 1
    """Of those that have all of it and the seed in common, which one: each has its place."""

    @property
    def versions(self) -> str:
        """As titles tell them; empty where there is no concept."""
        return "v" + "+".join(str(version) for _, version in self.subjects) if self.subjects else ""


def sheet_file(sheet: Image.Image, pictures: Iterable[Picture], *, mark_people: bool) -> bytes:
    """A sheet of these pictures as a PNG file of pixels alone, but for the mark.

    Where `mark_people`, a sheet that shows a person says that a model made it, as a picture does.
    """
    marked = mark_people and any(picture.shows_person for picture in pictures)
    return png(sheet, mark.PACKET if marked else "")


def write_sheet(path: Path, pictures: Sequence[Picture], *, mark_people: bool) -> None:
    """Write these pictures, at least one, as a titled sheet in their order, whole or not at all.

    SetupError where the disk refuses; else as `titled_sheet`.
    """
    sheet = titled_sheet(grid(pictures))
    write_whole(path, sheet_file(sheet, pictures, mark_people=mark_people))


def grid(pictures: Sequence[Picture]) -> Grid:
    """The pictures by seed (across), and by prompt, versions and settings (down), as they come.

    Every picture has a place of its own. Titles tell what sets rows of one sheet apart.
    """
    seeds = list(dict.fromkeys(picture.seed for picture in pictures))
    known: dict[tuple[_Row, int], Picture] = {}
    times: Counter[tuple[_Row, int]] = Counter()
    for picture in pictures:
        times[_row(picture), picture.seed] += 1
        known[_row(picture, times[_row(picture), picture.seed]), picture.seed] = picture
    rows = list(dict.fromkeys(row for row, _ in known))
    return Grid(
        tuple(str(seed) for seed in seeds),
        tuple(_titles(rows)),
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


def _row(picture: Picture, time: int = 1) -> _Row:
    settings = {name: value for name, value in picture.sampling.items() if name not in _OF_A_CELL}
    return _Row(
        picture.asked,
        tuple((subject.concept, subject.version) for subject in picture.subjects),
        (*sorted(settings.items()), ("model", picture.checkpoint[:8])),
        time,
    )


def _titles(rows: Sequence[_Row]) -> list[str]:
    """The prompts, each with those of its versions and settings that others have otherwise."""
    several = len({row.versions for row in rows}) > 1
    values = {name for row in rows for name, _ in row.settings}
    told = {name for name in values if len({dict(row.settings).get(name) for row in rows}) > 1}
    titles = []
    for row in rows:
        notes = [row.versions] if several and row.versions else []
        notes += [f"{name} {value}" for name, value in row.settings if name in told]
        titles.append(f"{row.prompt} ({', '.join(notes)})" if notes else row.prompt)
    return titles


def _smooth(picture: Picture, side: int) -> Image.Resampling:
    return Image.Resampling.LANCZOS if picture.width > side else Image.Resampling.NEAREST


def _fitting(words: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> str:
    line = " ".join(words.split())
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line}…"
