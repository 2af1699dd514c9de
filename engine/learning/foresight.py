"""What a lesson will take on this machine: three real steps, and a snapshot's scoring, multiplied.

A window calls `engine.jobs.forecast` before `learn`; both open the model the same way, so that it
is opened once.
"""

import time
from typing import TYPE_CHECKING

from engine.events import Job
from engine.learning.fitting import fitted, free_memory
from engine.learning.lesson import Lesson, config_of
from engine.learning.lookalikes import OTHERS, POOL
from engine.learning.preparing import checked
from engine.learning.scoring import DRAWINGS
from engine.settings import Settings
from engine.training.forecast import Forecast

if TYPE_CHECKING:
    from engine.open_model import LearningBase, OpenModel

_DECODED = 4
"""Codes of a picture that are drawn to learn how long all of them take."""


def forecast(lesson: Lesson, settings: Settings, opened: "OpenModel") -> Job[Forecast]:
    """Memory and time of `learn`. InputError and SetupError as there; nothing is kept."""
    from engine.model import checkpoints
    from engine.training.dry_run import Amounts, dry_run

    lesson, files = checked(lesson)
    config = config_of(lesson)
    checkpoint = checkpoints.find(settings.checkpoint)
    free = free_memory(settings)
    name, fit = fitted(checkpoint, config, lesson.memory, settings)
    base = yield from opened.get_for_learning(settings, fit.weights)
    pictures = _in_pool()
    amounts = Amounts(
        positives=len(files) + _photos_before(lesson), soft_positives=pictures, negatives=pictures
    )
    dry = yield from dry_run(base.model, base.tokenizer, config, amounts, fit)
    scoring = _seconds_of_scoring(base)
    return Forecast(
        peak_bytes=dry.peak_bytes,
        seconds_per_step=dry.seconds_per_step,
        steps=dry.steps,
        seconds=dry.seconds_per_step * dry.steps + scoring * config.epochs,
        free_bytes=free,
        seconds_per_snapshot=scoring,
        fit=name,
        weights=fit.weights if fit.weights != "auto" else _weights_of(base),
    )


def _seconds_of_scoring(base: "LearningBase") -> float:
    """Of one snapshot: its drawings, code by code, and its questions."""
    import numpy as np

    from engine.runtime.seat import Seat

    backend, length = Seat(base.backend), base.tokenizer.image_length
    rows = [[base.tokenizer.vocabulary.begin_text] * 64] * (2 * DRAWINGS)  # two branches each
    began = time.monotonic()
    backend.load_soft_prompt(None)
    backend.prefill(rows, head="images")
    read = time.monotonic() - began
    began = time.monotonic()
    for _ in range(_DECODED):
        backend.step(np.full((len(rows), 1), rows[0][0], np.int64), head="images")
    drawn = (time.monotonic() - began) / _DECODED * length
    questions = read * (length / 64) * (1 + OTHERS) / len(rows)
    return read + drawn + questions


def _photos_before(lesson: Lesson) -> int:
    from engine.learning.keeping import open_library

    if not lesson.continued:
        return 0
    with open_library() as library:
        return len(library.photos(lesson.name))


def _in_pool() -> int:
    """Pictures of the bundled pool; a person's own adds no more than settings take anyway."""
    return len(list(POOL.glob("*.*"))) if POOL.exists() else 0


def _weights_of(base: "LearningBase") -> str:
    return {"torch.float32": "fp32", "torch.bfloat16": "bf16"}[str(base.model.dtype)]
