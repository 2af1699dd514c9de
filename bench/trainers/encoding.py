"""Pictures of a step's rows encoded when they are used, as the authors do at every step."""

from collections.abc import Sequence
from dataclasses import replace

import torch

from bench.trainers.material import Material
from engine.model.chameleon import Chameleon
from engine.training.examples import Example


def encoded(model: Chameleon, material: Material, rows: Sequence[Example]) -> list[Example]:
    """The rows with the codes of their pictures computed from pixels again, in one batch.

    Reading the files is not repeated: their loaders do that in other processes.
    """
    tokenizer = material.training_set.tokenizer
    starts = _pictures(rows, tokenizer.vocabulary.begin_image)
    found, length = list(rows), tokenizer.image_length
    if not starts:
        return found
    ids = [rows[place].ids[at : at + length] for place, at in starts.items()]
    pixels = torch.stack([material.pixels[one] for one in ids])
    codes = model.vqgan.encode(pixels.to(model.device)).tolist()
    for (place, at), own in zip(starts.items(), codes, strict=True):
        old = rows[place].ids
        spelled = tuple(tokenizer.vocabulary.image_ids[code] for code in own)
        found[place] = replace(rows[place], ids=(*old[:at], *spelled, *old[at + length :]))
    return found


def _pictures(rows: Sequence[Example], begin_image: int) -> dict[int, int]:
    """Place of a row that has a picture → where its first code stands; a row has one at most."""
    return {
        place: row.ids.index(begin_image) + 1
        for place, row in enumerate(rows)
        if begin_image in row.ids
    }
