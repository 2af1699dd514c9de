"""Pictures drawn in code, encoded by the tiny model: rows whose pictures can be encoded again."""

from dataclasses import replace
from typing import Any

import pytest
import torch

from bench.trainers.material import AS_THE_AUTHORS, Material
from engine.tokens.images import square, to_pixels
from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from engine.training.examples import Subject, TrainingSet
from engine.training.photos import Photos, Picture

CONFIG = replace(
    AS_THE_AUTHORS, latent_tokens=2, epochs=2, learning_rate=1e-2, positive_rows=2, negative_rows=2,
    text_rows=2, drawing_rows=2, soft_rows=2,
)  # fmt: skip


@pytest.fixture
def material(tiny_model: Any, tiny_tokenizer: Tokenizer, photo: Any) -> Material:
    """Two photos, two pictures like them, two of something else; three steps an epoch."""
    pixels = torch.stack(
        [
            torch.tensor(to_pixels(square(photo(seed), tiny_tokenizer.image_size)))
            for seed in range(6)
        ]
    )
    codes = [Codes(tuple(one)) for one in tiny_model.vqgan.encode(pixels).tolist()]
    pictures = tuple(map(Picture, codes))
    image_ids = tiny_tokenizer.vocabulary.image_ids
    training_set = TrainingSet(
        subject=Subject("Bo", "pet", "tiny"),
        tokenizer=tiny_tokenizer,
        photos=Photos(positives=pictures[:2], soft_positives=pictures[2:4], negatives=pictures[4:]),
        answers=(("What colour is {name}?", "It is brown."),),
    )
    return Material(
        training_set=training_set,
        config=CONFIG,
        pixels={
            tuple(image_ids[one] for one in own.values): view
            for own, view in zip(codes, pixels, strict=True)
        },
        encoding=1.0,
    )
