"""Variants of photos: made once, whatever happens meanwhile."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.events import Noticed, finish
from engine.learning.scenery import Studio, vary
from engine.vision.models import Floats
from tests.conftest import Photo


class RedFinder:
    """Takes for the subject whatever is red."""

    def mask(self, image: Image.Image) -> Floats:
        """(H, W)."""
        pixels = np.asarray(image.convert("RGB"), np.int64)
        red = (pixels[..., 0] > 200) & (pixels[..., 1:].max(axis=-1) < 60)
        found: Floats = red.astype(np.float32)
        return found


class Painter:
    """Paints everything green, and remembers what it was told."""

    def __init__(self) -> None:
        self.captions: list[str] = []

    def paint(self, image: Image.Image, mask: Image.Image, caption: str, seed: int) -> Image.Image:
        """Green."""
        self.captions.append(caption)
        return Image.new("RGB", image.size, "green")


@pytest.fixture
def mine(tmp_path: Path) -> list[Path]:
    """Two photos of a red disc on white, one of nothing."""
    paths = [tmp_path / f"{name}.png" for name in ("one", "two", "empty")]
    for path, height in zip(paths, (20, 30, 0), strict=True):
        picture = Image.new("RGB", (80, 60), "white")
        if height:
            ImageDraw.Draw(picture).ellipse((20, 10, 50, 10 + height), fill="red")
        picture.save(path)
    return paths


@pytest.fixture
def studio(tmp_path: Path, photo: Photo) -> Studio:
    """Two pool pictures for backgrounds, one of which is gone."""
    photo(5).save(tmp_path / "pool.png")
    backgrounds = (tmp_path / "pool.png", tmp_path / "gone.png")
    return Studio(segmenter=RedFinder(), inpainter=None, backgrounds=backgrounds, side=48, seed=1)


def test_each_photo_with_a_subject_gets_its_variants(
    mine: list[Path], studio: Studio, tmp_path: Path
) -> None:
    said, job = [], vary(mine, 5, studio, tmp_path / "variants")
    while True:
        try:
            event = next(job)
        except StopIteration as done:
            views = done.value
            break
        said += [event.text] if isinstance(event, Noticed) else []
    assert len(views) == 3 + 2 * 5
    assert len({path.read_bytes() for path in views}) == len(views)
    assert said == ["No subject was found on 1 of the photos; they are used as they are."]
    with Image.open(views[-1]) as last:
        assert last.size == (48, 48)
        assert RedFinder().mask(last).any()


def test_an_interrupted_call_goes_on_with_the_same_variants(
    mine: list[Path], studio: Studio, tmp_path: Path
) -> None:
    whole = finish(vary(mine, 4, studio, tmp_path / "whole"))
    job = vary(mine, 4, studio, tmp_path / "parts")
    for _ in range(4):
        next(job)
    job.close()
    assert 0 < len(list((tmp_path / "parts").iterdir())) < 8
    parts = finish(vary(mine, 4, studio, tmp_path / "parts"))
    assert [path.read_bytes() for path in parts] == [path.read_bytes() for path in whole]


def test_a_painter_is_told_of_places(mine: list[Path], studio: Studio, tmp_path: Path) -> None:
    painter = Painter()
    painted = replace(studio, inpainter=painter)  # type: ignore[arg-type]  # it paints
    views = finish(vary(mine[:1], 3, painted, tmp_path / "variants"))
    assert len(painter.captions) == 3 and all("A photo of" in one for one in painter.captions)
    with Image.open(views[1]) as view:
        colours = {colour for _, colour in view.getcolors(99999) or []}
    assert (0, 128, 0) in colours
