"""Losses on sequences that training never saw: new scenes, new conversations."""

from pathlib import Path

import numpy as np
import torch

from engine.tokens.tokenizer import Tokenizer
from recipes.mini import image_tokenizer, pictures
from recipes.mini.assemble import load_decoder, tokenizer_file
from recipes.mini.sizes import Size
from recipes.mini.spelling import some_of, spell
from recipes.mini.tasks import LOSSES, Teacher
from recipes.mini.world import World

SEQUENCES = 128
SHARD = 80_000
"""A number, and so a seed, that training never reaches."""


@torch.inference_mode()
def losses(work: Path, size: Size) -> dict[str, float]:
    """Mean loss in nats of codes to draw, words to say, and yes and no, on training's own tasks."""
    world, rng = World(work, size.world), np.random.default_rng(SHARD)
    vqgan, model = image_tokenizer.load(work, size), load_decoder(work, size)
    tokenizer = Tokenizer.open(tokenizer_file(work).parent)
    teacher = Teacher(tokenizer.vocabulary, pictures.lexicon(world))
    shard = pictures.write_shard(world, vqgan, size, work / "validation", SHARD)
    groups = list(pictures.read_shard(shard))
    sums, counts = dict.fromkeys(LOSSES, 0.0), dict.fromkeys(LOSSES, 1e-9)
    for _ in range(SEQUENCES):
        one = spell(teacher.sequence(some_of(groups, rng), rng), tokenizer)
        read = model(torch.tensor([one.ids]), torch.tensor([one.weights]))
        for kind, weight in LOSSES.items():
            sums[kind] += float(read.loss[read.weight == weight].sum())
            counts[kind] += int((read.weight == weight).sum())
    return {f"loss of {kind}": sums[kind] / counts[kind] for kind in LOSSES}
