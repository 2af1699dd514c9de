"""CLIP-I and CLIP-T with a CLIP folder that the person has: pictures and words in one space.

The folder is what `save_pretrained` writes (openai/clip-vit-large-patch14 is the paper's). Nothing
is downloaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL.Image import Image

from engine.errors import SetupError
from engine.pickled import refuse_pickled
from engine.vision.models import Floats

_BATCH = 16


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """A CLIP model and its processor, on the CPU or a GPU."""

    model: Any
    processor: Any
    name: str

    @classmethod
    def open(cls, folder: Path, device: str = "cpu") -> "Clip":
        """SetupError where the folder holds no CLIP, FormatError where its weights are pickled."""
        from transformers import AutoTokenizer, CLIPImageProcessor, CLIPModel

        try:
            model = CLIPModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
            images = CLIPImageProcessor.from_pretrained(folder, local_files_only=True)
            words = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            refuse_pickled(folder)
            raise SetupError(
                f"{folder} holds no CLIP model.",
                remedy="Name a folder with config.json, model.safetensors and its tokenizer.",
            ) from error
        model.requires_grad_(False).train(False).to(device)
        return cls(model, (images, words), f"CLIP ({folder.name})")

    def embed(self, images: Sequence[Image]) -> Floats:
        """(N, D) float32: picture features in the shared space, of any length."""
        prepare, _ = self.processor
        found: list[Floats] = [np.zeros((0, self.model.config.projection_dim), np.float32)]
        for start in range(0, len(images), _BATCH):
            some = [image.convert("RGB") for image in images[start : start + _BATCH]]
            pixels = prepare(some, return_tensors="pt")["pixel_values"].to(self.model.device)
            with torch.inference_mode():
                seen = self.model.vision_model(pixel_values=pixels).pooler_output
                found.append(self.model.visual_projection(seen).float().cpu().numpy())
        return np.concatenate(found)

    def embed_words(self, texts: Sequence[str]) -> Floats:
        """(N, D) float32: text features in the shared space, of any length."""
        _, tokenize = self.processor
        ids = tokenize(list(texts), padding=True, truncation=True, return_tensors="pt")
        with torch.inference_mode():
            read = self.model.text_model(**ids.to(self.model.device)).pooler_output
            found: Floats = self.model.text_projection(read).float().cpu().numpy()
        return found
