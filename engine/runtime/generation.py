"""The decode loops: ids of an answer one by one, codes of pictures position by position.

Knows ids only, no words. Everything is a generator: closing it stops within one step.
"""

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import count

import numpy as np
from numpy.typing import NDArray

from engine.runtime.backends.base import Backend, Ids, Logits
from engine.runtime.sampling import Sampling, Scores, penalised, pick
from engine.tokens.vocabulary import Vocabulary

Prompt = Sequence[int]


def words(
    backend: Backend, prompt: Prompt, allowed: Ids, stops: Collection[int], sampling: Sampling
) -> Generator[int, None, int | None]:
    """Yield the ids of an answer, drawn from `allowed`, until one of `stops` is drawn: return it.

    `allowed` (n,) holds the stops too. Ends also where the context is full, with None.
    """
    said: list[int] = []
    scores = backend.prefill([prompt])[:, allowed]
    while True:
        changed = penalised(scores, said, sampling.repetition_penalty)
        choice = pick(changed, sampling, [sampling.seed], len(said))[0]
        token = int(allowed[choice])
        if token in stops:
            return token
        yield token
        said.append(choice)
        if backend.lengths[0] == backend.context:
            return None
        scores = backend.step(np.array([[token]], np.int64))[:, -1, allowed]


@dataclass(frozen=True, slots=True)
class Branches:
    """What a picture is drawn from: prompts that end with begin of image, and their weights.

    The first is the full prompt. A position's scores are the weighted sum of the branches'.
    """

    prompts: tuple[Prompt, ...]
    weights: tuple[float, ...]


def branches(
    prompt: Prompt, unconditional: Prompt, vocabulary: Vocabulary, sampling: Sampling
) -> Branches:
    """Classifier-free guidance (method.md 1.5).

    U + s(F - U) without photos in the prompt, U + s_image(I - U) + s(F - I) with: F the full
    prompt, I its images alone, U nothing. At s = 1 the prompt alone is read.
    """
    scale, image_scale = sampling.guidance, sampling.image_guidance
    if scale == 1:
        return Branches((prompt,), (1.0,))
    photos_alone = images_only(prompt, vocabulary)
    if photos_alone == list(unconditional):
        return Branches((prompt, unconditional), (scale, 1 - scale))
    weights = (scale, image_scale - scale, 1 - image_scale)
    return Branches((prompt, photos_alone, unconditional), weights)


def images_only(prompt: Prompt, vocabulary: Vocabulary) -> list[int]:
    """Begin of text, and of the rest only pictures with their begin and end."""
    kept = {vocabulary.begin_image, vocabulary.end_image, *vocabulary.image_ids}
    return [vocabulary.begin_text, *(i for i in prompt if i in kept)]


def pictures(
    backend: Backend, drawn: Branches, codes: Ids, sampling: Sampling, seeds: Sequence[int]
) -> Iterator[NDArray[np.int64]]:
    """Yield the codes of one position (len(seeds),) after another; the caller takes grid² of them.

    `codes` (n,) are the ids of the image codes, the only ones that may be drawn. The prompts are
    read once and forked for as many pictures as there are seeds.
    """
    scores = guided(backend.prefill(drawn.prompts, "images"), drawn.weights)
    scores = np.repeat(scores, len(seeds), axis=0)
    if len(seeds) > 1:
        backend.fork(len(seeds))
    for position in count():
        chosen = np.array(pick(scores, sampling, seeds, position), np.int64)
        yield chosen
        ids = np.tile(codes[chosen], len(drawn.prompts))[:, None]
        scores = guided(backend.step(ids, "images")[:, -1], drawn.weights)


def guided(logits: Logits, weights: Sequence[float]) -> Scores:
    """Logits (branches · n, …), branch by branch → their weighted sum (n, …)."""
    if len(weights) == 1:
        return logits
    by_branch = np.split(logits, len(weights))
    weighted = (np.float32(w) * part for w, part in zip(weights, by_branch, strict=True))
    return reduce(np.add, weighted)  # summed in one order: the same for one picture and for many
