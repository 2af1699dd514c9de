"""One concept learned by several processes: the first one prepares, scores and keeps.

Started by `accelerate launch -m engine learn …`. The others only add their share of every step.
"""

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, TypeVar

from engine.events import Job, Progress
from engine.learning.keeping import Learned, keep
from engine.learning.lesson import Lesson, epochs
from engine.learning.preparing import prepare
from engine.learning.workplace import Workplace
from engine.open_model import LearningBase

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig
    from engine.training.fit import Fit
    from engine.vision.embedder import PictureEmbedder

T = TypeVar("T")


def rank() -> int | None:
    """Which of several processes this is, as their launcher says; None where it is alone."""
    if int(os.environ.get("WORLD_SIZE", "1")) < 2:
        return None
    return int(os.environ.get("RANK", "0"))


def share_of(things: Sequence[T]) -> Sequence[T]:
    """Every n-th, for this one of n processes; all, where it is alone."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    return things[rank() or 0 :: count]


def lead(
    lesson: Lesson,
    opening: Job[LearningBase],
    config: "TrainingConfig",
    embedder: "PictureEmbedder",
    fit: "Fit",
) -> Job[Learned]:
    """As `lesson.learn`, in the first of the processes."""
    from engine.training.carried import packed
    from engine.training.workers import workers

    crew, told = workers(), False
    with ExitStack() as held:
        try:
            held.enter_context(Workplace.of(lesson.name).held())
            prepared = yield from prepare(lesson, opening, config, embedder)
            known = prepared.material.config
            crew.share(json.dumps([known.latent_tokens, known.prefix_positions]).encode())
            crew.share(packed(prepared.training_set))
            told = True
        finally:
            if not told:
                crew.share(b"")  # so that the others do not wait for ever
        yield from epochs(prepared, fit, crew)
        return keep(prepared.material.place)


def assist(opening: Job[LearningBase], config: "TrainingConfig", fit: "Fit") -> Job[None]:
    """What every other process does; nothing where the first one could not begin."""
    from dataclasses import replace

    from engine.training.carried import unpacked
    from engine.training.trainer import Place
    from engine.training.trainer import learn as train
    from engine.training.workers import workers

    crew = workers()
    base = yield from opening
    told = crew.share(b"")
    if not told:
        return
    tokens, positions = json.loads(told)
    config = replace(config, latent_tokens=tokens, prefix_positions=positions)
    training_set = unpacked(crew.share(b""), base.tokenizer)
    for event in train(base.model, training_set, config, place=Place(fit=fit, workers=crew)):
        if isinstance(event, Progress):
            yield event
