"""Contact sheets for the report: many small pictures in one WebP file."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Pictures = NDArray[np.uint8]

ZOOM = 2
COLUMNS = 16
LABEL, LETTERS = 42, 16
"""Pixels below each row for the words; letters of a line of them."""


def rows(pictures: Sequence[Pictures]) -> Image.Image:
    """Each (N, S, S, 3) as one row."""
    return _enlarged(np.concatenate([np.concatenate(list(row), axis=1) for row in pictures]))


def labelled(pictures: Pictures, labels: Sequence[str]) -> Image.Image:
    """Pictures (N, S, S, 3) in rows of sixteen, each above its words."""
    side = pictures.shape[1] * ZOOM
    lines = -(-len(pictures) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * side, lines * (side + LABEL)), "white")
    pen = ImageDraw.Draw(sheet)
    for number, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        x, y = number % COLUMNS * side, number // COLUMNS * (side + LABEL)
        sheet.paste(_enlarged(picture), (x, y))
        pen.multiline_text((x + 2, y + side), textwrap.fill(label, LETTERS), fill="black")
    return sheet


def save(sheet: Image.Image, path: Path) -> None:
    """Write a WebP file of a few dozen kilobytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(path, quality=80, method=6)


def _enlarged(pixels: NDArray[np.uint8]) -> Image.Image:
    height, width = pixels.shape[:2]
    size = (width * ZOOM, height * ZOOM)
    return Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC)
