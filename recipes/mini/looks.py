"""What an individual looks like: its colours and pattern, painted over a mesh.

Everything here is computed in object space, so an individual looks the same from every side.
"""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recipes.mini.gbuffers import Mesh

Floats = NDArray[np.float32]

# Name -> ranges of hue (degrees), saturation and value: a continuum around each name.
_RANGES: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "red": ((-7, 6), (0.80, 0.98), (0.68, 0.92)),
    "orange": ((22, 32), (0.85, 1.0), (0.90, 1.0)),
    "yellow": ((49, 58), (0.75, 1.0), (0.90, 1.0)),
    "green": ((100, 140), (0.60, 0.95), (0.45, 0.75)),
    "teal": ((172, 186), (0.70, 1.0), (0.55, 0.75)),
    "blue": ((212, 232), (0.70, 0.95), (0.65, 0.95)),
    "purple": ((266, 286), (0.55, 0.85), (0.50, 0.75)),
    "pink": ((322, 342), (0.38, 0.58), (0.92, 1.0)),
    "brown": ((20, 30), (0.55, 0.75), (0.34, 0.48)),
    "black": ((0, 360), (0.0, 0.15), (0.08, 0.15)),
    "white": ((0, 360), (0.0, 0.04), (0.94, 1.0)),
    "grey": ((0, 360), (0.0, 0.05), (0.46, 0.60)),
}
COLOURS: tuple[str, ...] = tuple(_RANGES)
_ALIKE = (
    {"red", "orange"},
    {"red", "pink"},
    {"red", "brown"},
    {"orange", "yellow"},
    {"orange", "brown"},
    {"yellow", "white"},
    {"green", "teal"},
    {"teal", "blue"},
    {"blue", "purple"},
    {"purple", "pink"},
    {"purple", "brown"},
    {"brown", "black"},
    {"white", "grey"},
    {"white", "pink"},
    {"grey", "black"},
    {"grey", "teal"},
)

PATTERN_SHARES: tuple[tuple[str, float], ...] = (
    ("plain", 0.5),
    ("two-tone", 0.1),
    ("striped", 0.1),
    ("spotted", 0.1),
    ("patched", 0.1),
    ("checked", 0.1),
)

MOSTLY_PLAIN: tuple[tuple[str, float], ...] = tuple(
    (name, 0.65 if name == "plain" else 0.07) for name, _ in PATTERN_SHARES
)

EVEN = frozenset({"striped", "patched", "checked"})
"""Patterns whose two colours cover about as much of a thing: neither is its main one to the eye."""

_MAIN, _SECOND, _MUTED, _NATURAL = range(4)
_MAIN_SHARE = 0.6  # of the visible area, at least, wears the main colour
_DARK = 0.12  # luma below which a lesser part (a tyre, an eye) stays as it is
_CLOTHES_SCALE = np.float32(2.2)  # finer patterns, so that a portrait shows both colours
_SHARP = 6.0  # how fast a pattern turns from one colour to the other
_LUMA = np.array((0.299, 0.587, 0.114), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Look:
    """Names a person would use, and the seed of everything finer (exact rgb, phase, scale)."""

    main: str
    second: str  # equals main where the pattern is plain
    pattern: str
    seed: int


def second_colour(rng: np.random.Generator, main: str, pattern: str, colours: Sequence[str]) -> str:
    """A colour that is told from the main one at a glance; the main one if plain."""
    if pattern == "plain":
        return main
    return str(rng.choice([c for c in colours if c != main and {c, main} not in _ALIKE]))


def rgb(colour: str, rng: np.random.Generator) -> Floats:
    """A colour of that name, (3,) in 0..255 sRGB."""
    hue, saturation, value = (rng.uniform(low, high) for low, high in _RANGES[colour])
    return np.float32(255) * np.array(colorsys.hsv_to_rgb(hue / 360 % 1, saturation, value), "f4")


def paint(mesh: Mesh, look: Look, pixels: NDArray[np.uint8]) -> Floats:
    """The painted albedo of covered pixels: (n, 11) of a G-buffer -> (n, 3) in 0..255 sRGB."""
    rng = np.random.default_rng(look.seed)
    main = rgb(look.main, rng)
    second = main if look.pattern == "plain" else rgb(look.second, rng)
    roles = _roles(mesh, look.pattern)
    part = pixels[:, 0]
    role = roles[part]
    albedo = pixels[:, 7:10].astype(np.float32)
    luma = albedo @ _LUMA
    share = (role == _SECOND).astype(np.float32)
    if look.pattern != "plain" and not (look.pattern == "two-tone" and _SECOND in roles):
        places = (pixels[:, 1:4].astype(np.float32) / 127.5 - 1) * np.array(mesh.half, np.float32)
        if mesh.kind == "person":
            places *= _CLOTHES_SCALE
        share = np.where(role == _MAIN, _PATTERNS[look.pattern](places, mesh, rng), share)
    colour = main + share[:, None] * (second - main)
    mean = np.maximum(np.array(mesh.lightness, np.float32) * 255, 8)[part]
    colour *= np.clip(luma / mean, 0.45, 1.45)[:, None] ** np.float32(0.8)
    return _keep_natural(colour, albedo, role, mesh.kind)


def _keep_natural(colour: Floats, albedo: Floats, role: NDArray[np.uint8], kind: str) -> Floats:
    """Unpainted pixels keep their albedo: whole parts, muted parts, the skin of people."""
    natural = role == _NATURAL
    if kind == "person":
        natural |= _is_skin(albedo)
    muted = role == _MUTED
    colour[natural] = albedo[natural]
    grey = albedo[muted] @ _LUMA
    colour[muted] = 0.25 * albedo[muted] + 0.75 * grey[:, None]
    return colour


def _is_skin(albedo: Floats) -> NDArray[np.bool_]:
    red, green, blue = albedo[:, 0], albedo[:, 1], albedo[:, 2]
    warm = (red > 1.12 * green) & (green > 1.05 * blue) & (red < 2.0 * green)
    return np.asarray(warm & (red > 120) & (blue > 0.38 * red))


def _roles(mesh: Mesh, pattern: str) -> NDArray[np.uint8]:
    """The role of each part: enough of the largest ones are main, what is left is lesser."""
    roles = np.full(256, _NATURAL, np.uint8)
    painted = sum(area for part, area in enumerate(mesh.areas) if part not in mesh.natural)
    covered, lesser = 0.0, 0.0
    for part, area in enumerate(mesh.areas):
        if part in mesh.natural:
            continue
        if covered < _MAIN_SHARE * painted:
            roles[part], covered = _MAIN, covered + area
        elif mesh.lightness[part] >= _DARK:
            roles[part], lesser = _MUTED, lesser + area
    if pattern == "two-tone" and lesser >= 0.2 * painted:
        roles[roles == _MUTED] = _SECOND
    return roles


def _edge(wave: Floats) -> Floats:
    """Soft step at zero, so that a pattern's edges do not flicker between views."""
    return np.asarray(np.clip(wave * _SHARP + 0.5, 0, 1), dtype=np.float32)


def _striped(places: Floats, mesh: Mesh, rng: np.random.Generator) -> Floats:
    """Stripes across one of the longer axes, a little tilted."""
    axes = [axis for axis in (0, 1) if mesh.half[axis] >= 0.45]
    direction = rng.uniform(-0.25, 0.25, 3)
    direction[int(rng.choice(axes or [0])) if mesh.kind != "person" else 1] = 1.0
    turns, phase = rng.uniform(1.5, 2.3), rng.uniform(0, 2 * np.pi)
    wave = np.sin(places @ (direction * 2 * np.pi * turns).astype(np.float32) + np.float32(phase))
    return _edge(wave * 0.5)


def _spotted(places: Floats, mesh: Mesh, rng: np.random.Generator) -> Floats:
    """Balls on two interleaved lattices, cut by the surface."""
    period, radius = rng.uniform(0.40, 0.52), rng.uniform(0.30, 0.36)
    grid = places / np.float32(period) + rng.uniform(0, 1, 3).astype(np.float32)
    first = ((grid - np.rint(grid)) ** 2).sum(1)
    grid += 0.5
    second = ((grid - np.rint(grid)) ** 2).sum(1)
    return _edge((np.float32(radius) - np.sqrt(np.minimum(first, second))) * 1.5)


def _patched(places: Floats, mesh: Mesh, rng: np.random.Generator) -> Floats:
    """A few large blots: the sum of five slow waves."""
    waves = rng.normal(0, 1, (3, 5))
    waves *= rng.uniform(3.0, 5.5, 5) / np.linalg.norm(waves, axis=0)
    phases = rng.uniform(0, 2 * np.pi, 5).astype(np.float32)
    field = np.cos(places @ waves.astype(np.float32) + phases)
    return _edge((field.sum(1) - np.float32(0.35)) * 0.5)


def _checked(places: Floats, mesh: Mesh, rng: np.random.Generator) -> Floats:
    """Squares in the plane of height and one diagonal, seen from front and side alike."""
    scale = np.float32(2 * np.pi * rng.uniform(1.1, 1.6))
    across = (places[:, 0] + places[:, 2] * np.float32(0.8)) * scale
    phases = rng.uniform(0, 2 * np.pi, 2).astype(np.float32)
    wave = np.sin(across + phases[0]) * np.sin(places[:, 1] * scale + phases[1])
    return _edge(wave)


def _two_tone(places: Floats, mesh: Mesh, rng: np.random.Generator) -> Floats:
    """The upper part in the second colour; of clothes, the left, so that portraits show it."""
    if mesh.kind == "person":
        return _edge((places[:, 0] - np.float32(rng.uniform(0.0, 0.1))) * 3)
    height = mesh.half[1] * rng.uniform(0.0, 0.35)
    return _edge((places[:, 1] - np.float32(height)) * 3)


_PATTERNS: dict[str, Any] = {
    "striped": _striped,
    "spotted": _spotted,
    "patched": _patched,
    "checked": _checked,
    "two-tone": _two_tone,
}
