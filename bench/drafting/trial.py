"""One concept ready to be learned, and what each draft gives it after some steps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from bench.teaching.opened import Bench
from bench.teaching.subjects import Subject
from bench.trainers.outcome import mean_losses
from engine.events import Job, Progress
from engine.learning.draft import Appearance, drafted
from engine.learning.lookalikes import Neighbours, neighbours
from engine.learning.scoring import Judge, quality
from engine.tokens.images import read_photo
from engine.training.config import TrainingConfig
from engine.training.examples import Subject as Learnt
from engine.training.examples import TrainingSet, epoch_examples
from engine.training.labelling import ask_base
from engine.training.photos import Encoder, Photos, hold_out, read_photos
from engine.training.pool import Chosen
from engine.training.run import Run
from engine.training.steps import Stepper
from engine.training.variants import Draft

FIGURES = ("text loss", "image loss", "recognition", "similarity", "quality")
Figures: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Trial:
    """A concept ready to be learned, and what it is measured with."""

    subject: Subject
    training_set: TrainingSet
    held_out: TrainingSet
    appearance: Appearance
    judge: Judge


def prepared(bench: Bench, subject: Subject, config: TrainingConfig) -> Job[Trial]:
    """Photos, pictures like them, answers, and what was kept back."""
    positives, held_out = hold_out(subject.learned, config.seed)
    near = yield from neighbours(positives, bench.embedder, config)
    photos = yield from _photos(bench, positives, near.chosen, config)
    codes = [photo.plain for photo in photos.positives]
    answers = yield from ask_base(bench.base.model, bench.base.tokenizer, codes, subject.kind)
    learnt = Learnt(subject.key, subject.kind, bench.base.checkpoint.fingerprint)
    training_set = TrainingSet(
        subject=learnt, tokenizer=bench.base.tokenizer, photos=photos, answers=answers
    )
    scored = held_out or positives[0]
    return Trial(
        subject=subject,
        training_set=training_set,
        held_out=(yield from _unseen(bench, training_set, (scored,), near, config)),
        appearance=Appearance(positives, bench.embedder),
        judge=_judge(bench, scored, near),
    )


def _unseen(
    bench: Bench,
    training_set: TrainingSet,
    scored: tuple[Path, ...],
    near: Neighbours,
    config: TrainingConfig,
) -> Job[TrainingSet]:
    """The same subject, of which only the held-out photo and the others are there."""
    photos = yield from _photos(bench, scored, Chosen(), config)
    others = yield from _photos(bench, near.others, Chosen(), config)
    return replace(training_set, photos=replace(photos, negatives=others.positives))


def _photos(
    bench: Bench, paths: Sequence[Path], chosen: Chosen, config: TrainingConfig
) -> Job[Photos]:
    base = bench.base
    encoder = Encoder(
        model=base.model, image_size=base.tokenizer.image_size,
        base_model=base.checkpoint.fingerprint, cache=bench.results.folder / "codes.safetensors",
    )  # fmt: skip
    return (yield from read_photos(encoder, paths, chosen, flips=config.flips))


def _judge(bench: Bench, scored: Path, near: Neighbours) -> Judge:
    others = [read_photo(path) for path in near.others]
    return Judge(bench.base, bench.embedder, read_photo(scored), others)


def course(
    bench: Bench, trial: Trial, config: TrainingConfig, draft: str, steps: Sequence[int]
) -> Job[Figures]:
    """Figures of one draft after each number of steps, as `steps/figure`."""
    rows = yield from drafted(
        bench.base, trial.training_set, replace(config, draft=Draft(draft)), trial.appearance
    )
    run = Run.begin(bench.base.model, trial.training_set, config, start=rows)
    stepper, found = Stepper.alone(bench.base.model), Figures()
    for step in range(max(steps) + 1):
        if step in steps:
            own = yield from _figures(bench, trial, run, config)
            found |= {f"{step}/{name}": value for name, value in own.items()}
        yield Progress(step, max(steps) + 1, f"{trial.subject.key} {draft}")
        if step < max(steps):
            (told,) = stepper.gradients([run])
            yield from run.advance(told, 0.0)
    return found


def _figures(bench: Bench, trial: Trial, run: Run, config: TrainingConfig) -> Job[Figures]:
    concept = run.concept()
    scores = yield from trial.judge.score(concept, run.state.step)
    plain = replace(config, decision_weight=1.0)  # a mean over labels, whatever learning weighs
    rows = epoch_examples(trial.held_out, plain, 0)
    text, image = mean_losses(bench.base.model, run.state.rows, rows)
    measured = {"text loss": text, "image loss": image, "quality": quality(scores)}
    return measured | {name: float(value) for name, value in scores.items()}
