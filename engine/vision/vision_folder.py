"""A person's own CLIP or SigLIP as ONNX, in the place of the bundled embedder. No torch."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL.Image import Image

from engine.errors import FormatError
from engine.vision.models import Floats, open_session, to_unit
from engine.vision.preparation import Preparation

FILES = ("vision_model.onnx", "onnx/vision_model.onnx", "model.onnx", "onnx/model.onnx")
"""Where exporters put the vision half, best first."""
_WANTED = ("image_embeds", "pooler_output", "embeddings")
_BATCH = 8


def find_onnx(folder: Path) -> Path | None:
    """The vision network in a folder; None where there is none as ONNX."""
    return next((folder / name for name in FILES if (folder / name).is_file()), None)


def folder_name(folder: Path, weights: Path) -> str:
    """The folder's name, and eight letters that change with its weights' size and place."""
    facts = f"{weights.relative_to(folder)} {weights.stat().st_size}"
    return f"{folder.resolve().name} {hashlib.sha256(facts.encode()).hexdigest()[:8]}"


class FolderEmbedder:
    """Unit vectors of pictures by the ONNX network in a folder."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        """FormatError where the network is not a vision network with one pooled output."""
        path = find_onnx(folder)
        if path is None:
            raise FormatError(
                f"{folder} holds no vision_model.onnx.", remedy="Choose the folder that has it."
            )
        self.name = folder_name(folder, path)
        self._preparation = Preparation.read(folder)
        # By path: large networks keep their weights in a second file.
        self._session = open_session(str(path), threads)
        inputs = [one.name for one in self._session.get_inputs()]
        outputs = [one.name for one in self._session.get_outputs()]
        pooled = [name for name in _WANTED if name in outputs]
        if inputs != ["pixel_values"] or not pooled:
            raise FormatError(
                f"{path} is no vision network: it takes {', '.join(inputs)}.",
                remedy="Export the vision half alone, with pixel_values as its only input.",
            )
        self._output = pooled[0]
        self.dimensions = int(self._run(np.zeros((1, 3, *self._sides), np.float32)).shape[1])

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, D) float32, each row of length 1."""
        if not images:
            return np.zeros((0, self.dimensions), np.float32)
        starts = range(0, len(images), _BATCH)
        batches = (self._preparation.pixels(images[at : at + _BATCH]) for at in starts)
        return to_unit(np.concatenate([self._run(batch) for batch in batches]))

    @property
    def _sides(self) -> tuple[int, int]:
        return self._preparation.height, self._preparation.width

    def _run(self, pixels: Floats) -> Floats:
        (found,) = self._session.run([self._output], {"pixel_values": pixels})
        vectors: Floats = np.asarray(found, np.float32)
        if vectors.ndim != 2:
            raise FormatError(
                "The vision network gives no single vector for a picture.",
                remedy="Export it with its pooling, or with its projection.",
            )
        return vectors
