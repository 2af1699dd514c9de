"""A person's own SDXL inpainting, through diffusers: paints a background around a subject.

Settings of the supplement's positives-only augmentation (method.md 2.7).
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from engine.errors import FormatError, SetupError
from engine.pickled import refuse_pickled

STEPS, GUIDANCE, STRENGTH = 20, 7.5, 1.0


class Inpainter:
    """Paints where a mask is white. Nothing is fetched."""

    def __init__(self, folder: Path, device: str = "cpu") -> None:
        """SetupError without diffusers or the folder, FormatError where it cannot be opened."""
        if not (folder / "model_index.json").is_file():
            raise SetupError(
                f"{folder} has no model_index.json.",
                remedy="Choose a folder with an inpainting model as diffusers writes it.",
            )
        refuse_pickled(folder)
        half = torch.float16 if device == "cuda" else torch.float32
        try:
            self._pipeline: Any = (
                _diffusers()
                .AutoPipelineForInpainting.from_pretrained(
                    folder, torch_dtype=half, local_files_only=True, use_safetensors=True
                )
                .to(device)
            )
        except (OSError, ValueError, RuntimeError, AttributeError) as error:
            raise FormatError(
                f"The inpainting model in {folder} cannot be opened.",
                remedy="Download it again; diffusers/stable-diffusion-xl-1.0-inpainting-0.1 fits.",
            ) from error
        self._pipeline.set_progress_bar_config(disable=True)

    def paint(self, image: Image.Image, mask: Image.Image, caption: str, seed: int) -> Image.Image:
        """The picture with what is white in `mask` (L, same size) painted as `caption` says."""
        dice = torch.Generator("cpu").manual_seed(seed)
        painted: Image.Image = self._pipeline(
            prompt=caption, image=image, mask_image=mask, generator=dice,
            num_inference_steps=STEPS, guidance_scale=GUIDANCE, strength=STRENGTH,
            width=image.width, height=image.height,
        ).images[0]  # fmt: skip
        return painted.convert("RGB").resize(image.size)


def _diffusers() -> Any:
    try:
        return import_module("diffusers")
    except ImportError as error:
        raise SetupError(
            "Painting backgrounds needs the package diffusers.",
            remedy="Install it: `pip install diffusers`. Without it, pool pictures are used.",
        ) from error
