"""A training set drawn by dice, and settings that take moments; for fixtures and for processes."""

import random

from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from engine.training.config import TrainingConfig
from engine.training.examples import Subject, TrainingSet
from engine.training.photos import Photos, Picture


def small_config() -> TrainingConfig:
    """Two latent tokens of each sort, eight rows and two steps an epoch."""
    return TrainingConfig(
        latent_tokens=2,
        learning_rate=1e-2,
        warmup_steps=0,
        batch_size=4,
        epochs=2,
        positive_rows=2,
        negative_rows=2,
        text_rows=1,
        drawing_rows=2,
        soft_rows=1,
    )


def small_set(tokenizer: Tokenizer) -> TrainingSet:
    """Two photos of Bo, three soft positives, two negatives, two questions."""
    dice = random.Random(7)

    def codes() -> Codes:
        return Codes(tuple(dice.randrange(64) for _ in range(tokenizer.image_length)))

    return TrainingSet(
        subject=Subject("Bo", "pet", "tiny"),
        tokenizer=tokenizer,
        photos=Photos(
            positives=tuple(Picture(codes(), codes()) for _ in range(2)),
            soft_positives=tuple(Picture(codes(), codes()) for _ in range(3)),
            negatives=tuple(Picture(codes()) for _ in range(2)),
        ),
        answers=(
            ("What colour is {name}?", "It is brown."),
            ("Who is {name}?", "{name} is a dog."),
        ),
    )
