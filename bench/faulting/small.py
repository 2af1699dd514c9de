"""A learning that is over in seconds: few rows, two epochs, a pool of sixteen pictures.

It runs in the engine's process, which is where the settings of a learning must be small.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from engine import jobs
from engine.events import Job
from engine.learning.keeping import Learned
from engine.learning.lesson import Lesson
from engine.settings import Settings

POOL = "FAULTS_POOL"
"""The environment variable that names the pool's folder."""
LEARN = jobs.learn
PHOTOS = ("Hündin Bo 1.png", "Hündin Bo (2).png", "große Augen.png", "Bo & Käthe.png")


def learn(lesson: Lesson, settings: Settings) -> Job[Learned]:
    """What `jobs.learn` does, in little time."""
    from engine.learning import lookalikes  # noqa: PLC0415 - heavy; the window names this module
    from engine.training import config  # noqa: PLC0415

    few = {"epochs": 2, "positive_rows": 4, "negative_rows": 4, "drawing_rows": 4}
    few |= {"soft_rows": 4, "text_rows": 4, "soft_positives": 8}
    few |= {"hard_negatives": 4, "colour_negatives": 4, "easy_negatives": 4}
    config.PRESETS = {"quick": replace(config.PRESETS["quick"], **few)}  # type: ignore[arg-type]
    lookalikes.POOL = Path(os.environ[POOL])
    return (yield from LEARN(lesson, settings))


def write_pictures(folder: Path, names: Iterable[str], seed: int) -> None:
    """Pictures of soft colours, different from each other."""
    folder.mkdir(parents=True)
    dice = np.random.default_rng(seed)
    for name in names:
        small = dice.integers(0, 256, (4, 4, 3), np.uint8)
        Image.fromarray(small).resize((160, 128), Image.Resampling.BICUBIC).save(folder / name)
