"""Rows that a compiled model is tried with: a learned concept's, or words in their place."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL.Image import Image

from engine.concepts.concept import Concept
from engine.model.config import HEAD
from engine.model.weights import read_tensors
from engine.tokens.prompts import PROMPT_VERSION, Layout, row_count
from engine.tokens.tokenizer import Tokenizer

DENSE = "dense"
"""The checkpoint's own weights; quantized ones are called `int4` and `int8`."""
_TABLE = "model.embed_tokens.weight"
_LATENTS = 16


@dataclass(frozen=True, slots=True)
class Learned:
    """A concept, the weights it was learned on, and photos of it that it was not learned from."""

    concept: Concept
    weights: str = DENSE
    photos: tuple[Image, ...] = ()


def stand_in(checkpoint: Path, tokenizer: Tokenizer) -> Concept:
    """A concept whose rows are those of ordinary words, spread over the vocabulary.

    Not what learning finds, but rows of the right size in the right places.
    """
    count = row_count(_LATENTS, Layout.SELF_PROMPTING)
    text = np.array(tokenizer.vocabulary.text_ids)
    ids = torch.from_numpy(text[np.linspace(0, len(text) - 1, count).astype(np.int64)])
    tables = dict(read_tensors(checkpoint, {_TABLE, HEAD}, "cpu"))
    return Concept(
        name="Una",
        kind="object",
        base_model="",
        layout=str(Layout.SELF_PROMPTING),
        latent_tokens=_LATENTS,
        prompt_version=PROMPT_VERSION,
        embeddings=tables[_TABLE][ids].float().numpy(),
        head=tables[HEAD][ids].float().numpy(),
    )
