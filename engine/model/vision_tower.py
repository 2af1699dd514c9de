"""A person's own CLIP or SigLIP as transformers writes it, in the place of the bundled embedder."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import torch
from numpy.typing import NDArray
from PIL.Image import Image

from engine.errors import FormatError, SetupError
from engine.pickled import refuse_pickled
from engine.vision.preparation import Preparation
from engine.vision.vision_folder import folder_name

_REMEDY = "Choose a folder with CLIP or SigLIP: config.json, model.safetensors and the rest."
_BATCH = 8


class VisionTower:
    """Unit vectors of pictures by the vision half of the model in a folder. Nothing is fetched."""

    def __init__(self, folder: Path, device: str = "cpu") -> None:
        """SetupError where a file is missing, FormatError where it is neither CLIP nor SigLIP."""
        weights = folder / "model.safetensors"
        if not weights.is_file():
            refuse_pickled(folder)
            raise SetupError(f"{folder} has no model.safetensors.", _REMEDY)
        self.name = folder_name(folder, weights)
        self._preparation = Preparation.read(folder)
        self._model = _opened(folder).to(device).eval()
        self._device = device
        self.dimensions = self.embed([_blank(self._preparation)]).shape[1]

    @torch.no_grad()
    def embed(self, images: Sequence[Image]) -> NDArray[np.float32]:
        """(N, D) float32, each row of length 1."""
        if not images:
            return np.zeros((0, self.dimensions), np.float32)
        parts = []
        for at in range(0, len(images), _BATCH):
            pixels = torch.from_numpy(self._preparation.pixels(images[at : at + _BATCH]))
            output = self._model(pixel_values=pixels.to(self._device))
            projected = getattr(output, "image_embeds", None)
            vectors = output.pooler_output if projected is None else projected
            parts.append(torch.nn.functional.normalize(vectors.float(), dim=-1).cpu().numpy())
        joined: NDArray[np.float32] = np.concatenate(parts)
        return joined


def _opened(folder: Path) -> torch.nn.Module:
    from transformers import CLIPVisionModelWithProjection, SiglipVisionModel
    from transformers.utils import logging

    try:
        kind = str(json.loads((folder / "config.json").read_text()).get("model_type"))
    except (OSError, ValueError, AttributeError) as error:
        raise SetupError(f"{folder / 'config.json'} cannot be read.", _REMEDY) from error
    families: dict[str, Any] = {"clip": CLIPVisionModelWithProjection, "siglip": SiglipVisionModel}
    family = families.get(kind.split("_", maxsplit=1)[0])
    if family is None:
        raise FormatError(f"{folder} holds {kind}, which is neither CLIP nor SigLIP.", _REMEDY)
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model: torch.nn.Module = family.from_pretrained(
            folder, local_files_only=True, use_safetensors=True
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise FormatError(f"The vision model in {folder} cannot be opened.", _REMEDY) from error
    return model


def _blank(preparation: Preparation) -> Image:
    return PIL.Image.new("RGB", (preparation.width, preparation.height))
