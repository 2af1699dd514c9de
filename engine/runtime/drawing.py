"""Pictures drawn side by side as a job; a drawing and all it takes to draw it again; its file."""

import io
import json
import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.events import Job, Preview, Progress
from engine.files import write_whole
from engine.runtime.backends.base import Backend, Ids
from engine.runtime.generation import Branches, pictures
from engine.runtime.sampling import Sampling
from engine.tokens.images import to_image
from engine.tokens.vocabulary import Vocabulary

RECIPE = "yochameleon"
"""Keyword of the PNG's iTXt chunk."""
PREVIEW_SHARE = 0.25
"""Of the time of drawing, what previews may take: where decoding is slow there are fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Some of `count` pictures: those that are drawn side by side, one for each seed."""

    branches: Branches
    sampling: Sampling
    seeds: Sequence[int]
    first: int
    """How many of the `count` were drawn before these."""
    count: int
    length: int
    """Codes of a picture."""
    preview: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Drawing:
    """One picture. The codes are kept, because a GPU may not draw the same twice (trap 41)."""

    picture: Image.Image
    codes: tuple[int, ...]
    """The picture as VQ codes, row by row: it can be decoded again from them alone."""
    prompt: str
    """What the person asked for."""
    sampling: Sampling
    """With this picture's own seed: one picture drawn with it is this one."""
    concepts: tuple[str, ...]
    checkpoint: str
    """Fingerprint of the base model; empty where it is not known."""

    @property
    def seed(self) -> int:
        """The seed of this picture alone."""
        return self.sampling.seed


def draw(backend: Backend, vocabulary: Vocabulary, order: Order) -> Job[Ids]:
    """Yield progress, and previews after each row of the grid; return codes (seeds, length)."""
    ids = np.array(vocabulary.image_ids, np.int64)
    drawn = pictures(backend, order.branches, ids, order.sampling, order.seeds)
    codes = np.zeros((len(order.seeds), order.length), np.int64)
    row = math.isqrt(order.length)
    began, previewing = time.monotonic(), 0.0
    for position, chosen in enumerate(islice(drawn, order.length)):
        codes[:, position], done = chosen, position + 1
        drawn_so_far = order.first * order.length + done * len(order.seeds)
        yield Progress(drawn_so_far, order.count * order.length, "drawing")
        before = time.monotonic()
        in_budget = previewing <= PREVIEW_SHARE * (before - began)
        if order.preview and in_budget and done % row == 0 and done < order.length:
            yield from previews(backend, codes[:, :done], order)
            previewing += time.monotonic() - before
    return codes


def previews(backend: Backend, codes: Ids, order: Order) -> Job[None]:
    """Show pictures as far as they are drawn; what is missing repeats the first code (trap 42)."""
    done = codes.shape[1]
    padded = np.repeat(codes[:, :1], order.length, axis=1)
    padded[:, :done] = codes
    for here, pixels in enumerate(backend.decode_image(padded)):
        yield Preview(order.first + here, to_image(pixels), done / order.length)


def save(drawing: Drawing, path: Path, *, recipe: bool = False) -> None:
    """Write a PNG, whole or not at all. SetupError where the folder cannot be written.

    Only with `recipe` does the file also tell the prompt, the concepts' names, the settings, the
    checkpoint and the codes: whoever gets the picture can read them.
    """
    notes = PngInfo()
    if recipe:
        notes.add_itxt(RECIPE, json.dumps(_recipe(drawing), ensure_ascii=False), zip=True)
    content = io.BytesIO()
    drawing.picture.save(content, format="PNG", pnginfo=notes)
    write_whole(path, content.getvalue())


def _recipe(drawing: Drawing) -> dict[str, object]:
    return {
        "prompt": drawing.prompt,
        "concepts": drawing.concepts,
        "sampling": asdict(drawing.sampling),
        "checkpoint": drawing.checkpoint,
        "codes": drawing.codes,
    }
