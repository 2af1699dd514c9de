"""Sequences of words and pictures as batches of ids, spelled anew from shards of pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import IterableDataset, get_worker_info

from engine.tokens.prompts import Codes
from engine.tokens.tokenizer import Tokenizer
from recipes.mini import sight
from recipes.mini.pictures import lexicon, read_shard
from recipes.mini.scenes import Scene
from recipes.mini.sizes import Size
from recipes.mini.tasks import Group, Pieces, Teacher
from recipes.mini.world import World

POOL = 8  # batches whose sequences are sorted by length together
TOKENS = 190  # of a typical sequence: a batch holds `batch` × this
NOWHERE = -1  # the end of a picture that there is not

Scenes: TypeAlias = Mapping[Codes, Scene]


@dataclass(frozen=True, slots=True)
class Spelled:
    """Ids and the weight of each as a target; where each picture ends, and what it shows."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]
    ends: tuple[int, ...] = ()
    shown: tuple[Scene, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """Ids and weights (B, S) int64 and float32, padded on the right; of each row's pictures,
    NOWHERE after the last, the places of their ends (B, P) and their facts (B, P, F), both int64.
    """

    ids: Tensor
    weights: Tensor
    ends: Tensor
    facts: Tensor

    def parts(self, rows: int) -> Iterator["Batch"]:
        """The same, at most so many rows at once."""
        for first in range(0, len(self.ids), rows):
            some = slice(first, first + rows)
            yield Batch(self.ids[some], self.weights[some], self.ends[some], self.facts[some])


def spell(pieces: Pieces, tokenizer: Tokenizer, scenes: Scenes | None = None) -> Spelled:
    """Pieces → ids with begin of text, each id with the weight of its piece.

    `scenes` says what its pictures show; those that it does not know are left out of `shown`.
    """
    ids, weights = [tokenizer.vocabulary.begin_text], [0.0]
    ends: list[int] = []
    shown: list[Scene] = []
    for part, weight in pieces:
        own = tokenizer.encode([part], begin=False)
        ids += own
        weights += [weight] * len(own)
        if isinstance(part, Codes) and scenes and part in scenes:
            ends.append(len(ids) - 1)
            shown.append(scenes[part])
    return Spelled(tuple(ids), tuple(weights), tuple(ends), tuple(shown))


class Sequences(IterableDataset[Batch]):
    """Endless batches, spelled anew from whatever shards there are."""

    def __init__(self, work: Path, size: Size, checkpoint: Path, seed: int) -> None:
        self.work, self.size, self.checkpoint, self.seed = work, size, checkpoint, seed

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        tokenizer = Tokenizer.open(self.checkpoint)
        teacher = Teacher(tokenizer.vocabulary, lexicon(World(self.work, self.size.world)))
        groups: list[Group] = []
        read: set[Path] = set()
        while True:
            for path in sorted(set((self.work / "pictures").glob("*.safetensors")) - read):
                groups += read_shard(path)
                read.add(path)
            pool = [
                _sequence(teacher, some_of(groups, rng), rng, tokenizer)
                for _ in range(self.size.batch * POOL)
            ]
            fitting = [one for one in pool if len(one.ids) <= self.size.context]
            for some in _batches(fitting, self.size.batch * TOKENS, rng):
                yield padded(some, tokenizer.vocabulary.pad, teacher)


def some_of(groups: Sequence[Group], rng: np.random.Generator) -> list[Group]:
    """The three groups that a sequence is made of."""
    return [groups[int(i)] for i in rng.integers(len(groups), size=3)]


def padded(batch: Sequence[Spelled], pad: int, teacher: Teacher) -> Batch:
    """Sequences of any lengths side by side."""
    longest, most = max(len(one.ids) for one in batch), max(len(one.ends) for one in batch)
    kinds = sight.PLACES * len(sight.kinds(teacher.world))
    ids = torch.full((len(batch), longest), pad, dtype=torch.long)
    weights = torch.zeros(len(batch), longest)
    ends = torch.full((len(batch), most), NOWHERE, dtype=torch.long)
    facts = torch.full((len(batch), most, kinds), sight.NONE, dtype=torch.long)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        weights[row, : len(one.ids)] = torch.tensor(one.weights)
        for number, (end, scene) in enumerate(zip(one.ends, one.shown, strict=True)):
            ends[row, number] = end
            facts[row, number] = torch.tensor(sight.facts(scene, teacher.world))
    return Batch(ids, weights, ends, facts)


def _sequence(
    teacher: Teacher, groups: Sequence[Group], rng: np.random.Generator, tokenizer: Tokenizer
) -> Spelled:
    pairs = [pair for group in groups for pair in zip(group.codes, group.scenes, strict=True)]
    return spell(teacher.sequence(groups, rng), tokenizer, dict(pairs))


def _batches(pool: list[Spelled], tokens: int, rng: np.random.Generator) -> Iterator[list[Spelled]]:
    """Batches of similar length, at most `tokens` ids each, in random order."""
    batches: list[list[Spelled]] = [[]]
    for one in sorted(pool, key=lambda one: len(one.ids)):
        if batches[-1] and (len(batches[-1]) + 1) * len(one.ids) > tokens:
            batches.append([])
        batches[-1].append(one)
    for index in rng.permutation(len(batches)):
        yield batches[index]
