"""Losses on sequences that training never saw: new scenes, new conversations."""

from pathlib import Path

import numpy as np
import torch

from engine.tokens.tokenizer import Tokenizer
from recipes.mini import image_tokenizer, pictures
from recipes.mini.assemble import load_decoder, tokenizer_file
from recipes.mini.decoder import spell
from recipes.mini.sizes import Size
from recipes.mini.tasks import DRAWN, SAID, Group, Teacher
from recipes.mini.world import World

SEQUENCES = 128
SHARD = 80_000
"""A number, and so a seed, that training never reaches."""


@torch.inference_mode()
def losses(work: Path, size: Size) -> dict[str, float]:
    """Mean loss in nats of image codes to draw and of words to say, on the training's own tasks."""
    world, rng = World(work, size.world), np.random.default_rng(SHARD)
    vqgan, model = image_tokenizer.load(work, size), load_decoder(work, size)
    tokenizer = Tokenizer.open(tokenizer_file(work).parent)
    teacher = Teacher(tokenizer.vocabulary, pictures.lexicon(world))
    shard = pictures.write_shard(world, vqgan, size, work / "validation", SHARD)
    groups = list(pictures.read_shard(shard))
    sums, counts = {DRAWN: 0.0, SAID: 0.0}, {DRAWN: 1e-9, SAID: 1e-9}
    for _ in range(SEQUENCES):
        one = spell(teacher.sequence(_some(groups, rng), rng), tokenizer)
        loss, _, share = model(torch.tensor([one.ids]), torch.tensor([one.weights]))
        for weight in sums:
            sums[weight] += float(loss[share == weight].sum())
            counts[weight] += int((share == weight).sum())
    return {
        "loss of pictures": sums[DRAWN] / counts[DRAWN],
        "loss of words": sums[SAID] / counts[SAID],
    }


def _some(groups: list[Group], rng: np.random.Generator) -> list[Group]:
    return [groups[int(i)] for i in rng.integers(len(groups), size=3)]
