"""Many subjects learned in one batch: what an arm gives for each of them."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.paper.arms import Arm
from bench.paper.material import Lab
from bench.teaching.subjects import Subject
from engine.concepts.concept import Concept
from engine.events import Job, Noticed, Progress, Snapshot
from engine.learning.eyes import open_inpainter, open_segmenter
from engine.learning.lookalikes import Neighbours, neighbours
from engine.learning.scenery import Studio, vary
from engine.paths import home
from engine.settings import Settings
from engine.training.config import TrainingConfig
from engine.training.examples import Subject as Pupils
from engine.training.examples import TrainingSet
from engine.training.labelling import ask_base
from engine.training.many import Pupil, learn_many
from engine.training.photos import Encoder, read_photos

NOTE = "Learning"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taught:
    """What was learned of one subject."""

    concept: Concept
    snapshots: tuple[Snapshot, ...]
    """Of each epoch."""
    seconds: float
    """Its share of the batch."""


def taught(lab: Lab, subjects: Sequence[Subject], arm: Arm, seed: int) -> Job[dict[str, Taught]]:
    """Learn all subjects side by side; by key. One that runs away twice is missing.

    The rows of the last epoch are kept: nothing is chosen, so nothing is chosen well by luck.
    """
    config = replace(arm.config, seed=seed)
    pupils: list[Pupil] = []
    for subject in subjects:
        pupils.append(Pupil(training_set=(yield from _prepared(lab, subject, config))))
    began = time.monotonic()
    kept: dict[str, list[Snapshot]] = {one.key: [] for one in subjects}
    for run, event in learn_many(lab.bench.base.model, pupils, config):
        name = run.training_set.subject.name
        if isinstance(event, Snapshot):
            kept[name].append(event)
        elif isinstance(event, Noticed):
            yield Noticed(f"{name}: {event.text}")
        elif isinstance(event, Progress) and name == subjects[0].key:
            yield Progress(event.done, event.total, f"{NOTE} {len(subjects)} at once")
    each = (time.monotonic() - began) / len(subjects)
    return {
        name: Taught(concept=found[-1].concept, snapshots=tuple(found), seconds=round(each, 1))
        for name, found in kept.items()
        if found and found[-1].epoch == config.epochs
    }


def _prepared(lab: Lab, subject: Subject, config: TrainingConfig) -> Job[TrainingSet]:
    """The training set of one subject, from its learned photos and the bundled pool."""
    base = lab.bench.base
    near = yield from neighbours(subject.learned, lab.bench.embedder, config, ("bundled",))
    positives = yield from _views(lab, subject, near, config)
    encoder = Encoder(
        model=base.model,
        image_size=base.tokenizer.image_size,
        base_model=base.checkpoint.fingerprint,
        cache=home() / "codes" / f"{subject.key}.safetensors",
    )
    photos = yield from read_photos(encoder, positives, near.chosen, flips=config.flips)
    codes = [picture.plain for picture in photos.positives[: len(subject.learned)]]
    answers = yield from ask_base(base.model, base.tokenizer, codes, subject.kind)
    who = Pupils(subject.key, subject.kind, base.checkpoint.fingerprint)
    return TrainingSet(subject=who, tokenizer=base.tokenizer, photos=photos, answers=answers)


def _views(
    lab: Lab, subject: Subject, near: Neighbours, config: TrainingConfig
) -> Job[tuple[Path, ...]]:
    if not config.augmented_views:
        return subject.learned
    settings = Settings()
    others = near.chosen.negatives
    studio = Studio(
        segmenter=open_segmenter(settings),
        inpainter=open_inpainter(settings),
        backgrounds=tuple(picture.path for picture in others),
        side=lab.bench.base.tokenizer.image_size,
        seed=config.seed,
    )
    folder = home() / "views" / f"{subject.key}-{config.seed}"
    return (yield from vary(subject.learned, config.augmented_views, studio, folder))
