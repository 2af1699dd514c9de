"""What every trainer learns from: the sample photos and the pool, as codes and as pixels."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import torch
from torch import Tensor

from engine.events import finish
from engine.model.chameleon import Chameleon
from engine.paths import RESOURCES
from engine.tokens.images import mirrored, read_photo, square, to_pixels
from engine.tokens.tokenizer import Tokenizer
from engine.training.batches import steps_of
from engine.training.config import PAPER, TrainingConfig
from engine.training.examples import Example, Subject, TrainingSet, epoch_examples
from engine.training.labelling import text_questions
from engine.training.photos import Encoder, Photos, Picture, read_photos
from engine.training.pool import Chosen, read_pool

Ids: TypeAlias = tuple[int, ...]

AS_THE_AUTHORS = replace(PAPER, max_grad_norm=1e6)
"""The paper's preset. Clipping comes after their step, where it has no effect (trap 23)."""
_SAMPLES = RESOURCES / "samples" / "mila"
_ANSWER = "It is a small dog, and it is brown and white all over."


@dataclass(frozen=True, eq=False, kw_only=True)
class Material:
    """A training set whose pictures can be encoded again at every step."""

    training_set: TrainingSet
    config: TrainingConfig
    pixels: Mapping[Ids, Tensor]
    """Ids of a picture → the pixels (3, S, S) that they stand for."""
    encoding: float
    """Seconds that reading and encoding every view once took."""
    _epochs: dict[int, list[Sequence[Example]]] = field(default_factory=dict)

    @cached_property
    def steps_per_epoch(self) -> int:
        """Optimizer steps."""
        return len(self._epoch(0))

    @cached_property
    def mean_row(self) -> float:
        """Positions of a row of the first epoch."""
        lengths = [len(row.ids) for rows in self._epoch(0) for row in rows]
        return sum(lengths) / len(lengths)

    @cached_property
    def longest_row(self) -> int:
        """Positions of the longest row of the first epoch."""
        return max(len(row.ids) for rows in self._epoch(0) for row in rows)

    def rows(self, step: int) -> Sequence[Example]:
        """What a step learns from, counted from 0 over all epochs: the same for every trainer."""
        epoch, place = divmod(step, self.steps_per_epoch)
        return self._epoch(epoch)[place]

    def seeded(self, seed: int) -> "Material":
        """The same pictures in another order."""
        return replace(self, config=replace(self.config, seed=seed), _epochs={})

    def _epoch(self, epoch: int) -> list[Sequence[Example]]:
        if epoch not in self._epochs:
            examples = epoch_examples(self.training_set, self.config, epoch)
            self._epochs[epoch] = steps_of(examples, self.config.batch_size)
        return self._epochs[epoch]


def gathered(model: Chameleon, tokenizer: Tokenizer, config: TrainingConfig) -> Material:
    """The four sample photos, and of the bundled pool as many pictures as `config` takes.

    They are not ranked: which picture plays which part changes no time.
    """
    pool = read_pool(RESOURCES / "pool")
    first, last = config.soft_positives, config.soft_positives + config.negatives
    chosen = Chosen(
        soft_positives=pool[:first],
        easy_negatives=pool[first:last],
    )
    positives = sorted(_SAMPLES.glob("[0-9]*.*"))
    encoder = Encoder(model=model, image_size=tokenizer.image_size, base_model="bench")
    began = time.perf_counter()
    photos = finish(read_photos(encoder, positives, chosen, flips=config.flips))
    encoding = time.perf_counter() - began
    answers = tuple((one.concept, _ANSWER) for one in text_questions("pet"))
    training_set = TrainingSet(
        subject=Subject("Mila", "pet", "bench"), tokenizer=tokenizer, photos=photos, answers=answers
    )
    paths = [*positives, *(one.path for one in pool[:last])]
    return Material(
        training_set=training_set,
        config=config,
        pixels=dict(_pixels(photos, paths, tokenizer)),
        encoding=encoding,
    )


def _pixels(
    photos: Photos, paths: Sequence[Path], tokenizer: Tokenizer
) -> Iterator[tuple[Ids, Tensor]]:
    pictures: tuple[Picture, ...] = (
        *photos.positives, *photos.soft_positives, *photos.negatives
    )  # fmt: skip
    image_ids = tokenizer.vocabulary.image_ids
    for path, picture in zip(paths, pictures, strict=True):
        image = square(read_photo(path), tokenizer.image_size)
        for codes, view in ((picture.plain, image), (picture.mirrored, mirrored(image))):
            if codes:
                yield tuple(image_ids[one] for one in codes.values), torch.tensor(to_pixels(view))
