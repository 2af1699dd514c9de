"""Meshes rendered once into G-buffers, from which any look can be painted later: the format.

A mesh's buffer is a file `<id>.npy` of (views, 96, 96, 11) uint8 beside `<id>.json`. Channels:

    0      part, 0 the largest by visible area
    1-3    object-space position in the bounding box, 0..255
    4-6    camera-space normal (x right, y up, z to the viewer), 128 + 127 n
    7-9    albedo, sRGB
    10     alpha, the covered share of the pixel

Views 0-11 stand 6 degrees above the object, 12-23 at 17 degrees; view i looks at it turned by
30 * i degrees from the front. People have nine portraits more, from view 24 on: head and
shoulders, turned by -60 to 60 degrees. Every view is framed to fill FILL of the picture.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIDE = 96
FILL = 0.84
YAWS = tuple(range(0, 360, 30))
ELEVATIONS = (6.0, 17.0)
PORTRAITS = tuple(range(-60, 61, 15))
FIRST_PORTRAIT = len(YAWS) * len(ELEVATIONS)

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mesh:
    """What the world knows of a rendered mesh."""

    id: str
    noun: str
    kind: str
    split: str
    rank: int
    areas: tuple[float, ...]  # share of the visible area, by part
    lightness: tuple[float, ...]  # mean luma of the albedo, 0..1, by part
    natural: tuple[int, ...]  # parts that no look paints
    half: tuple[float, float, float]  # proportions of the bounding box; the longest is 1


class Gallery:
    """The rendered meshes of a folder; buffers are mapped when first drawn."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.meshes: tuple[Mesh, ...] = tuple(_meshes(folder))
        self._by_id = {mesh.id: mesh for mesh in self.meshes}
        self._buffers: dict[str, Bytes] = {}

    def mesh(self, mesh_id: str) -> Mesh:
        return self._by_id[mesh_id]

    def view(self, mesh_id: str, view: int) -> Bytes:
        """One view of a mesh, (96, 96, 11)."""
        if mesh_id not in self._buffers:
            self._buffers[mesh_id] = np.load(self._folder / f"{mesh_id}.npy", mmap_mode="r")
        picture: Bytes = self._buffers[mesh_id][view]
        return picture

    @staticmethod
    def views_within(yaw: int) -> tuple[int, ...]:
        """The views turned by at most `yaw` degrees from the front."""
        near = [i for i, turn in enumerate(YAWS) if min(turn, 360 - turn) <= yaw]
        return tuple(i + len(YAWS) * row for row in range(len(ELEVATIONS)) for i in near)

    @staticmethod
    def portraits() -> tuple[int, ...]:
        """The head-and-shoulder views of a person."""
        return tuple(range(FIRST_PORTRAIT, FIRST_PORTRAIT + len(PORTRAITS)))


def _meshes(folder: Path) -> Iterator[Mesh]:
    for file in sorted(folder.glob("*.json")):  # lists of JSON become the tuples of Mesh
        facts: dict[str, Any] = json.loads(file.read_text())
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()
        }
        yield Mesh(**values)
