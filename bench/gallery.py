"""How smoothly a gallery of ten thousand pictures scrolls, and how soon it is there.

    python -m bench.gallery [--pictures 10000] [--side 512] [--quick]

A real window scrolls the whole gallery by pages and by the wheel, sixty steps a second, first
without any small view in the cache, then with all of them; then all pictures are chosen, labelled,
searched and deleted. A frame is one scroll step until it is painted; `blocked` is the longest time
in which the window answered nothing.
"""

import importlib
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import click
import numpy as np
from PIL import Image

from bench.bars import Bar, show
from bench.work import AFTER, SIZE, Work
from desktop import pages
from desktop.app import Desktop, application, assemble
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from desktop.views.gallery_page import GalleryPage
from desktop.widgets.picture_tiles import PictureTiles
from engine import thumbnails
from engine.gallery.picture import NewPicture
from engine.gallery.query import Query
from engine.gallery.store import Gallery
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine

FRAMES = (400, 40)
"""Of each way of scrolling, and how many where it is only to be seen that it works."""
FRAME = 1 / 60
"""Seconds from one step to the next."""
PATTERNS = 64
"""Pictures that differ in what they show."""


@click.command()
@click.option("--pictures", default=10_000, show_default=True)
@click.option("--side", default=512, show_default=True, help="Pixels of a picture's side.")
@click.option("--quick", is_flag=True, help="300 small pictures: whether it runs.")
def main(pictures: int, side: int, quick: bool) -> None:
    """Fill a gallery in a temporary folder, scroll it, and hold the figures to their bars."""
    if quick:
        pictures, side = 300, 64
    with tempfile.TemporaryDirectory(prefix="gallery-") as folder:
        os.environ["YOCHAMELEON_HOME"] = folder
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        began = time.perf_counter()
        fill(Path(folder) / "library", pictures, side)
        click.echo(f"{pictures} pictures of {side} px kept in {time.perf_counter() - began:.0f} s")
        bars = list(measured(Path(folder), pictures, FRAMES[quick]))
    raise SystemExit(show(bars))


def fill(library: Path, count: int, side: int) -> None:
    """Different pictures of soft noise, as hard to decode as photos are.

    Each has a file of its own name, but their content lies on the disk only once for each pattern,
    and they are listed in one change: to compress ten thousand takes a quarter of an hour.
    """
    dice = np.random.default_rng(0)
    patterns = [Image.fromarray(_pattern(dice, side)) for _ in range(min(count, PATTERNS))]
    with Gallery(library) as gallery, gallery._db.change():
        kept = [gallery._files.folder / gallery._files.keep(pattern) for pattern in patterns]
        for number in range(count):
            file = f"{uuid4().hex}.png"
            pattern = number % len(patterns)
            os.link(kept[pattern], kept[pattern].with_name(file))
            gallery._tables.insert(_picture(number, patterns[pattern]), file)
        gallery._files.remove(file.name for file in kept)


def _picture(number: int, pixels: Image.Image) -> NewPicture:
    return NewPicture(
        picture=pixels,
        codes=(number % 8192,),
        prompt=f"picture {number} of Bo",
        sampling={"seed": number},
        checkpoint="0" * 64,
    )


def measured(home: Path, count: int, frames: int) -> Iterator[Bar]:
    """Bars of opening and scrolling the gallery of this home, and of what is done with it."""
    for name in pages.modules():  # the app has loaded them long before anybody can ask for a page
        importlib.import_module(name)
    app = application()
    desktop = assemble(home, ScriptedEngine(), SettingsState(Settings()))
    work = Work(app, desktop.window)
    desktop.window.show_place(Place.QUEUE)
    work.rest(AFTER)
    with work.measured():
        began = time.perf_counter()
        desktop.context.navigation.go(Place.GALLERY, Query())
        work.until(lambda: _shown(desktop) == count)
        opened = time.perf_counter() - began
    yield Bar(name="gallery open", figure=opened, bound=1.0, at_most=True, unit="s")
    yield work.bar("opening")
    page = desktop.window.page(Place.GALLERY)
    assert isinstance(page, GalleryPage)
    for name in ("first time", "again"):
        with work.measured():
            took = list(_scrolled(work, page._tiles, frames))
        rate = 1 / statistics.quantiles(took, n=20)[-1]
        yield Bar(name=f"frames a second at p95, {name}", figure=rate, bound=30)
        yield work.bar(f"scrolling, {name}")
        make_views(home)
    for name, step in steps(work, page, desktop):
        with work.measured():
            step()
        yield work.bar(name)
    desktop.close()


def steps(
    work: Work, page: GalleryPage, desktop: Desktop
) -> Iterator[tuple[str, Callable[[], None]]]:
    """What a person does with all pictures at once."""
    state, tiles, window = page._state, page._tiles, desktop.window
    every = state.model.ids

    def search() -> None:
        for typed in ("p", "picture 1", ""):
            state.ask(text=typed)
            work.until(lambda: state.current and not state.busy)

    def label() -> None:
        state.set_favourite(every, True)
        work.until(lambda: not state.busy)

    def delete() -> None:
        state.delete(every)
        work.until(lambda: not state.busy)

    def undo() -> None:
        desktop.context.notices.undo()
        work.until(lambda: state.model.rowCount() == len(every))

    yield "making the window narrower", lambda: window.resize(SIZE[0] - 200, SIZE[1])
    yield "choosing all", tiles.selectAll
    yield "making all favourites", label
    yield "searching", search
    yield "deleting all", delete
    yield "taking that back", undo


def make_views(home: Path) -> None:
    """Put into the cache what is not there yet, as far as scrolling has shown which views are used.

    Those of one picture are those of every other one with the same content.
    """
    made = {path.name.split("-")[1] for path in (home / "cache").rglob("*-*-*")}
    views: dict[tuple[int, str], Path] = {}
    for picture in (home / "library" / "pictures").iterdir():
        for side in made:
            content = picture.stat().st_ino, side
            view = thumbnails._place(picture, int(side))
            if content not in views:
                thumbnails.thumbnail(picture, int(side))
                views[content] = view
            elif not view.exists():
                view.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.link(views[content], view)


def _scrolled(work: Work, tiles: PictureTiles, frames: int) -> Iterator[float]:
    """Seconds of each frame: from the top to the end in large steps, then wheel by wheel."""
    bar = tiles.verticalScrollBar()
    steps = [round(bar.maximum() * part / frames) for part in range(frames)]
    steps += [min(bar.maximum(), part * 3 * bar.singleStep()) for part in range(frames)]
    for value in steps:
        began = time.perf_counter()
        bar.setValue(value)
        tiles.viewport().repaint()
        work.rest(0)
        took = time.perf_counter() - began
        work.rest(max(0.0, FRAME - took))
        yield took


def _pattern(dice: np.random.Generator, side: int) -> np.ndarray:
    """(side, side, 3) uint8."""
    small = dice.integers(0, 256, (16, 16, 3), np.uint8)
    smooth = Image.fromarray(small).resize((side, side), Image.Resampling.BICUBIC)
    noise = dice.normal(0, 6, (side, side, 3))
    return np.clip(np.asarray(smooth, np.float32) + noise, 0, 255).astype(np.uint8)


def _shown(desktop: Desktop) -> int:
    """How many pictures the wall has; -1 where there is no wall yet."""
    tiles = desktop.window.findChild(PictureTiles)
    return -1 if tiles is None else tiles.model().rowCount()


if __name__ == "__main__":
    main()
