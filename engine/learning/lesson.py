"""Photos → a concept in the library, as one resumable job. The library changes once, at the end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.events import Event, Job, Measured, Sampled, Snapshot
from engine.learning.draft import draft_snapshot
from engine.learning.intake import Crop
from engine.learning.keeping import EMBEDDER, Learned, keep, kept_before
from engine.learning.preparing import Prepared, prepare, same_photos
from engine.learning.scoring import Judge
from engine.learning.workplace import Workplace
from engine.open_model import LearningBase

if TYPE_CHECKING:
    from engine.training.config import TrainingConfig
    from engine.training.fit import Fit
    from engine.training.workers import Workers
    from engine.vision.embedder import PictureEmbedder


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a person asks to be learned. Plain values."""

    name: str
    photos: tuple[Path, ...]
    """Files, and folders whose pictures are meant."""
    kind: str = "object"
    preset: str = "quick"
    crops: tuple[Crop, ...] = ()
    """Of photos of which only a part is meant."""
    consent: str = ""
    """For people: the statement that was agreed to, kept with the concept."""
    continued: bool = False
    """Teach a concept of the library more: `photos` are the new ones, and may be none."""
    variant: str = "self-prompting"
    """The paper's method, or a row of its table of ablations: `engine.training.variants`."""
    deep: int = 0
    """Positions whose keys and values are learned in every layer, besides the rows."""
    memory: str = "auto"
    """How it is fitted to the machine: `auto`, or a name of `engine.training.fit.FITS`."""
    pool: tuple[str, ...] = ()
    """Titles of the pool's sources; none means all there are."""
    draft: str | None = None
    """What learning begins with, and what the concept is until then: a value of
    `engine.training.variants.Draft`. None: as the preset has it."""
    questions: Path | None = None
    """A file with questions and answers, in place of those that the base model answers."""


def config_of(lesson: Lesson) -> "TrainingConfig":
    """The settings that a lesson names. InputError where there is no such preset or variant."""
    from engine.training.config import PRESETS
    from engine.training.variants import Draft, Variant

    preset = PRESETS[_known("preset", lesson.preset, PRESETS)]
    variant = Variant(_known("variant", lesson.variant, list(Variant)))
    draft = Draft(_known("draft", lesson.draft or preset.draft, list(Draft)))
    return replace(preset, variant=variant, prefix_positions=lesson.deep, draft=draft)


def _known(what: str, name: str, names: Collection[str]) -> str:
    if name not in names:
        raise InputError(
            f"There is no {what} {name!r}.", remedy=f"Choose one of {', '.join(names)}."
        )
    return name


def learn(
    lesson: Lesson,
    opening: Job[LearningBase],
    config: "TrainingConfig",
    embedder: "PictureEmbedder",
    fit: "Fit | None" = None,
) -> Job[Learned]:
    """Take the photos in, learn, score each snapshot, keep the best one in the library.

    The model is opened only when all photos were found to be sound.

    Closing the job keeps what was done, and the same lesson goes on there. InputError where the
    name or a photo cannot be used, where it is being learned elsewhere, or where learning ran away
    twice; SetupError where memory runs out twice.
    """
    place = Workplace.of(lesson.name)
    with place.held():
        if kept_before(place) and (yield from same_photos(lesson, place)):
            return keep(place)
        prepared = yield from prepare(lesson, opening, config, embedder)
        yield from epochs(prepared, fit)
        return keep(place)


def epochs(
    prepared: Prepared, fit: "Fit | None" = None, crew: "Workers | None" = None
) -> Job[None]:
    """Learn; each snapshot is scored before learning goes on, and kept at the workplace."""
    from engine.training.fit import FITS
    from engine.training.trainer import Place
    from engine.training.trainer import learn as train
    from engine.training.workers import ALONE

    material = prepared.material
    place = material.place
    if prepared.draft and not place.has(0):
        yield from _scored(draft_snapshot(prepared), prepared.judge, place)
    job = train(
        prepared.base.model,
        prepared.training_set,
        material.config,
        place=Place(folder=place.folder, fit=fit or FITS["full"], workers=crew or ALONE),
        start=prepared.start,
    )
    try:
        for event in job:
            yield from told(event, prepared.judge, place)
    finally:
        job.close()


def told(event: Event, judge: Judge, place: Workplace) -> Job[None]:
    """What is made of an event of the trainer: numbers join the curves, snapshots are scored."""
    if isinstance(event, Measured):
        place.record(event)
    if not isinstance(event, Snapshot):
        yield event
    elif not place.has(event.epoch):
        yield from _scored(event, judge, place)


def _scored(snapshot: Snapshot, judge: Judge, place: Workplace) -> Job[None]:
    scores = yield from _sampled(judge.score(snapshot.concept, snapshot.epoch), place)
    facts = {**snapshot.concept.training, EMBEDDER: judge.embedder}
    scored = Snapshot(replace(snapshot.concept, scores=scores, training=facts), snapshot.epoch)
    place.keep(scored)
    yield scored


def _sampled(job: Job[Mapping[str, float]], place: Workplace) -> Job[Mapping[str, float]]:
    """The same job; what it draws is kept at the workplace."""
    try:
        while True:
            event = next(job)
            if isinstance(event, Sampled):
                place.keep_sample(event)
            elif isinstance(event, Measured):
                place.record(event)
            yield event
    except StopIteration as done:
        scores: Mapping[str, float] = done.value
        return scores
    finally:
        job.close()
