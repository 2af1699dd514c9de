"""Pictures drawn side by side as a job; a drawing and all it takes to draw it again; its file."""

import io
import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.events import Job, Preview, Progress
from engine.files import write_whole
from engine.runtime.backends.base import Backend, Ids
from engine.runtime.generation import pictures
from engine.runtime.orders import Order
from engine.runtime.sampling import Sampling
from engine.runtime.speculative import leaps
from engine.tokens.images import to_image
from engine.tokens.vocabulary import Vocabulary

RECIPE = "yochameleon"
"""Keyword of the PNG's iTXt chunk."""
PREVIEW_SHARE = 0.25
"""Of the time of drawing, what previews may take: where decoding is slow there are fewer."""


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
    codes = np.zeros((len(order.seeds), order.length), np.int64)
    known = np.zeros(len(order.seeds), np.int64)
    row = math.isqrt(order.length)
    began, previewing = time.monotonic(), 0.0
    for some in _drawn(backend, vocabulary, order):
        rows_before = known.min() // row
        for here, new in enumerate(some):
            codes[here, known[here] : known[here] + len(new)] = new
            known[here] += len(new)
        done = order.first * order.length + int(known.sum())
        yield Progress(done, order.count * order.length, "drawing")
        before = time.monotonic()
        in_budget = previewing <= PREVIEW_SHARE * (before - began)
        if order.preview and in_budget and rows_before < known.min() // row < row:
            yield from previews(backend, codes, known, order)
            previewing += time.monotonic() - before
    return codes


def previews(backend: Backend, codes: Ids, known: Ids, order: Order) -> Job[None]:
    """Show pictures as far as they are drawn; what is missing repeats the first code (trap 42)."""
    missing = np.arange(order.length) >= known[:, None]
    for here, pixels in enumerate(backend.decode_image(np.where(missing, codes[:, :1], codes))):
        yield Preview(order.first + here, to_image(pixels), int(known[here]) / order.length)


def _drawn(
    backend: Backend, vocabulary: Vocabulary, order: Order
) -> Iterator[Sequence[Sequence[int]]]:
    """The codes that each step makes known, picture by picture."""
    ids = np.array(vocabulary.image_ids, np.int64)
    if order.sampling.ahead:
        yield from leaps(backend, order, ids)
        return
    drawn = pictures(backend, order.branches, ids, order.sampling, order.seeds)
    for chosen in islice(drawn, order.length):
        yield [[int(code)] for code in chosen]


def save(
    drawing: Drawing, path: Path, *, recipe: bool = False, texts: Mapping[str, str] | None = None
) -> None:
    """Write a PNG, whole or not at all. SetupError where the folder cannot be written.

    Only with `recipe` does the file also tell the prompt, the concepts' names, the settings, the
    checkpoint and the codes: whoever gets the picture can read them. `texts` are others to
    add, by keyword.
    """
    notes = PngInfo()
    for keyword, text in (texts or {}).items():
        notes.add_itxt(keyword, text)
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
