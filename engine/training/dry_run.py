"""Three real steps on made-up codes of the right lengths: what a learning will take, measured."""

import random
import statistics
import time
from dataclasses import dataclass

import torch

from engine.events import Job, Progress
from engine.model.chameleon import Chameleon
from engine.model.memory import forget_peak, peak_memory
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from engine.training.config import TrainingConfig
from engine.training.examples import Subject, TrainingSet
from engine.training.fit import Fit
from engine.training.labelling import LONGEST_ANSWER, text_questions
from engine.training.photos import Photos, Picture
from engine.training.run import Run
from engine.training.steps import Stepper

STEPS = 3
NOTE = "Measuring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How many pictures a learning has."""

    positives: int
    soft_positives: int
    negatives: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dry:
    """What the dry steps took."""

    peak_bytes: int
    seconds_per_step: float
    steps: int
    """Of the whole learning."""


def dry_run(
    model: Chameleon, tokenizer: Tokenizer, config: TrainingConfig, amounts: Amounts, fit: Fit
) -> Job[Dry]:
    """The real steps of a learning of so many pictures, on codes drawn by dice. Keeps nothing.

    SetupError where memory does not suffice.
    """
    run = Run.begin(model, made_up(tokenizer, config, amounts), config)
    stepper = Stepper.alone(model, fit)
    _begin_watching(model)
    took: list[float] = []
    for step in range(min(STEPS, run.total)):
        yield Progress(step, STEPS, NOTE)
        began = time.monotonic()
        (found,) = stepper.gradients([run])
        for _ in run.advance(found, 0.0):
            pass  # a made-up picture cannot teach anything; only its time counts
        _wait(model)
        took.append(time.monotonic() - began)
    yield Progress(STEPS, STEPS, NOTE)
    return Dry(
        peak_bytes=_peak(model),
        seconds_per_step=statistics.median(took[1:] or took),
        steps=run.total,
    )


def made_up(tokenizer: Tokenizer, config: TrainingConfig, amounts: Amounts) -> TrainingSet:
    """A training set with as many pictures and as long answers as a real one; none is real."""
    dice, codes = random.Random("dry run"), len(tokenizer.vocabulary.image_ids)

    def pictures(count: int) -> tuple[Picture, ...]:
        drawn = (
            Codes(tuple(dice.choices(range(codes), k=tokenizer.image_length))) for _ in range(count)
        )
        return tuple(Picture(one) for one in drawn)

    answer = _long_answer(tokenizer)
    questions = tuple((one.concept, answer) for one in text_questions("object"))
    photos = Photos(
        positives=pictures(max(1, amounts.positives)),
        soft_positives=pictures(min(amounts.soft_positives, config.soft_positives)),
        negatives=pictures(min(amounts.negatives, config.negatives)),
    )
    subject = Subject("It", "object", "dry run")
    return TrainingSet(subject=subject, tokenizer=tokenizer, photos=photos, answers=questions)


def _long_answer(tokenizer: Tokenizer) -> str:
    words = ["It"]
    while len(tokenizer.encode([" ".join(words)])) < LONGEST_ANSWER:
        words.append("is")
    return f"{' '.join(words)}."


def _begin_watching(model: Chameleon) -> None:
    if model.device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(model.device)
    else:
        forget_peak()


def _peak(model: Chameleon) -> int:
    if model.device.type == "cuda":
        return torch.cuda.max_memory_reserved(model.device)
    return peak_memory()


def _wait(model: Chameleon) -> None:
    """GPUs work on while Python goes ahead."""
    if model.device.type == "cuda":
        torch.cuda.synchronize(model.device)
