"""A person's own SAM, in the place of the bundled segmenter: a point in the middle, the best mask.

As the supplement's positives-only augmentation has it (method.md 2.7).
"""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from engine.errors import FormatError, SetupError
from engine.pickled import refuse_pickled

_REMEDY = "Choose a folder with SAM: config.json, model.safetensors, preprocessor_config.json."


class SamSegmenter:
    """Tells the thing in the middle of a picture from the rest. Nothing is fetched."""

    def __init__(self, folder: Path, device: str = "cpu") -> None:
        """SetupError where the folder lacks a file, FormatError where it is not SAM or pickled."""
        from transformers import SamModel, SamProcessor
        from transformers.utils import logging

        if not (folder / "config.json").is_file():
            raise SetupError(f"{folder} has no config.json.", _REMEDY)
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._processor = SamProcessor.from_pretrained(folder, local_files_only=True)
            model = SamModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            refuse_pickled(folder)
            raise FormatError(f"The model in {folder} is no SAM.", _REMEDY) from error
        network: nn.Module = model  # its own `to` is annotated for itself only
        self._model, self._device = network.to(device).eval(), device

    @torch.no_grad()
    def mask(self, image: Image.Image) -> NDArray[np.float32]:
        """(H, W) float32 in 0…1, of the picture's own size: how surely a pixel is the subject."""
        middle = [[[image.width / 2, image.height / 2]]]
        inputs = self._processor(image.convert("RGB"), input_points=middle, return_tensors="pt")
        output = self._model(**{name: value.to(self._device) for name, value in inputs.items()})
        masks = self._processor.image_processor.post_process_masks(
            output.pred_masks.cpu(),
            inputs["original_sizes"].cpu(),
            inputs["reshaped_input_sizes"].cpu(),
            binarize=False,
        )
        best = int(output.iou_scores[0, 0].argmax())
        certain: NDArray[np.float32] = torch.sigmoid(masks[0][0, best].float()).numpy()
        return certain
