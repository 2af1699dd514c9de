"""The decode loops: ids of an answer one by one, codes of pictures position by position.

Knows ids only, no words. Everything is a generator: closing it stops within one step.
"""

from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np
from numpy.typing import NDArray

from engine.runtime.backends.base import Backend, Ids
from engine.runtime.sampling import Choice, Sampling, chosen
from engine.tokens.vocabulary import Vocabulary

Prompt = Sequence[int]


def words(
    backend: Backend, prompt: Prompt, allowed: Ids, stops: Collection[int], sampling: Sampling
) -> Generator[int, None, int | None]:
    """Yield the ids of an answer, drawn from `allowed`, until one of `stops` is drawn: return it.

    `allowed` (n,) holds the stops too. Ends also where the context is full, with None.
    """
    said: list[int] = []
    choice = Choice(sampling=sampling, seeds=[sampling.seed], among=allowed, said=said)
    [place] = chosen(backend.prefill([prompt]), choice)
    while True:
        token = int(allowed[place])
        if token in stops:
            return token
        yield token
        said.append(place)
        if backend.lengths[0] == backend.context:
            return None
        [place] = backend.choose(allowed[[place]][:, None], replace(choice, position=len(said)))


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
    choice = Choice(sampling=sampling, seeds=seeds, weights=drawn.weights)
    logits = backend.prefill(drawn.prompts, "images")
    places = chosen(np.repeat(logits, len(seeds), axis=0), choice)
    if len(seeds) > 1:
        backend.fork(len(seeds))
    for position in count(1):
        yield np.array(places, np.int64)
        ids = np.tile(codes[places], len(drawn.prompts))[:, None]
        places = backend.choose(ids, replace(choice, position=position), "images")
