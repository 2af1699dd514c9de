"""A person's own ONNX network that enlarges pictures, checked, and run tile by tile. No torch."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import product
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import FormatError, InputError, SetupError
from engine.events import Job, Progress
from engine.vision.models import Floats, open_session, to_planes

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, TensorProto, ValueInfoProto
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

NOTE = "Enlarging"
FACTORS = (2, 4)
"""How many times as wide and high a network may make a picture."""
TILE = 128
"""Pixels of a tile's side, where the network takes any size."""
_TRIED = 48
"""The same, where it is only tried."""
OVERLAP = 16
"""Pixels around a tile that are computed twice, so that no seam is seen."""
LARGEST_FILE = 512 * 2**20
"""Bytes; the largest that are in use take 70 MB."""
OPSETS = range(9, 27)
"""Versions of ONNX's operators that are opened."""
_DOMAINS = frozenset({"", "ai.onnx", "com.microsoft"})
"""Operators of others would be code of theirs."""
_LOOK = 0.2
"""Seconds between two looks at whether to stop, while a tile is computed."""
_REMEDY = "Choose a network of float32 that takes and gives RGB of 0 to 1, 2 or 4 times as large."


class Upscaler:
    """An open network that was tried; pictures of any size go through it in tiles."""

    def __init__(self, session: "InferenceSession", tile: int, factor: int) -> None:
        """`tile` is the side of what it is given, in pixels."""
        self._session, self._tile = session, tile
        self.factor = factor
        """How many times as wide and high it makes a picture."""

    def enlarge(self, picture: Image.Image) -> Job[Image.Image]:
        """`factor` times as wide and high. Closing the job ends within about a second."""
        planes = to_planes(picture.convert("RGB"), 0, 255)[0]
        inner, times = self._tile - 2 * OVERLAP, self.factor
        rows, columns = (ceil(side / inner) for side in planes.shape[1:])
        missing = (rows * inner - planes.shape[1], columns * inner - planes.shape[2])
        around = [(0, 0), *((OVERLAP, OVERLAP + more) for more in missing)]
        padded = np.pad(planes, around, mode="edge")
        large = np.zeros((rows * inner * times, columns * inner * times, 3), np.uint8)
        for number, (row, column) in enumerate(product(range(rows), range(columns))):
            top, left = row * inner, column * inner
            tile = padded[None, :, top : top + self._tile, left : left + self._tile]
            pixels = yield from _computed(
                self._session, tile, Progress(number, rows * columns, NOTE)
            )
            there = np.s_[top * times :, left * times :]
            large[there][: inner * times, : inner * times] = self._inside(pixels)
        width, height = picture.size
        return Image.fromarray(large[: height * times, : width * times])

    def _inside(self, pixels: Floats) -> NDArray[np.uint8]:
        """(1, 3, H, W) of 0…1 → levels (h, w, 3) without the overlap."""
        edge = OVERLAP * self.factor
        inner = pixels[0, :, edge:-edge, edge:-edge]
        return np.rint(np.clip(inner, 0, 1) * 255).astype(np.uint8).transpose(1, 2, 0)


def open_upscaler(path: Path, threads: int = 0) -> Job[Upscaler]:
    """Open and try an ONNX file. InputError where there is none, FormatError where it is unfit.

    It takes one float32 picture (1, 3, H, W) of 0…1 and gives one 2 or 4 times as large; all of it
    lies in the one file. `threads` = 0 takes one per core.
    """
    content = _content(path)
    given = _checked(content, path.name)
    try:
        session = open_session(content, threads)
    except Exception as error:  # ONNX Runtime has an exception for each of its codes
        raise _unfit(path.name, "it cannot be opened") from error
    factor = yield from _tried(session, given or _TRIED, path.name)
    return Upscaler(session, given or TILE, factor)


def _tried(session: "InferenceSession", side: int, name: str) -> Job[int]:
    """How much larger it makes a grey tile, which has to stay grey."""
    grey = np.full((1, 3, side, side), 0.5, np.float32)
    try:
        given = yield from _computed(session, grey, Progress(0, 1, "Checking the upscaler"))
    except Exception as error:  # as above
        raise _unfit(name, "it stops with an error") from error
    factor = given.shape[-1] // side if given.ndim == 4 else 0
    if factor not in FACTORS or given.shape != (1, 3, side * factor, side * factor):
        raise _unfit(name, "it does not make a picture 2 or 4 times as large")
    if not 0.25 < float(given.mean()) < 0.75:
        raise _unfit(name, "grey does not stay grey in it")
    return factor


def _computed(session: "InferenceSession", tile: Floats, told: Progress) -> Job[Floats]:
    """One tile; between two looks it can be stopped, even in the middle of the network."""
    from onnxruntime import RunOptions

    options = RunOptions()
    inputs = {session.get_inputs()[0].name: np.ascontiguousarray(tile)}
    with ThreadPoolExecutor(1) as aside:
        future: Future[list[Floats]] = aside.submit(session.run, None, inputs, options)
        try:
            while True:
                yield told
                try:
                    return future.result(_LOOK)[0]
                except TimeoutError:
                    continue
        finally:
            options.terminate = True


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _unfit(path.name, f"it is larger than {LARGEST_FILE // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read.", remedy="Choose an .onnx file.") from error


def _checked(content: bytes, name: str) -> int:
    """The side of pictures that it takes, 0 where that is free. FormatError where it is unfit."""
    model = _parsed(content, name)
    versions = {one.domain: one.version for one in model.opset_import}
    if strange := versions.keys() - _DOMAINS:
        raise _unfit(name, f"it needs operators of {', '.join(sorted(strange))}")
    version = versions.get("", versions.get("ai.onnx", 0))
    if version not in OPSETS:
        raise _unfit(name, f"it has opset {version}; {OPSETS[0]} to {OPSETS[-1]} are read")
    graphs = [model.graph, *model.functions]
    if any(tensor.data_location for graph in graphs for tensor in _tensors(graph)):
        raise _unfit(name, "a part of it lies in another file")
    weights = {one.name for one in model.graph.initializer}
    given = [one for one in model.graph.input if one.name not in weights]
    if len(given) != 1 or len(model.graph.output) != 1:
        raise _unfit(name, "it has more than one input or output")
    _side(model.graph.output[0], name)
    return _side(given[0], name)


def _parsed(content: bytes, name: str) -> "ModelProto":
    try:
        import onnx
    except ImportError as error:
        raise SetupError(
            "The onnx package is not installed.", remedy="Install it: pip install onnx"
        ) from error
    try:
        return onnx.load_model_from_string(content)
    except Exception as error:  # protobuf's own, whose package has no types
        raise _unfit(name, "it is no ONNX file") from error


def _tensors(graph: "GraphProto | Any") -> Iterator["TensorProto"]:
    """Every tensor that stands in a graph, or in a function of the file."""
    yield from getattr(graph, "initializer", ())
    for sparse in getattr(graph, "sparse_initializer", ()):
        yield from (sparse.values, sparse.indices)
    for attribute in (one for node in graph.node for one in node.attribute):
        yield from (attribute.t, *attribute.tensors)
        for inside in (*([attribute.g] if attribute.HasField("g") else []), *attribute.graphs):
            yield from _tensors(inside)


def _side(value: "ValueInfoProto", name: str) -> int:
    """The fixed side of square pictures, 0 where height and width are free."""
    tensor = value.type.tensor_type
    batch, planes, height, width = ([one.dim_value for one in tensor.shape.dim] + [-1] * 4)[:4]
    if tensor.elem_type != 1 or len(tensor.shape.dim) != 4 or planes not in (0, 3) or batch > 1:
        raise _unfit(name, f"{value.name} is not one picture of float32 (1, 3, height, width)")
    if height != width or 0 < height < 3 * OVERLAP:
        raise _unfit(name, f"{value.name} has tiles that are no squares, or too small ones")
    return int(height)


def _unfit(name: str, why: str) -> FormatError:
    return FormatError(f"{name} is no upscaler that can be used: {why}.", remedy=_REMEDY)
