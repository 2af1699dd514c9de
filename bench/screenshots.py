"""Pictures of every screen: light and dark, at 100 % and 200 %, as small palette PNGs.

    python -m bench.screenshots FOLDER [SCENE …] [--styles light dark] [--scales 100 200]
    python -m bench.screenshots docs/screenshots --content HOME --docs

Each module of bench/screens/ has `SCENES: dict[str, Scene]`, a function over the joined app that
puts the window into a state and returns the widget to be taken. A process of its own takes each
scale, since Qt reads it once. `--content` is a folder that bench/screen_content.py filled: then
concept, drawings, talks and the curves of learning are real. `--docs` takes what docs/ shows: all
at 100 %, the places of the sidebar and two dialogs at 200 % as well, both in light and dark.
"""

import argparse
import gc
import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import oxipng
from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice
from PySide6.QtWidgets import QApplication, QWidget

import bench.screens
from desktop import background, languages
from desktop.app import Desktop, application, assemble
from desktop.state.navigation import Place
from desktop.state.settings import SettingsState
from engine import jobs
from engine.settings import Settings
from tests.desktop.scripted_engine import ScriptedEngine

Scene: TypeAlias = Callable[[Desktop], QWidget]
SIZE = (1180, 760)
"""Of the window, in device-independent pixels."""
PHOTOS = {100: 64, 200: 44}
"""Colours of a palette, by scale in percent: fewer where files would be four times as large."""
WORDS = 24
"""Of a screen without photos."""
_MANY = 4096
"""Colours that only a screen with photos has: edges of letters have hundreds."""
PATIENCE = 30.0
"""Seconds for what is read beside the window."""
_LEVEL = 4
"""Of 6: how hard the pictures are pressed, without loss."""
LARGE = (
    "library", "teach-photos", "chat", "draw", "gallery", "models", "queue", "storage", "logs",
    "settings", "compare", "keys",
)  # fmt: skip
"""Scenes that docs/ shows at 200 % as well: with all of them it would be twice as large."""
EMPTY = ("library-empty", "gallery-empty")
"""Scenes of a home that nothing is in yet."""


def scenes() -> dict[str, Scene]:
    """Every scene of bench/screens/, by name."""
    found: dict[str, Scene] = {}
    for module in pkgutil.iter_modules(bench.screens.__path__):
        found |= importlib.import_module(f"bench.screens.{module.name}").SCENES
    return found


def settle(seconds: float = 0.3) -> None:
    """Let the window's loop turn for a while, so that pictures and lists have come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


@contextmanager
def opened(name: str, style: str = "light", content: Path | None = None) -> Iterator[QWidget]:
    """The widget of a scene, in a home that is empty before, or begins as a copy of `content`."""
    home = Path(tempfile.mkdtemp(prefix="screens-"))
    if content is not None:
        shutil.copytree(content, home, dirs_exist_ok=True)
    os.environ["YOCHAMELEON_HOME"] = str(home)
    real = {job: getattr(jobs, job) for job in ("learn", "draw")}
    was = gc.isenabled()
    gc.disable()  # what a scene leaves is collected behind it, never in the middle of painting
    desktop = assemble(home, ScriptedEngine(), SettingsState(Settings(theme=style)))
    try:
        desktop.window.show_place(Place.QUEUE)
        desktop.window.resize(*SIZE)
        desktop.window.show()
        widget = scenes()[name](desktop)
        settle()
        if content is not None:
            _wait_for_views()
        yield widget
    finally:
        for job, function in real.items():
            setattr(jobs, job, function)
        desktop.window.hide()
        desktop.close()
        desktop.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here
        settle(0.05)
        gc.collect()
        if was:
            gc.enable()
        shutil.rmtree(home, ignore_errors=True)


def _wait_for_views() -> None:
    """Small views are made beside the window, and ask for others once they are shown."""
    for _ in range(3):
        background.wait_for_all(PATIENCE)
        settle(0.2)


def take(name: str, style: str, asked: argparse.Namespace) -> Path:
    """One scene in one style, as a picture in the folder that was asked for."""
    with opened(name, style, None if name in EMPTY else asked.content) as widget:
        path: Path = asked.folder / f"{name}-{style}-{asked.scales[0]}.png"
        _save(widget, path, PHOTOS.get(asked.scales[0], max(PHOTOS.values())))
    return path


def _save(widget: QWidget, path: Path, photos: int) -> None:
    """A palette PNG of the widget, at the scale of its screen."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    picture = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
    path.parent.mkdir(parents=True, exist_ok=True)
    colours = WORDS if picture.getcolors(_MANY) else photos
    picture.quantize(colours, kmeans=1).save(path)  # photos keep their colours
    oxipng.optimize(path, level=_LEVEL)


def main() -> int:
    """Take what was asked for, one process a scale."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("scenes", nargs="*", help="all of them where none is named")
    parser.add_argument("--styles", nargs="+", default=["light", "dark"])
    parser.add_argument("--scales", nargs="+", type=int, default=[100, 200])
    parser.add_argument("--language", choices=languages.LANGUAGES, default="en")
    parser.add_argument("--content", type=Path, help="a home that bench/screen_content.py filled")
    parser.add_argument("--docs", action="store_true", help="what docs/ shows: not everything")
    asked = parser.parse_args()
    if len(asked.scales) > 1:
        return max(_elsewhere(asked, scale) for scale in asked.scales)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(asked.scales[0] / 100)
    app = application()
    languages.install(app, asked.language)
    for name in asked.scenes or (LARGE if asked.docs and asked.scales[0] > 100 else scenes()):
        for style in asked.styles:
            path = take(name, style, asked)
            print(path, f"{path.stat().st_size / 1000:.0f} kB", flush=True)
    app.quit()
    return 0


def _elsewhere(asked: argparse.Namespace, scale: int) -> int:
    command = [sys.executable, "-m", "bench.screenshots", str(asked.folder), *asked.scenes]
    command += ["--styles", *asked.styles, "--scales", str(scale), "--language", asked.language]
    command += ["--content", str(asked.content)] if asked.content else []
    command += ["--docs"] if asked.docs else []
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
