"""How smoothly a gallery of ten thousand pictures scrolls, and how soon it is there.

    python -m bench.gallery [--pictures 10000] [--side 512] [--quick]

A real window scrolls the whole gallery by pages and by the wheel, first without any small view in
the cache, then again with them. A frame is one scroll step until it is painted; `blocked` is the
longest time in which the window answered nothing.
"""

import importlib
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
import numpy as np
from PIL import Image
from PySide6.QtWidgets import QApplication

from bench.bars import Bar, show
from desktop import pages
from desktop.app import Desktop, application, assemble
from desktop.collecting import Collector
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from desktop.watchdog import Watchdog
from desktop.widgets.picture_tiles import PictureTiles
from engine.gallery.picture import NewPicture
from engine.gallery.query import Query
from engine.gallery.store import Gallery
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine

SIZE = (1180, 760)
"""Of the window, in device-independent pixels."""
PATIENCE = 60.0
"""Seconds for the gallery to open."""
FRAMES = 400
"""Of each way of scrolling."""


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
        bars = measured(Path(folder), pictures)
    raise SystemExit(show(bars))


def fill(library: Path, count: int, side: int) -> None:
    """Different pictures of soft noise, as hard to decode as photos are."""
    dice = np.random.default_rng(0)
    patterns = [_pattern(dice, side) for _ in range(16)]
    with Gallery(library) as gallery:
        for number in range(count):
            shifted = np.roll(patterns[number % 16], number, axis=(0, 1))
            gallery.add(
                NewPicture(
                    picture=Image.fromarray(shifted),
                    codes=(number % 8192,),
                    prompt=f"picture {number} of Bo",
                    sampling={"seed": number},
                    checkpoint="0" * 64,
                )
            )


def measured(home: Path, count: int) -> list[Bar]:
    """Bars of opening and scrolling the gallery in this home."""
    for name in pages.modules():  # the app has loaded them long before anybody can ask for a page
        importlib.import_module(name)
    app = application()
    desktop = assemble(home, ScriptedEngine(), SettingsState(Settings()))
    Collector(desktop.window)
    desktop.window.resize(*SIZE)
    desktop.window.show()
    desktop.window.show_place(Place.QUEUE)
    _settle(app, 0.5)
    watchdog = Watchdog()
    watchdog.start()
    began = time.perf_counter()
    desktop.context.navigation.go(Place.GALLERY, Query())
    tiles = _shown(app, desktop, count)
    opened = time.perf_counter() - began
    _settle(app, 1.0)
    bars = [
        Bar(name="gallery open", figure=opened, bound=1.0, at_most=True, unit="s"),
        Bar(name="blocked while opening", figure=1000 * watchdog.longest, bound=50, at_most=True,
            unit="ms"),
    ]  # fmt: skip
    for name in ("first time", "again"):
        watchdog.start()
        frames = list(_scrolled(app, tiles))
        rate = 1 / statistics.quantiles(frames, n=20)[-1]
        bars += [
            Bar(name=f"frames a second at p95, {name}", figure=rate, bound=30),
            Bar(name=f"blocked while scrolling, {name}", figure=1000 * watchdog.longest, bound=50,
                at_most=True, unit="ms"),
        ]  # fmt: skip
    watchdog.stop()
    desktop.close()
    return bars


def _scrolled(app: QApplication, tiles: PictureTiles) -> Iterator[float]:
    """Seconds of each frame: from the top to the end in large steps, then wheel by wheel."""
    bar = tiles.verticalScrollBar()
    steps = [round(bar.maximum() * part / FRAMES) for part in range(FRAMES)]
    steps += [min(bar.maximum(), part * 3 * bar.singleStep()) for part in range(FRAMES)]
    for value in steps:
        began = time.perf_counter()
        bar.setValue(value)
        tiles.viewport().repaint()
        app.processEvents()
        yield time.perf_counter() - began


def _pattern(dice: np.random.Generator, side: int) -> np.ndarray:
    """(side, side, 3) uint8."""
    small = dice.integers(0, 256, (16, 16, 3), np.uint8)
    smooth = Image.fromarray(small).resize((side, side), Image.Resampling.BICUBIC)
    noise = dice.normal(0, 6, (side, side, 3))
    return np.clip(np.asarray(smooth, np.float32) + noise, 0, 255).astype(np.uint8)


def _shown(app: QApplication, desktop: Desktop, count: int) -> PictureTiles:
    """The tiles, as soon as they show so many pictures. LookupError where they never do."""
    ends = time.perf_counter() + PATIENCE
    while time.perf_counter() < ends:
        app.processEvents()
        tiles = desktop.window.findChild(PictureTiles)
        if tiles is not None and tiles.model().rowCount() == count:
            return tiles
    raise LookupError("the gallery did not open")


def _settle(app: QApplication, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    main()
