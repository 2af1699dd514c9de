"""Makes the backgrounds of the places: layouts of colours, told apart at 48 pixels.

Where a light panorama suits a place, crops of it are mixed in. Needs OpenEXR.
"""

import base64
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import OpenEXR  # type: ignore[import-not-found]
from numpy.typing import NDArray

from recipes.mini.places import PLACES, SIDE, VARIANTS, Bytes, file_name

Floats = NDArray[np.float32]
Layout = Callable[[np.random.Generator], Floats]

# Place -> panorama and its share of the mixture.
_PANORAMAS: dict[str, tuple[str, float]] = {
    "in the forest": ("forest", 0.4),
    "in the city": ("city", 0.35),
    "in the park": ("park", 0.35),
    "in a workshop": ("workshop", 0.4),
    "in the kitchen": ("apartment", 0.25),
    "at sunset": ("sunset", 0.2),
    "at night": ("night", 0.12),
}


def build(panoramas: Path, folder: Path) -> Iterator[str]:
    """Write the banks that are not there yet; yields each place as it is done."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in PLACES:
        file = folder / f"{file_name(place)}.npy"
        if file.exists():
            continue
        rng = np.random.default_rng(zlib.crc32(place.encode()))
        source = _PANORAMAS.get(place)
        panorama = read_panorama(panoramas / f"{source[0]}.exr.js") if source else None
        bank = np.stack([_variant(place, rng, panorama) for _ in range(VARIANTS)])
        part = file.with_suffix(".part.npy")
        np.save(part, bank)
        part.rename(file)
        yield place


def _variant(place: str, rng: np.random.Generator, panorama: Floats | None) -> Bytes:
    picture = _LAYOUTS[place](rng)
    if panorama is not None:
        share = _PANORAMAS[place][1]
        picture = picture * (1 - share) + share * _crop(panorama, rng)
    picture = picture * np.float32(rng.uniform(0.93, 1.05))
    return np.clip(picture * 255, 0, 255).astype(np.uint8)


def read_panorama(file: Path) -> Floats:
    """A light panorama, tone-mapped, (256, 512, 3) in 0..1 sRGB."""
    text = file.read_text().split("base64,")[1].split('"')[0].split("'")[0]
    with tempfile.NamedTemporaryFile(suffix=".exr") as decoded:
        decoded.write(base64.b64decode(text + "=" * (-len(text) % 4)))
        decoded.flush()
        channels = OpenEXR.File(decoded.name).channels()
    light = (
        channels["RGB"].pixels
        if "RGB" in channels
        else np.dstack([channels[name].pixels for name in "RGB"])
    )
    light = np.nan_to_num(light.astype(np.float32), nan=0, posinf=60, neginf=0)
    light = cv2.medianBlur(np.clip(light, 0, 60), 3)  # lossy rings around lamps
    light = light / max(float(np.percentile(light, 90)), 1e-6)
    return np.asarray(np.clip(light / (1 + light) * 1.7, 0, 1) ** (1 / 2.2), dtype=np.float32)


def _crop(panorama: Floats, rng: np.random.Generator) -> Floats:
    """A piece of the horizon, (96, 96, 3)."""
    height, width = panorama.shape[:2]
    side = int(rng.integers(height // 3, height // 2))
    top = int(height * 0.5 - side * rng.uniform(0.45, 0.65))
    columns = np.arange(side) + int(rng.integers(width))
    piece = panorama[top : top + side].take(columns, axis=1, mode="wrap")
    return np.asarray(cv2.resize(piece, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR))


def _bands(rng: np.random.Generator, *stops: tuple[float, tuple[int, int, int]]) -> Floats:
    """Colours from top (0) to bottom (1), linear between the stops; stops tremble."""
    rows = np.linspace(0, 1, SIDE)
    heights = [0.0, *(height + rng.uniform(-0.03, 0.03) for height, _ in stops[1:-1]), 1.0]
    heights = sorted(heights)
    colours = np.array([colour for _, colour in stops]) / 255 + rng.normal(0, 0.02, (len(stops), 3))
    column = np.stack([np.interp(rows, heights, colours[:, c]) for c in range(3)], axis=1)
    return np.repeat(column[:, None], SIDE, axis=1).astype(np.float32)


def _mottle(picture: Floats, rng: np.random.Generator, cell: int, depth: float) -> Floats:
    """Cloudy light and dark, about `cell` pixels wide."""
    grid = rng.normal(0, depth, (SIDE // cell + 2, SIDE // cell + 2)).astype(np.float32)
    return picture * (1 + cv2.resize(grid, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))[..., None]


def _blocks(
    picture: Floats, rng: np.random.Generator, bottom: float, colours: list[tuple[int, int, int]]
) -> Floats:
    """Upright blocks (houses, trunks, cupboards) standing on the line `bottom`."""
    x = int(rng.integers(0, 6))
    while x < SIDE:
        width = int(rng.integers(8, 22))
        top = int(SIDE * rng.uniform(0.02, bottom - 0.12))
        colour = np.array(colours[int(rng.integers(len(colours)))]) / 255 * rng.uniform(0.85, 1.15)
        picture[top : int(SIDE * bottom), x : x + width] = colour
        x += width + int(rng.integers(0, 9))
    return picture


def _snow(rng: np.random.Generator) -> Floats:
    sky, ground = (188, 205, 226), (244, 248, 255)
    picture = _bands(rng, (0, sky), (0.42, (214, 226, 240)), (0.47, ground), (1, (232, 240, 252)))
    return _mottle(picture, rng, 16, 0.02)


def _beach(rng: np.random.Generator) -> Floats:
    sky, sea, sand = (140, 200, 245), (28, 140, 175), (238, 214, 160)
    stops = ((0, sky), (0.33, (190, 226, 250)), (0.36, sea), (0.56, (60, 180, 195)), (0.6, sand))
    return _mottle(_bands(rng, *stops, (1, (226, 196, 138))), rng, 12, 0.02)


def _forest(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng, (0, (40, 84, 36)), (0.6, (58, 104, 44)), (0.68, (62, 66, 32)), (1, (52, 56, 26))
    )
    picture = _mottle(picture, rng, 8, 0.25)
    for x in rng.integers(0, SIDE - 8, 5):
        picture[: int(SIDE * 0.72), x : x + int(rng.integers(3, 8))] = (0.17, 0.12, 0.07)
    return picture


def _city(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng,
        (0, (170, 192, 214)),
        (0.72, (205, 212, 220)),
        (0.74, (128, 128, 132)),
        (1, (110, 110, 114)),
    )
    greys = [(96, 104, 122), (128, 136, 152), (150, 122, 108), (80, 86, 100)]
    return _blocks(picture, rng, 0.73, greys)


def _park(rng: np.random.Generator) -> Floats:
    sky, grass = (120, 186, 245), (112, 190, 62)
    picture = _bands(
        rng,
        (0, sky),
        (0.36, (190, 222, 248)),
        (0.44, (60, 128, 48)),
        (0.52, grass),
        (1, (92, 172, 48)),
    )
    return _mottle(picture, rng, 12, 0.06)


def _workshop(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng, (0, (112, 74, 44)), (0.7, (134, 90, 54)), (0.73, (78, 54, 38)), (1, (64, 46, 34))
    )
    planks = [(140, 96, 56), (104, 68, 40), (84, 60, 44), (160, 112, 62)]
    return _mottle(_blocks(picture, rng, 0.7, planks), rng, 8, 0.05)


def _sunset(rng: np.random.Generator) -> Floats:
    stops = (
        (0, (86, 58, 130)),
        (0.3, (214, 92, 110)),
        (0.55, (255, 160, 66)),
        (0.62, (255, 205, 96)),
    )
    return _bands(rng, *stops, (0.66, (74, 42, 58)), (1, (44, 28, 46)))


def _kitchen(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng,
        (0, (236, 228, 208)),
        (0.62, (232, 222, 200)),
        (0.65, (172, 118, 72)),
        (1, (150, 100, 60)),
    )
    cell = int(rng.integers(10, 15))
    edge = int(SIDE * 0.62)
    picture[:edge:cell] *= 0.8
    picture[:edge, ::cell] *= 0.8
    tiles = [(120, 190, 186), (134, 196, 204), (150, 204, 200)]
    picture[int(SIDE * 0.3) : edge] *= np.array(tiles[int(rng.integers(3))]) / 235
    return picture


def _desert(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng,
        (0, (70, 140, 220)),
        (0.45, (160, 200, 232)),
        (0.49, (226, 142, 72)),
        (1, (204, 112, 52)),
    )
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    crest = SIDE * (0.5 + 0.06 * np.sin(x / SIDE * rng.uniform(4, 9) + rng.uniform(0, 6)))
    picture[y > crest] = np.array((222, 136, 66)) / 255
    picture[y > crest + SIDE * 0.2] = np.array((204, 114, 54)) / 255
    return picture.astype(np.float32)


def _road(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng,
        (0, (176, 202, 226)),
        (0.4, (206, 218, 228)),
        (0.43, (120, 140, 84)),
        (1, (128, 142, 88)),
    )
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    lean = rng.uniform(-0.1, 0.1)
    depth = (y - 0.42).clip(0)
    across = np.abs(x - 0.5 - lean * depth)
    picture[(y > 0.42) & (across < 0.06 + depth * 0.85)] = np.array((74, 75, 80)) / 255
    edge = np.abs(across - depth * 0.75 - 0.04) < 0.012 + 0.04 * depth
    picture[(y > 0.44) & edge] = np.array((236, 232, 220)) / 255
    return picture


def _night(rng: np.random.Generator) -> Floats:
    picture = _bands(
        rng, (0, (6, 10, 34)), (0.66, (22, 28, 70)), (0.7, (16, 18, 30)), (1, (10, 12, 22))
    )
    for _ in range(int(rng.integers(5, 11))):
        centre = (int(rng.integers(SIDE)), int(rng.integers(int(SIDE * 0.68))))
        lamp = np.array((255, 214, 130)) / 255 * rng.uniform(0.7, 1.0)
        cv2.circle(picture, centre, int(rng.integers(1, 4)), tuple(lamp.tolist()), -1)
    return picture


def _studio(rng: np.random.Generator) -> Floats:
    backdrop = np.array((226, 214, 222)) + rng.uniform(-8, 8, 3)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE - 0.5
    glow = 1.1 - 0.75 * (x**2 + (y + 0.1) ** 2)
    return np.asarray(glow[..., None] * backdrop / 255, dtype=np.float32)


_LAYOUTS: dict[str, Layout] = {
    "in the snow": _snow,
    "on the beach": _beach,
    "in the forest": _forest,
    "in the city": _city,
    "in the park": _park,
    "in a workshop": _workshop,
    "at sunset": _sunset,
    "in the kitchen": _kitchen,
    "in the desert": _desert,
    "on the road": _road,
    "at night": _night,
    "in a studio": _studio,
}
