"""Writes `report.md` and its pictures: what a checkpoint has learned after so many hours.

    python -m recipes.mini.report --size cpu --hours 2

The measures of earlier reports on the same work folder stay beside the new ones.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.paths import MINI_CHECKPOINT
from engine.tokens.prompts import Codes
from engine.vision.embedder import Embedder, similarity
from recipes.mini import gate, measures, sheets, words
from recipes.mini.fetch import WORK
from recipes.mini.gate import Pictures, drawn, features
from recipes.mini.measures import Examinee, Question
from recipes.mini.scenes import Scene
from recipes.mini.sizes import SIZES, Size
from recipes.mini.validation import Losses, losses
from recipes.mini.world import World

Floats: TypeAlias = NDArray[np.float32]
Measures: TypeAlias = dict[str, float]

FOLDER = Path(__file__).resolve().parent
HISTORY = "report.json"
SEED = 90_000
SCENES, RENDERS, DRAWINGS = 120, 12, 4
"""Pictures asked about; renders behind each noun's mean features; drawings of each noun."""
AIMS = {
    "cpu": {"drawn noun": 0.4, "presence": 0.85, "colour": 0.85, "place": 0.9},
    "gpu": {"drawn noun": 0.7, "presence": 0.85, "colour": 0.85, "place": 0.9},
}
MEANING = {
    "drawn noun": "drawings whose features lie nearest to the mean features of their noun's renders",
    "reconstructed noun": "the same of held-out renders through the image tokenizer: the ceiling",
    "rendered noun": "the same of held-out renders themselves",
    "presence": "“Is there a …?” about held-out individuals, half of them not there",
    "colour": "“What colour is the …?”, of twelve",
    "place": "“Where is this?”, of twelve",
    "count": "“How many things are in this photo?”, one or two",
    "answered noun": "“What is this?”, of all nouns",
    "loss of pictures": "nats for each image code of new scenes of the training world",
    "loss of words": "nats for each text id of new conversations of the training world",
}


@dataclass(frozen=True, slots=True)
class Exam:
    """Held-out pictures and what was answered about them."""

    photos: Pictures
    questions: dict[str, list[Question]]
    answers: dict[str, list[str]]

    def share(self, kind: str) -> float:
        """How many of the answers are right."""
        pairs = zip(self.questions[kind], self.answers[kind], strict=True)
        return float(np.mean([question.passes(answer) for question, answer in pairs]))


def write(
    work: Path, size: Size, checkpoint: Path, hours: float, folder: Path = FOLDER
) -> str:
    """Measure `checkpoint`, write report.md and its pictures into `folder`; returns one line.

    A report after the same hours replaces the older one.
    """
    world, model = World(work, size.world), Examinee.open(checkpoint)
    embedder, rng = Embedder(threads=1), np.random.default_rng(SEED)
    shown = measures.scenes_of(world, gate.held_out(world, gate.INDIVIDUALS), SCENES, rng)
    exam = _examined(world, model, drawn(world, shown, size.image_size), shown, rng)
    asked = _captions(world, rng)
    pictures = model.decode(model.draw([caption for _, caption in asked]))
    found = _nouns(world, size, embedder, [name for name, _ in asked], pictures)
    found |= _known_again(world, size, embedder, model)
    found |= {kind: exam.share(kind) for kind in exam.questions}
    history = _remembered(work, hours, found | _lost(losses(work, size)))
    images = folder / "report"
    images.mkdir(parents=True, exist_ok=True)
    single = [number for number, scene in enumerate(shown) if len(scene.objects) == 1]
    photos = exam.photos[single[:16]]
    rebuilt = model.decode(model.encode(photos))
    sheets.save(sheets.rows([photos, rebuilt]), images / "reconstructions.webp")
    sheets.save(sheets.labelled(pictures, [name for name, _ in asked]), images / "drawings.webp")
    sheets.save(sheets.rows([exam.photos[:8]]), images / "asked.webp")
    text = _text(work, size, history, exam, [caption for _, caption in asked])
    (folder / "report.md").write_text(text, encoding="utf-8")
    return ", ".join(f"{name} {value:.2f}" for name, value in found.items())


def last(work: Path) -> float:
    """The hours of the last report on a work folder; 0 before the first."""
    return max((float(hours) for hours in _history(work)), default=0.0)
