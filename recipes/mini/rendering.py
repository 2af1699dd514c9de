"""Casts rays at meshes and writes their G-buffers. Needs trimesh with embreex."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import trimesh
from numpy.typing import NDArray

from recipes.mini.catalogue import Entry
from recipes.mini.gbuffers import ELEVATIONS, FILL, PORTRAITS, SIDE, YAWS, Bytes, Mesh

SAMPLES = 2  # rays along a pixel's side
LAYERS = 6  # transparent texels a ray may pass through
MAX_PARTS = 16
HEAD_AND_SHOULDERS = 0.3  # of a standing person's height
CLOTHES = re.compile("upper|lower|shoe|shirt|skirt|suit|tie$", re.IGNORECASE)
LEAST_HEAD = 0.45  # in radii of the mesh, for people who sit or lie
HEAD_UP = 4.0  # degrees above the head that a portrait is taken from

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Named(Protocol):
    """What a mesh must be told to be rendered (a catalogue entry has it)."""

    @property
    def id(self) -> str: ...
    @property
    def noun(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def split(self) -> str: ...
    @property
    def rank(self) -> int: ...


def render_all(wanted: Iterable[Entry], folder: Path) -> Iterator[str]:
    """Render what is not there yet, name anew what is; yields the id of each mesh rendered."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in wanted:
        if (folder / f"{entry.id}.json").exists():
            _name_anew(entry, folder / f"{entry.id}.json")
        else:
            render(load(entry), entry, folder)
            yield entry.id


def load(entry: Entry) -> list[trimesh.Trimesh]:
    """The parts of a mesh, one per material, in catalogue axes (y up, front to +z)."""
    scene = trimesh.load_scene(entry.model, process=False)
    turn = np.eye(4)
    turn[:3, :3] = entry.rotation
    parts = []
    for node in scene.graph.nodes_geometry:
        transform, name = scene.graph[node]
        part = scene.geometry[name].copy()
        if isinstance(part, trimesh.Trimesh) and len(part.faces):
            part.apply_transform(turn @ transform)
            parts.append(part)
    return parts


def render(parts: Sequence[trimesh.Trimesh], named: Named, folder: Path, side: int = SIDE) -> None:
    """Write the buffer of a mesh, then its facts: a kill leaves no half mesh behind."""
    subject = Subject(parts, side)
    views = [subject.view(yaw, up, subject.vertices) for up in ELEVATIONS for yaw in YAWS]
    if named.kind == "person":
        views += [subject.portrait(yaw) for yaw in PORTRAITS]
    buffer = np.stack(views)
    rank, areas = sort_parts(buffer)
    natural = {int(rank[part]) for part in subject.natural(named.kind)} & set(range(len(areas)))
    if len(natural) == len(areas):  # clothes of one texture, told by no name: the largest part
        natural.discard(0)
    facts = Mesh(
        id=named.id,
        noun=named.noun,
        kind=named.kind,
        split=named.split,
        rank=named.rank,
        areas=areas,
        lightness=tuple(_lightness(buffer, part) for part in range(len(areas))),
        natural=tuple(sorted(natural)),
        half=subject.proportions,
    )
    part_file = folder / f"{named.id}.part.npy"
    np.save(part_file, buffer)
    part_file.replace(folder / f"{named.id}.npy")
    (folder / f"{named.id}.json").write_text(json.dumps(asdict(facts)))


def _name_anew(entry: Entry, file: Path) -> None:
    """The table of nouns may have changed since the mesh was rendered."""
    facts = json.loads(file.read_text())
    names = {name: getattr(entry, name) for name in ("noun", "kind", "split", "rank")}
    if facts | names != facts:
        file.write_text(json.dumps(facts | names))


class Subject:
    """A mesh ready for rays: one soup of triangles, centred, of radius 1."""

    def __init__(self, parts: Sequence[trimesh.Trimesh], side: int = SIDE) -> None:
        self._side = side
        vertices = np.concatenate([np.asarray(part.vertices) for part in parts])
        starts = np.cumsum([0] + [len(part.vertices) for part in parts])[:-1]
        pairs = zip(parts, starts, strict=True)
        self._faces: Ints = np.concatenate([part.faces + start for part, start in pairs])
        used = vertices[np.unique(self._faces)]
        centre, size = (used.max(0) + used.min(0)) / 2, np.ptp(used, axis=0)
        radius = float(np.linalg.norm(size)) / 2
        self._points: Floats = (vertices - centre) / radius
        self.vertices: Floats = (used - centre) / radius
        self._half: Floats = np.maximum(size / radius / 2, 1e-6)
        self._normals: Floats = np.concatenate([part.vertex_normals for part in parts])
        self._uv: Floats = np.concatenate([_uv(part) for part in parts])
        self._part: Ints = np.repeat(np.arange(len(parts)), [len(part.faces) for part in parts])
        self._paints = [_paint(part) for part in parts]
        self._names = [_material_name(part) for part in parts]
        soup = trimesh.Trimesh(self._points, self._faces, process=False)
        self._rays = trimesh.ray.ray_pyembree.RayMeshIntersector(soup, scale_to_box=False)

    @property
    def proportions(self) -> tuple[float, float, float]:
        """Half the bounding box by axis; the longest is 1."""
        x, y, z = (round(float(half / self._half.max()), 4) for half in self._half)
        return x, y, z

    def natural(self, kind: str) -> list[int]:
        """The parts a look never paints: the skin and hair of people."""
        if kind != "person":
            return []
        return [i for i, name in enumerate(self._names) if not CLOTHES.search(name)]

    def portrait(self, yaw: float) -> Bytes:
        """Head and shoulders, (side, side, 11), cut level below."""
        cut = self._half[1] - max(HEAD_AND_SHOULDERS * 2 * self._half[1], LEAST_HEAD)
        view = self.view(yaw, HEAD_UP, self.vertices[self.vertices[:, 1] >= cut])
        view[view[..., 2] < (cut / self._half[1] + 1) * 127.5] = 0
        return view

    def view(self, yaw: float, up: float, framed: Floats) -> Bytes:
        """One orthographic view, (side, side, 11), framed around the given vertices."""
        axes = camera_axes(yaw, up)
        origins = _origins(axes, framed, self._side)
        samples = np.zeros((len(origins), 11))
        open_rays: Ints = np.arange(len(origins))
        for _ in range(LAYERS):
            hit = self._hits(origins[open_rays], -axes[2])
            open_rays, hit = open_rays[hit >= 0], hit[hit >= 0]
            if not len(hit):
                break
            seen, solid, depth = self._sample(hit, origins[open_rays], axes)
            samples[open_rays[solid]] = seen[solid]
            open_rays = open_rays[~solid]
            origins[open_rays] -= axes[2] * (depth[~solid, None] + 1e-4)
        return _gather(samples, self._side)

    def _hits(self, origins: Floats, direction: Floats) -> Ints:
        """The first triangle each ray meets, -1 where none."""
        directions = np.broadcast_to(direction, origins.shape)
        found: Ints = self._rays.intersects_first(origins, directions)
        return found

    def _sample(
        self, hit: Ints, origins: Floats, axes: Floats
    ) -> tuple[Floats, NDArray[np.bool_], Floats]:
        """What a ray sees on its triangle: (n, 11), whether it is solid (n), the depth (n)."""
        faces = self._faces[hit]
        weights, depth = _barycentric(self._points[faces], origins, -axes[2])
        blend = weights[:, :, None]
        normals = (self._normals[faces] * blend).sum(1) @ axes.T
        normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
        normals *= np.where(normals[:, 2:] < 0, -1.0, 1.0)  # thin parts show both sides
        places = (self._points[faces] * blend).sum(1)
        texels = self._texels(self._part[hit], (self._uv[faces] * blend).sum(1))
        seen = np.empty((len(hit), 11))
        seen[:, 0] = self._part[hit]
        seen[:, 1:4] = np.clip((places / self._half + 1) * 127.5, 0, 255)
        seen[:, 4:7] = 128 + 127 * normals
        seen[:, 7:10] = texels[:, :3]
        seen[:, 10] = 255
        return seen, texels[:, 3] >= 128, depth

    def _texels(self, part: Ints, uv: Floats) -> Floats:
        """Albedo and alpha, (n, 4) in 0..255."""
        texels = np.empty((len(part), 4))
        for index in np.unique(part):
            here, paint = part == index, self._paints[index]
            rows, columns = paint.shape[:2]
            x = (uv[here, 0] % 1 * columns).astype(int) % columns
            y = ((1 - uv[here, 1]) % 1 * rows).astype(int) % rows
            texels[here] = paint[y, x]
        return texels


def camera_axes(yaw: float, up: float) -> Floats:
    """(3, 3): the camera's right, up and backward axes, for degrees round and above the object."""
    turn, tilt = np.radians(yaw), np.radians(up)
    back = np.array([np.sin(turn) * np.cos(tilt), np.sin(tilt), np.cos(turn) * np.cos(tilt)])
    right = np.array([np.cos(turn), 0.0, -np.sin(turn)])
    return np.stack([right, np.cross(back, right), back])


def sort_parts(buffer: Bytes) -> tuple[Bytes, tuple[float, ...]]:
    """Number the parts by visible area, the largest 0, in place.

    Returns the new number of every old one, (256,), and the share of each new part.
    """
    covered = buffer[..., 10] > 0
    counts = np.bincount(buffer[..., 0][covered], minlength=256)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(256, np.uint8)
    rank[order] = np.minimum(np.arange(256), MAX_PARTS - 1)
    buffer[..., 0] = np.where(covered, rank[buffer[..., 0]], 0)
    shares = np.bincount(buffer[..., 0][covered]) / max(int(covered.sum()), 1)
    return rank, tuple(round(float(share), 4) for share in shares)


def _origins(axes: Floats, framed: Floats, pixels: int) -> Floats:
    """Where the rays of a view start: (rays, 3), row by row from the top left."""
    flat = framed @ axes.T
    low, high = flat.min(0), flat.max(0)
    side = float(max(high[0] - low[0], high[1] - low[1])) / FILL
    steps = ((np.arange(pixels * SAMPLES) + 0.5) / (pixels * SAMPLES) - 0.5) * side
    x, y = np.meshgrid((low[0] + high[0]) / 2 + steps, (low[1] + high[1]) / 2 - steps)
    plane = x.reshape(-1, 1) * axes[0] + y.reshape(-1, 1) * axes[1]
    return np.asarray(plane + 3.0 * axes[2])


def _barycentric(corners: Floats, origins: Floats, direction: Floats) -> tuple[Floats, Floats]:
    """Weights (n, 3) of the corners (n, 3, 3) where the rays meet them, and the depth (n)."""
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    away = origins - corners[:, 0]
    cross = np.cross(direction, second)
    scale = (first * cross).sum(1)
    scale = np.where(np.abs(scale) < 1e-15, 1e-15, scale)
    u = np.clip((away * cross).sum(1) / scale, 0, 1)
    turned = np.cross(away, first)
    v = np.clip((turned @ direction) / scale, 0, 1)
    depth = (turned * second).sum(1) / scale
    weights = np.stack([np.clip(1 - u - v, 0, 1), u, v], axis=1)
    return weights / weights.sum(1, keepdims=True), depth


def _gather(samples: Floats, side: int) -> Bytes:
    """Average a pixel's covered rays: (rays, 11) -> (side, side, 11)."""
    grid = samples.reshape(side, SAMPLES, side, SAMPLES, 11).transpose(0, 2, 1, 3, 4)
    grid = grid.reshape(side, side, SAMPLES * SAMPLES, 11)
    covered = grid[..., 10:] > 0
    view = (grid * covered).sum(2) / np.maximum(covered.sum(2), 1)
    view[..., 10] = grid[..., 10].mean(2)
    first = covered[..., 0].argmax(2)[..., None]  # parts cannot be averaged
    view[..., 0] = np.take_along_axis(grid[..., 0], first, 2)[..., 0]
    return np.asarray(np.clip(np.rint(view), 0, 255), dtype=np.uint8)


def _uv(part: trimesh.Trimesh) -> Floats:
    uv = getattr(part.visual, "uv", None)
    return np.zeros((len(part.vertices), 2)) if uv is None else np.nan_to_num(np.asarray(uv))


def _material_name(part: trimesh.Trimesh) -> str:
    return str(getattr(getattr(part.visual, "material", None), "name", ""))


def _paint(part: trimesh.Trimesh) -> Bytes:
    """The texture of a part, (rows, columns, 4); a single texel where it has none."""
    material: Any = getattr(part.visual, "material", None)
    image = getattr(material, "image", None)
    if image is not None and getattr(part.visual, "uv", None) is not None:
        return np.asarray(image.convert("RGBA"))
    colour = np.array(getattr(material, "diffuse", (180, 180, 180, 255)), dtype=np.uint8)
    colour[3] = 255  # glass is drawn solid
    return colour.reshape(1, 1, 4)


def _lightness(buffer: Bytes, part: int) -> float:
    """Mean luma of a part's albedo, 0..1."""
    here = (buffer[..., 0] == part) & (buffer[..., 10] > 0)
    albedo = buffer[..., 7:10][here].astype(np.float64)
    return round(float((albedo @ (0.299, 0.587, 0.114)).mean() / 255), 4) if len(albedo) else 0.5
